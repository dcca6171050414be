"""Signals in: parsers, HTTP, the shared commit and what becomes of a signal."""
