"""Escalation policies: who is called, in what order, and who that is right now."""
