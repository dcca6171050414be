"""Reads: one function, one session, frozen rows out."""
