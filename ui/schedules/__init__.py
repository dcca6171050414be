"""The rota: who is on call when, by which rule."""
