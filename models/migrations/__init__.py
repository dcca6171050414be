"""Alembic's environment and versions, shipped inside the program."""
