"""Behaviour, on real databases, real windows and real protocols."""
