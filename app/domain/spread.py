"""How durations spread: counted in steps that people think in."""

import numpy as np
from numpy.typing import NDArray

from app.domain.cases import Numbers

MINUTE, HOUR = 60, 3600
EDGES = (
    0, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR
)  # fmt: skip  # seconds; the last has no end
NAMES = ("< 5 m", "5-15 m", "15-30 m", "30-60 m", "1-2 h", "2-4 h", "4-8 h", "8-24 h", "> 1 d")


def places(seconds: NDArray[np.float64]) -> Numbers:
    """The step of each; what is below nothing has none (-1)."""
    return np.searchsorted(np.array(EDGES, dtype=np.float64), seconds, side="right") - 1


def spread(seconds: NDArray[np.float64]) -> Numbers:
    """How many in each step."""
    found = places(seconds)
    return np.bincount(found[found >= 0], minlength=len(EDGES))
