"""People and teams: who answers, how each is reached, and who answers together."""
