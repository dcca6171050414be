"""Reviews: what a team learns from an incident, and incidents like it."""
