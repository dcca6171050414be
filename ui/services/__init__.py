"""Services: what can break, who owns it, and the senders that watch it."""
