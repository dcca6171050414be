"""The application without a screen, on real databases."""
