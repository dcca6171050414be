"""How long things take when some have not ended yet: the estimator of Kaplan and Meier.

An incident that is open for three days has not "no duration": it takes three days at least. Left
out, the slowest would be missing; counted as ended, they would be too short.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z = 1.959963984540054  # of the normal distribution, for 95 %
SLACK = 1e-9  # products of fractions are not exact
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Survival:
    """`ended` and `censored` (not ended yet) add up to all. `median` and `p90`: by when half, and
    nine of ten, have ended; None where too many have not. `band` holds the true median with 95 %
    confidence; its upper end, or all of it, is None where the data do not say. `longest` is how
    long any lasted."""

    ended: int
    censored: int
    median: float | None = None
    p90: float | None = None
    band: tuple[float, float | None] | None = None
    longest: float | None = None


class Curve(NamedTuple):
    """From `at` on (sorted), the `share` is still not ended; between `low` and `high` with 95 %
    confidence. All of one length."""

    at: Floats
    share: Floats
    low: Floats
    high: Floats


def survival(lasted: ArrayLike, over: ArrayLike) -> Survival:
    """Of durations, each with whether it has `over` (ended) or was only watched for so long."""
    ended = int(np.count_nonzero(over))
    points = curve(lasted, over)
    low, high = _first(points, points.low, 0.5), _first(points, points.high, 0.5)
    return Survival(
        ended=ended,
        censored=int(np.size(over)) - ended,
        median=_first(points, points.share, 0.5),
        p90=_first(points, points.share, 0.1),
        band=None if low is None else (low, high),
        longest=float(np.max(lasted)) if np.size(lasted) else None,
    )


def curve(lasted: ArrayLike, over: ArrayLike) -> Curve:
    """A point for each duration at which something ended: S(t) is the product of 1 - d/n over all
    times up to t, d what ended then, n what had lasted so long (Kaplan & Meier, "Nonparametric
    Estimation from Incomplete Observations", 1958). What is censored at the very time something
    ends counts as having lasted. The bounds are Greenwood's variance on the scale log(-log S);
    where they cross one half lies the median's band (Brookmeyer & Crowley, 1982)."""
    times: Floats = np.asarray(lasted, dtype=np.float64)
    ends = np.sort(times[np.asarray(over, dtype=np.bool_)])
    at, ended = np.unique(ends, return_counts=True)
    lasting = times.size - np.searchsorted(np.sort(times), at, side="left")
    share: Floats = np.cumprod(1 - ended / lasting, dtype=np.float64)
    left = lasting - ended
    spread: Floats = np.cumsum(ended / (lasting * np.where(left > 0, left, 1)))
    gone = (left <= 0) | (share <= SLACK)
    wide = Z * np.sqrt(spread) / -np.log(np.clip(share, SLACK, 1 - SLACK))
    low: Floats = np.where(gone, 0.0, share ** np.exp(wide))
    high: Floats = np.where(gone, 0.0, share ** np.exp(-wide))
    return Curve(at, share, low, high)


def _first(points: Curve, shares: Floats, below: float) -> float | None:
    """When the share first is that low."""
    found = np.flatnonzero(shares <= below + SLACK)
    return float(points.at[found[0]]) if found.size else None
