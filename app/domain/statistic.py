"""What is said of a heap of durations: how many, mean, median, p90, and how sure the median is."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95
FAR = 10  # standard deviations: what lies beyond them adds nothing that a float could show
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Summary:
    """Of `n` values, in their unit. `band` holds the true median with 95 % confidence; none of
    fewer than six values, and everything but `n` is None of no values at all."""

    n: int
    mean: float | None = None
    median: float | None = None
    p90: float | None = None
    band: tuple[float, float] | None = None


def summary(values: ArrayLike) -> Summary:
    """The values in any order."""
    ordered: Floats = np.sort(np.asarray(values, dtype=np.float64))
    if not ordered.size:
        return Summary(0)
    return Summary(
        n=ordered.size,
        mean=float(ordered.mean()),
        median=quantile(ordered, 0.5),
        p90=quantile(ordered, 0.9),
        band=median_band(ordered),
    )


def quantile(ordered: Floats, share: float) -> float:
    """The value below which that share (0 to 1) of the sorted, non-empty values lies; between two
    values a straight line. Method 7 of Hyndman & Fan, "Sample Quantiles in Statistical Packages"
    (1996): what numpy, R and spreadsheets (PERCENTILE.INC) give by default."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


def median_band(ordered: Floats, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """Two of the sorted values that enclose the true median with at least that confidence,
    whatever the distribution: the r-th from either end, r the largest for which
    2 P(Binomial(n, 1/2) < r) <= 1 - confidence (David & Nagaraja, "Order Statistics", 7.1).
    No chance is drawn, so the same rows give the same band. None where n is too small for it."""
    rank = _rank(len(ordered), (1 - confidence) / 2)
    return (float(ordered[rank - 1]), float(ordered[-rank])) if rank else None


@lru_cache(maxsize=4096)
def _rank(n: int, tail: float) -> int:
    """The largest r with P(Binomial(n, 1/2) < r) <= tail; 0 where there is none."""
    count = max(int(n / 2 - FAR * sqrt(n) / 2), 0)
    below = 0.0
    while count < n:
        below += exp(lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1) - n * log(2))
        if below > tail:
            return count
        count += 1
    return 0
