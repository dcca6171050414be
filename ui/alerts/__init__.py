"""Alerts: what senders complain about, and how often they did."""
