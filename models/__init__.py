"""What is stored: SQLAlchemy tables and the shared words."""
