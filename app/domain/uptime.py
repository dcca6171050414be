"""How much of a span a service was up, and what is left of what its promise allows to be down."""

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[
    int, int
]  # half-open, microseconds since 1970 UTC; empty when it ends before it begins
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
    service: str, slo: float | None, impacts: Iterable[Span], over: Span, now: int, unknown: int = 0
) -> Level:
    """Down is the union of the impacts (impact started until mitigated) within the span, overlaps
    counted once. uptime = 1 - down / passed. The budget is (1 - slo) of the whole span, passed or
    not (Beyer et al., "Site Reliability Engineering", ch. 3); left is budget - down, below zero
    when overspent. The promise is kept while nothing is overspent. Elapsed time: a day on which
    clocks change has 23 or 25 hours."""
    passed = max(min(over[1], now) - over[0], 0)
    stretches = merged(clipped(impacts, (over[0], over[0] + passed)))
    down = length(stretches)
    budget = None if slo is None else (1 - slo / 100) * max(over[1] - over[0], 0)
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


def clipped(spans: Iterable[Span], to: Span) -> list[Span]:
    """What of them lies within; what is empty is left out."""
    met = ((max(start, to[0]), min(end, to[1])) for start, end in spans)
    return [(start, end) for start, end in met if start < end]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches of time, sorted, none touching another."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def length(spans: Iterable[Span]) -> int:
    """Of stretches that do not overlap."""
    return sum(end - start for start, end in spans)
