"""How long things take when some have not ended yet: the estimator of Kaplan and Meier.

An incident that is open for three days has not "no duration": it takes three days at least. Left
out, the slowest would be missing; counted as ended, they would be too short.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import exp, inf, log, sqrt
from typing import NamedTuple

Z = 1.959963984540054  # of the normal distribution, for 95 %
SLACK = 1e-9  # products of fractions are not exact


@dataclass(frozen=True, slots=True)
class Survival:
    """`ended` and `censored` (not ended yet) add up to all. `median` and `p90`: by when half, and
    nine of ten, have ended; None where too many have not. `band` holds the true median with 95 %
    confidence; its upper end, or all of it, is None where the data do not say."""

    ended: int
    censored: int
    median: float | None = None
    p90: float | None = None
    band: tuple[float, float | None] | None = None


class Point(NamedTuple):
    """From `at` on, the `share` is still not ended; between `low` and `high` with 95 %
    confidence."""

    at: float
    share: float
    low: float
    high: float


def survival(seen: Iterable[tuple[float, bool]]) -> Survival:
    """Of durations, each with whether it has ended (True) or was only watched for so long."""
    rows = sorted(seen)
    ended = sum(over for _, over in rows)
    points = list(curve(rows))
    low = _first(each.at for each in points if each.low <= 0.5 + SLACK)
    high = _first(each.at for each in points if each.high <= 0.5 + SLACK)
    return Survival(
        ended=ended,
        censored=len(rows) - ended,
        median=_first(each.at for each in points if each.share <= 0.5 + SLACK),
        p90=_first(each.at for each in points if each.share <= 0.1 + SLACK),
        band=None if low is None else (low, high),
    )


def curve(rows: Iterable[tuple[float, bool]]) -> Iterator[Point]:
    """A point for each duration at which something ended: S(t) is the product of 1 - d/n over all
    times up to t, d what ended then, n what had lasted so long (Kaplan & Meier, "Nonparametric
    Estimation from Incomplete Observations", 1958). What is censored at the very time something
    ends counts as having lasted. The bounds are Greenwood's variance on the scale log(-log S);
    where they cross one half lies the median's band (Brookmeyer & Crowley, 1982)."""
    ordered = sorted(rows)
    lasting, share, spread = len(ordered), 1.0, 0.0
    for at, together in groupby(ordered, key=lambda row: row[0]):
        overs = [over for _, over in together]
        ended = sum(overs)
        if ended:
            share *= 1 - ended / lasting
            spread = spread + ended / (lasting * (lasting - ended)) if ended < lasting else inf
            yield Point(at, share, *_bounds(share, spread))
        lasting -= len(overs)


def _bounds(share: float, spread: float) -> tuple[float, float]:
    if share <= SLACK or spread == inf:
        return 0.0, 0.0
    wide = Z * sqrt(spread) / -log(share)
    return share ** exp(wide), share ** exp(-wide)


def _first(found: Iterator[float]) -> float | None:
    return next(found, None)
