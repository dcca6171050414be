"""One item model and its views; columns are values."""
