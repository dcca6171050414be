"""The words of the window: in which language, and in whose order of day, month and hour."""
