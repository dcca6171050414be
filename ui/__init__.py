"""Everything with a pixel; the only place that knows Qt."""
