"""Fair fill and who could take a gap: the names others use."""

from app.domain.candidate import Candidate, candidates

__all__ = ["Candidate", "candidates"]
