"""Pictures of figures, drawn by matplotlib for the screen and for paper alike."""
