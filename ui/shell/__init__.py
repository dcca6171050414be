"""The window around every screen: bars, sidebar, actions, palette."""
