"""Whether a rota is sound and fair: checks, who carries what, and a fairer proposal."""
