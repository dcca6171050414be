"""Documents written down: Markdown, HTML, PDF."""
