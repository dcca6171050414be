"""What is set for the whole team: how pages leave, where replies come to, and drills."""
