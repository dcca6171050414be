"""What must be masked, and what must not."""
