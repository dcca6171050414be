"""Signals in: HTTP, and one pure parser per sender format."""
