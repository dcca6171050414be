"""The figures of incidents, each with its formula: how long things took, how many came and when,
and how much of it was noise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

from app.domain.case import CLOCKS, SECOND, Case, Clock, Excluded, parted
from app.domain.statistic import Summary, summary
from app.domain.survival import Survival, survival
from models.kinds import OPEN_STAGES, Category, Severity


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
    categories: Mapping[Category | None, int]
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


def metrics(cases: Sequence[Case], now: int, where: ZoneInfo) -> Metrics:
    """Drills, and what was declined or merged, are left out and counted apart."""
    counted, excluded = parted(cases)
    grouped: dict[Severity, list[Case]] = {each: [] for each in Severity}
    for case in counted:
        grouped[case.severity].append(case)
    return Metrics(
        all=group(counted, now),
        excluded=excluded,
        by_severity={each: group(some, now) for each, some in grouped.items()},
        volume=volume(counted, where),
        noise=noise(counted),
    )


def group(cases: Sequence[Case], now: int) -> Group:
    """The four clocks of incidents that count."""
    return Group(
        incidents=len(cases),
        open=sum(case.stage in OPEN_STAGES for case in cases),
        figures={clock.name: figure(cases, clock) for clock in CLOCKS},
        to_resolve=to_resolve(cases, now),
    )


def figure(cases: Sequence[Case], clock: Clock) -> Figure:
    """`clock.end` - `clock.begin`, in seconds."""
    begin, end = Case._fields.index(clock.begin), Case._fields.index(clock.end)
    pairs = map(itemgetter(begin, end), cases)
    known: list[int] = [b - a for a, b in pairs if a is not None and b is not None]
    right = [each / SECOND for each in known if each >= 0]
    return Figure(summary(right), len(cases) - len(known), len(known) - len(right))


def to_resolve(cases: Iterable[Case], now: int) -> Survival:
    """Resolved - detected in seconds, where an open incident has lasted until `now` at least
    (Kaplan-Meier). Without a time of detection, or resolved before it, an incident is left out."""
    lasted = (
        (((case.resolved or now) - case.detected) / SECOND, case.resolved is not None)
        for case in cases
        if case.detected is not None
    )
    return survival(each for each in lasted if each[0] >= 0)


def volume(cases: Sequence[Case], where: ZoneInfo) -> Volume:
    """Counted by when they were created. The hour that comes twice in autumn counts twice."""
    created = (datetime.fromtimestamp(case.created / SECOND, where) for case in cases)
    hours = Counter((at.weekday(), at.hour) for at in created)
    severities = Counter(case.severity for case in cases)
    return Volume(
        severities={each: severities[each] for each in Severity},
        categories=dict(Counter(case.category for case in cases).most_common()),
        services=dict(Counter(case.service for case in cases).most_common()),
        hours=tuple(tuple(hours[day, hour] for hour in range(24)) for day in range(7)),
    )


def noise(cases: Sequence[Case]) -> Noise:
    """Alerts per incident is the mean number of alerts an incident gathered."""
    alerts = sum(case.alerts for case in cases)
    silent = sum(case.acknowledged is None and case.stage not in OPEN_STAGES for case in cases)
    return Noise(alerts, alerts / len(cases) if cases else None, silent)
