"""Follow-ups and problems: what is left to do, and why it breaks."""
