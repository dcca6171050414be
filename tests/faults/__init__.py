"""Faults on purpose: what is promised under them is counted and printed."""
