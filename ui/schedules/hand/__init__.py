"""The hand on the rota: every gesture has a beginning, an end and a reason."""
