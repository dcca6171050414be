"""Pure functions: tables of cases and properties; no database, no Qt."""
