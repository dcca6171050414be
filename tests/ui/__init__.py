"""The looks, widget by widget, on the offscreen platform."""
