"""What a fresh checkout does at its first, second and interrupted start."""
