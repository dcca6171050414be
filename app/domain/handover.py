"""Hand-offs: when somebody's time on call really begins or ends, and whom they meet there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall
from app.domain.rota import PersonId, Resolved
from app.domain.window import Window
from models.kinds import Weekly

NINE = time(9)
DAYS = {Weekly.MONDAY: (0, timedelta(days=7)), Weekly.FRIDAY: (4, timedelta(days=10))}


@dataclass(frozen=True, slots=True)
class HandOff:
    """At an instant `come` take over from `go`; either may be nobody, never both. Whoever is on
    call before and after has no hand-off."""

    at: datetime
    go: tuple[PersonId, ...]
    come: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One person on call without a break, whichever rotation or override gives it."""

    person: PersonId
    window: Window


def hand_offs(resolved: Resolved) -> list[HandOff]:
    """Those inside a window (its ends are none), in order."""
    found: dict[datetime, tuple[list[PersonId], list[PersonId]]] = {}
    for turn in turns(resolved):
        for at, side in ((turn.window.end, 0), (turn.window.start, 1)):
            if resolved.window.start < at < resolved.window.end:
                found.setdefault(at, ([], []))[side].append(turn.person)
    return [HandOff(at, tuple(go), tuple(come)) for at, (go, come) in sorted(found.items())]


def turns(resolved: Resolved) -> list[Turn]:
    """Shifts of one person that touch or overlap count as one; by start, then person."""
    spans: dict[PersonId, list[Window]] = {}
    for shift in resolved.shifts:  # by start
        mine = spans.setdefault(shift.person, [])
        if mine and shift.start <= mine[-1].end:
            mine[-1] = Window(mine[-1].start, max(mine[-1].end, shift.end))
        else:
            mine.append(Window(shift.start, shift.end))
    every = (Turn(person, span) for person, each in spans.items() for span in each)
    return sorted(every, key=lambda turn: (turn.window, turn.person))


def due_lead(at: datetime, leads: Iterable[timedelta], now: datetime) -> timedelta | None:
    """Which reminder of a hand-off is the one to send: the last whose time has come, so that one
    who wakes late gets one and not several; None before the first and once it is over."""
    come = [lead for lead in leads if at - lead <= now]
    return min(come) if come and now < at else None


def next_lead(at: datetime, leads: Iterable[timedelta], now: datetime) -> datetime | None:
    """When the next reminder of a hand-off is due; None when there is none to come."""
    return min((at - lead for lead in leads if at - lead > now), default=None)


def weekly_due(when: Weekly, where: ZoneInfo, now: datetime) -> Window | None:
    """The days somebody is to be told of today: due at nine on their day and until its end, where
    they live; None at any other time."""
    if when is Weekly.NEVER:
        return None
    day, span = DAYS[when]
    here = now.astimezone(where)
    if here.weekday() != day or here.time() < NINE:
        return None
    begin = _nine(here.date(), where)
    return Window(begin, _nine(here.date() + span, where))


def next_weekly(when: Weekly, where: ZoneInfo, now: datetime) -> datetime | None:
    """The next time somebody is told of their shifts, after now."""
    if when is Weekly.NEVER:
        return None
    today, day = now.astimezone(where).date(), DAYS[when][0]
    ahead = (today + timedelta(days=n) for n in range(9))
    return next(at for each in ahead if each.weekday() == day and (at := _nine(each, where)) > now)


def longest(leads: Iterable[Sequence[timedelta]]) -> timedelta:
    """The earliest anybody wants to be reminded."""
    return max((lead for each in leads for lead in each), default=timedelta())


def _nine(day: date, where: ZoneInfo) -> datetime:
    return at_wall(datetime.combine(day, NINE), where)
