"""The first minutes: three offers, what is still to be set up, and joining a team."""
