"""Pages and messages that are filled in."""
