"""How each sender is set up, and a sample of what it sends."""
