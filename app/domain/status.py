"""The rules of the status page: which state wins, what a day was like, how much of the time a
component was up, and when the next update is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall
from models.kinds import Severity, Stage
from models.kinds_status import ComponentState

DAYS = 90  # of history
UPDATE_DUE = "A status update is due"
ORDER = tuple(ComponentState)  # best first
WEIGHT = {ComponentState.PARTIAL: 0.3, ComponentState.MAJOR: 1.0}  # of a second in downtime
WORDS = {
    ComponentState.OPERATIONAL: "Operational",
    ComponentState.MAINTENANCE: "Maintenance",
    ComponentState.DEGRADED: "Slow or faulty",
    ComponentState.PARTIAL: "Partial outage",
    ComponentState.MAJOR: "Major outage",
}
HARM = {
    Severity.SEV1: ComponentState.MAJOR,
    Severity.SEV2: ComponentState.PARTIAL,
    Severity.SEV3: ComponentState.DEGRADED,
    Severity.SEV4: ComponentState.OPERATIONAL,
}
CLOCK = {  # how long customers wait for news, unless the team says otherwise
    Severity.SEV1: timedelta(minutes=30),
    Severity.SEV2: timedelta(hours=1),
    Severity.SEV3: timedelta(hours=4),
}
STAGES = {  # as customers read them
    Stage.TRIAGE: "Investigating",
    Stage.INVESTIGATING: "Investigating",
    Stage.IDENTIFIED: "Identified",
    Stage.MONITORING: "Monitoring",
    Stage.RESOLVED: "Resolved",
    Stage.CLOSED: "Resolved",
    Stage.DECLINED: "Resolved",
    Stage.MERGED: "Resolved",
}
HEADS_UP = timedelta(minutes=5)  # before an update is due
AGAIN = timedelta(minutes=10)  # after it was due
REMINDERS = 3  # for one update

Clock = Mapping[Severity, timedelta]


@dataclass(frozen=True, slots=True)
class Span:
    """A state for a while; without an end, still."""

    state: ComponentState
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One bar: the worst of a day, and how many seconds it was `down` (partly counts in part) of
    those that were `watched`."""

    date: date
    worst: ComponentState
    down: float
    watched: float


def worst(states: Iterable[ComponentState]) -> ComponentState:
    """Of several; operational of none."""
    return max(states, key=ORDER.index, default=ComponentState.OPERATIONAL)


def harm(severity: Severity) -> ComponentState:
    """What an incident of this severity does to what it touches, unless somebody knows better."""
    return HARM[severity]


def state_at(spans: Iterable[Span], at: datetime) -> ComponentState:
    """How it is at an instant."""
    return worst(s.state for s in spans if s.since <= at and (s.until is None or at < s.until))


def days(spans: Sequence[Span], now: datetime, zone: ZoneInfo, born: datetime) -> list[Day]:
    """The last `DAYS` days, today last, on the clock of the page's zone; nothing is known of the
    time before it was `born`."""
    begun = _midnights(now.astimezone(zone).date(), zone)
    ends = [*(start for _, start in begun[1:]), now]
    return [
        _day(day, spans, max(start, born), max(end, start))
        for (day, start), end in zip(begun, ends, strict=True)
    ]


@lru_cache(maxsize=8)
def _midnights(today: date, zone: ZoneInfo) -> tuple[tuple[date, datetime], ...]:
    dates = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return tuple((each, at_wall(datetime.combine(each, time()), zone)) for each in dates)


def uptime(bars: Iterable[Day]) -> float | None:
    """Share of the watched time, 0 to 1: a major outage counts whole, a partial one for 30 %, slow
    not at all (as Statuspage reckons). None when nothing was watched."""
    listed = list(bars)
    watched = sum(each.watched for each in listed)
    return 1 - sum(each.down for each in listed) / watched if watched else None


def _day(day: date, spans: Sequence[Span], start: datetime, end: datetime) -> Day:
    if end <= start:
        return Day(day, ComponentState.OPERATIONAL, 0.0, 0.0)
    met = [
        (max(each.since, start), min(each.until or end, end), each.state)
        for each in spans
        if each.since < end and (each.until is None or each.until > start)
    ]
    watched = (end - start).total_seconds()
    if not met:
        return Day(day, ComponentState.OPERATIONAL, 0.0, watched)
    return Day(day, worst(state for _, _, state in met), _down(met), watched)


def _down(met: Sequence[tuple[datetime, datetime, ComponentState]]) -> float:
    """Seconds by weight; where several meet, the worst counts."""
    edges = sorted({edge for start, end, _ in met for edge in (start, end)})
    return sum(
        WEIGHT.get(worst(state for a, b, state in met if a <= start and end <= b), 0.0)
        * (end - start).total_seconds()
        for start, end in pairwise(edges)
    )


def overall(states: Iterable[ComponentState]) -> tuple[str, str]:
    """What Statuspage calls indicator and description, of all components."""
    listed = list(states)
    bad = worst(listed)
    down = sum(each is ComponentState.MAJOR for each in listed)
    if bad is ComponentState.MAJOR:
        every = down == len(listed)
        return ("critical", "Major outage") if every else ("major", "Some services are down")
    return {
        ComponentState.OPERATIONAL: ("none", "All services are working"),
        ComponentState.MAINTENANCE: ("maintenance", "Maintenance is under way"),
        ComponentState.DEGRADED: ("minor", "Some services are slow or faulty"),
        ComponentState.PARTIAL: ("major", "Some services are partly down"),
    }[bad]


def impact(state: ComponentState) -> str:
    """Statuspage's word for how bad an incident is."""
    return {
        ComponentState.MAJOR: "critical",
        ComponentState.PARTIAL: "major",
        ComponentState.DEGRADED: "minor",
        ComponentState.MAINTENANCE: "maintenance",
    }.get(state, "none")


def first_reminder(due_at: datetime, since: datetime) -> datetime:
    """A little before it is due; when it is due, where there is not much time."""
    return due_at - HEADS_UP if due_at - since > 2 * HEADS_UP else due_at


def next_reminder(due_at: datetime, now: datetime, reminded: int) -> datetime | None:
    """After one was sent at `now`, the `reminded`th; None when that is enough."""
    if reminded >= REMINDERS:
        return None
    return due_at if now < due_at else now + AGAIN
