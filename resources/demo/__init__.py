"""The sample team."""
