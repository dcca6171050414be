"""Workflows that come along, switched off."""
