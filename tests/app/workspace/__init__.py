"""The workspace file: read, refused, applied, written."""
