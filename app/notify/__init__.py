"""Words out: templates and Apprise."""
