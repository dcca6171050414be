"""Incidents: the list, one incident's page with its timeline, and the declare form."""
