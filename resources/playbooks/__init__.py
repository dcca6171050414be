"""Playbooks that come along."""
