"""The figures of incidents, each with its formula: how long things took, how many came and when,
and how much of it was noise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.case import CLOCKS, Clock, Excluded
from app.domain.cases import SECOND, SEVERITIES, STAGES, UNKNOWN, Cases, Mask, Numbers
from app.domain.offsets import walls
from app.domain.statistic import Summary, summary
from app.domain.survival import Survival, survival
from models.kinds import Severity, Stage

HOUR, DAY = 3600 * SECOND, 86_400 * SECOND
THURSDAY = 3  # 1 January 1970


@dataclass(frozen=True, slots=True)
class Figure:
    """One clock's seconds. `missing`: incidents that lack one of its two times (not there yet, or
    never noted); `backward`: those whose times run backwards. Neither is in the summary."""

    seconds: Summary
    missing: int
    backward: int


@dataclass(frozen=True, slots=True)
class Noise:
    """`alerts` of all incidents; `unanswered`: incidents that ended and that nobody ever
    acknowledged."""

    alerts: int
    alerts_per_incident: float | None
    unanswered: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some incidents' figures; `figures` by the names of `CLOCKS`, `to_resolve` in seconds, with
    the open ones counted as not yet resolved."""

    incidents: int
    open: int
    figures: Mapping[str, Figure]
    to_resolve: Survival


@dataclass(frozen=True, slots=True)
class Volume:
    """How many incidents. `hours`: seven days from Monday with 24 hours each, when they were
    created on the wall clock of the zone asked for."""

    severities: Mapping[Severity, int]
    categories: Mapping[str | None, int]
    services: Mapping[str | None, int]
    hours: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Metrics:
    """All of it."""

    all: Group
    excluded: Excluded
    by_severity: Mapping[Severity, Group]
    volume: Volume
    noise: Noise


def metrics(cases: Cases, now: int, where: ZoneInfo) -> Metrics:
    """Drills, and what was declined or merged, are left out and counted apart. `now` in
    microseconds since 1970 UTC."""
    counted, excluded = parted(cases)
    return Metrics(
        all=group(counted, now),
        excluded=excluded,
        by_severity={
            each: group(counted.at(counted.severity == place), now)
            for place, each in enumerate(SEVERITIES)
        },
        volume=volume(counted, where),
        noise=noise(counted),
    )


def parted(cases: Cases) -> tuple[Cases, Excluded]:
    """What counts, and how many do not."""
    return cases.at(counting(cases)), excluded(cases, np.ones(len(cases), dtype=np.bool_))


def excluded(cases: Cases, among: Mask) -> Excluded:
    """How many of some are in no figure."""
    drills = cases.drill & among
    rest = cases.stage[among & ~cases.drill]
    out = (int(np.count_nonzero(rest == STAGES.index(each)))
           for each in (Stage.DECLINED, Stage.MERGED))  # fmt: skip
    return Excluded(int(np.count_nonzero(drills)), *out)


def counting(cases: Cases) -> Mask:
    """Which are in the figures."""
    out = [STAGES.index(each) for each in (Stage.DECLINED, Stage.MERGED)]
    return ~(cases.drill | np.isin(cases.stage, out))


def group(cases: Cases, now: int) -> Group:
    """The four clocks of incidents that count."""
    return Group(
        incidents=len(cases),
        open=int(np.count_nonzero(cases.open)),
        figures={clock.name: figure(cases, clock) for clock in CLOCKS},
        to_resolve=to_resolve(cases, now),
    )


def figure(cases: Cases, clock: Clock) -> Figure:
    """`clock.end` - `clock.begin`, in seconds."""
    seconds, known = cases.since(clock.begin, clock.end)
    right = known & (seconds >= 0)
    fit = int(np.count_nonzero(right))
    sure = int(np.count_nonzero(known))
    return Figure(summary(seconds[right]), len(cases) - sure, sure - fit)


def to_resolve(cases: Cases, now: int) -> Survival:
    """Resolved - detected in seconds, where an open incident has lasted until `now` at least
    (Kaplan-Meier). Without a time of detection, or resolved before it, an incident is left out."""
    over = cases.resolved != UNKNOWN
    ends = np.where(over, cases.resolved, now)
    seen = cases.detected != UNKNOWN
    lasted = (ends - np.where(seen, cases.detected, 0)) / SECOND
    fit = seen & (lasted >= 0)
    return survival(lasted[fit], over[fit])


def volume(cases: Cases, where: ZoneInfo) -> Volume:
    """Counted by when they were created. The hour that comes twice in autumn counts twice."""
    counts = np.bincount(cases.severity, minlength=len(SEVERITIES))
    hours = np.bincount(hours_of_week(cases.created, where), minlength=7 * 24).reshape(7, 24)
    return Volume(
        severities={each: int(counts[place]) for place, each in enumerate(SEVERITIES)},
        categories=_counted(cases.category, cases.categories),
        services=_counted(cases.service, cases.services),
        hours=tuple(tuple(map(int, day)) for day in hours),
    )


def hours_of_week(at: Numbers, where: ZoneInfo) -> Numbers:
    """0 is Monday from midnight on, on the wall clock."""
    local = walls(at, where)
    return ((local // DAY + THURSDAY) % 7) * 24 + local % DAY // HOUR


def noise(cases: Cases) -> Noise:
    """Alerts per incident is the mean number of alerts an incident gathered."""
    alerts = int(cases.alerts.sum())
    silent = np.count_nonzero((cases.acknowledged == UNKNOWN) & ~cases.open)
    return Noise(alerts, alerts / len(cases) if len(cases) else None, int(silent))


def _counted(places: Numbers, names: tuple[str, ...]) -> dict[str | None, int]:
    """Most first."""
    counts = np.bincount(places + 1, minlength=len(names) + 1)
    named: list[str | None] = [None, *names]
    found = [(named[place], int(n)) for place, n in enumerate(counts) if n]
    return dict(sorted(found, key=lambda each: -each[1]))
