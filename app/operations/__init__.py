"""Writes: one function, one intention of a person, one transaction."""
