"""Package data: icons, sounds, templates, translations."""
