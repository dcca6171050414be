"""Pictures of every page, dialog and state, to be looked at by a person."""
