"""Playbooks: the page with its editor, and the card beside an incident."""
