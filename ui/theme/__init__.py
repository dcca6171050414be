"""Colours, sheet, icons and fonts; the bottom of the looks."""
