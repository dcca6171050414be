"""The user guide: a page for each screen, and for what lies outside the window."""
