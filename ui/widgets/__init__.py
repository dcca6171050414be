"""Small reusable widgets; they know nothing of ours but the theme."""
