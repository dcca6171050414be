"""Conversations that were held elsewhere, read from the files people export: pure parsers."""
