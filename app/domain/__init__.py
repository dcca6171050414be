"""Pure functions and frozen values; time is always an argument."""
