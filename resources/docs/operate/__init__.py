"""The operator guide: the database, engines, backups, keys."""
