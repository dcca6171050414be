"""Calendars out and in, on both kinds of database."""
