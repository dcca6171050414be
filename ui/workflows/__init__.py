"""Workflows: the page with its editor in sentences, the dry run and the log."""
