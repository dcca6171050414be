"""The sample team and its two years, made by running the real operations with a set clock."""
