"""Tickets in Jira, GitHub and GitLab, as every screen shows them."""
