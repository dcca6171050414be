"""How much of a span a service was up, and what is left of what its promise allows to be down."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

Span = tuple[
    int, int
]  # half-open, microseconds since 1970 UTC; empty when it ends before it begins
Numbers = NDArray[np.int64]  # a row a span
NOTHING: Numbers = np.empty((0, 2), dtype=np.int64)
SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """A service over a span. `uptime` is a share (0 to 1) of the part of the span that has passed,
    None when none has. `slo` is in per cent; without it the budget and `kept` are None. `outages`
    counts stretches after overlapping ones were made one; `unknown` incidents do not say when their
    impact began, and so are in no figure here."""

    service: str
    slo: float | None
    uptime: float | None
    down_s: float
    outages: int
    budget_s: float | None
    budget_left_s: float | None
    kept: bool | None
    unknown: int = 0


def level(
    service: str,
    slo: float | None,
    impacts: Numbers,
    over: Span,
    now: int,
    unknown: int = 0,
    planned: Numbers = NOTHING,
) -> Level:
    """Down is the union of the impacts (impact started until mitigated) within the span, overlaps
    counted once. uptime = 1 - down / passed. The budget is (1 - slo) of the whole span, passed or
    not (Beyer et al., "Site Reliability Engineering", ch. 3); left is budget - down, below zero
    when overspent. The promise is kept while nothing is overspent. Elapsed time: a day on which
    clocks change has 23 or 25 hours. What was `planned` (maintenance) is neither up nor down: it is
    taken out of the impacts and out of the span."""
    idle = merged(np.clip(planned, over[0], max(over)))
    passed = max(min(over[1], now) - over[0], 0)
    stretches = without(merged(np.clip(impacts, over[0], over[0] + passed)), idle)
    down = _length(stretches)
    passed -= _length(np.clip(idle, over[0], over[0] + passed))
    whole = max(over[1] - over[0], 0) - _length(idle)
    budget = None if slo is None else round((1 - slo / 100) * whole)  # 99.9 is no binary number
    left = None if budget is None else (budget - down) / SECOND
    return Level(
        service=service,
        slo=slo,
        uptime=1 - down / passed if passed else None,
        down_s=down / SECOND,
        outages=len(stretches),
        budget_s=None if budget is None else budget / SECOND,
        budget_left_s=left,
        kept=None if left is None else left >= 0,
        unknown=unknown,
    )


def without(spans: Numbers, out: Numbers) -> Numbers:
    """Sorted, separate stretches without those of `out`, which are so, too."""
    left = spans
    for begin, end in out:
        before = np.column_stack([left[:, 0], np.minimum(left[:, 1], begin)])
        after = np.column_stack([np.maximum(left[:, 0], end), left[:, 1]])
        left = np.concatenate([before, after])
        left = left[left[:, 0] < left[:, 1]]
    return left[np.argsort(left[:, 0], kind="stable")]


def _length(spans: Numbers) -> int:
    return int((spans[:, 1] - spans[:, 0]).sum())


def merged(spans: Numbers) -> Numbers:
    """The same stretches of time, sorted, none touching another; what is empty is left out."""
    full = spans[spans[:, 0] < spans[:, 1]]
    if not len(full):
        return full
    start, end = full[np.argsort(full[:, 0], kind="stable")].T
    until = np.maximum.accumulate(end)
    first = np.append(True, start[1:] > until[:-1])
    last = np.append(first[1:], True)
    return np.column_stack([start[first], until[last]])


def reached(share: float) -> str:
    """A percentage that was kept, never rounded up: 99.8996 is not yet 99.900."""
    return f"{floor(100_000 * share + 1e-6) / 1000:.3f} %"
