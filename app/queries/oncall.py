"""Final schedules with names, for the shell and for whoever asks by handle."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.domain.moment import stamp
from app.domain.problem import hint, shown
from app.domain.rota import Gap, Resolved, Shift
from app.domain.window import Window
from app.errors import Refused
from app.queries.rota import final, schedules
from app.queries.spec import handles
from app.store import Store
from models.rota import Schedule

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
REACHES = tuple(timedelta(days=days) for days in (8, 40, 366))


@dataclass(frozen=True)
class NamedShift:
    """A shift; `person` is the handle."""

    start: datetime
    end: datetime
    person: str
    source: str


@dataclass(frozen=True)
class Final:
    """A final schedule in a window."""

    schedule: str
    time_zone: str
    window: Window
    shifts: tuple[NamedShift, ...]
    gaps: tuple[Gap, ...]
    coverage: float


def finals(store: Store, window: Window, name: str | None = None) -> list[Final]:
    """The final schedules of a window, clipped to it; one by its name, or all.
    Raises Refused when there is none of that name."""
    now = store.now()
    with store.read() as session:
        names = handles(session)
        return [
            _named(each, final(session, each, window, now), names)
            for each in _chosen(session, name)
        ]


def moments(store: Store, at: datetime, name: str | None = None) -> list[Final]:
    """The shifts (or the gap) that hold an instant, whole as far as a year each way."""
    now = store.now()
    with store.read() as session:
        names = handles(session)
        return [
            _named(each, _around(session, each, at, now), names) for each in _chosen(session, name)
        ]


def document(final: Final) -> dict[str, Any]:
    """The JSON of `watchbill oncall`; for an instant also who is on call, with whole shifts."""
    said: dict[str, Any] = {
        "schedule": final.schedule,
        "time_zone": final.time_zone,
        "from": stamp(final.window.start),
        "to": stamp(final.window.end),
        "shifts": [
            {
                "start": stamp(shift.start),
                "end": stamp(shift.end),
                "person": shift.person,
                "source": shift.source,
            }
            for shift in final.shifts
        ],
        "gaps": [
            {
                "start": stamp(gap.window.start),
                "end": stamp(gap.window.end),
                "deliberate": gap.deliberate,
            }
            for gap in final.gaps
        ],
        "coverage": final.coverage,
    }
    return said | ({} if final.window else {"on_call": people(final)})


def people(final: Final) -> list[str]:
    """Who is on call in it, by handle."""
    return sorted({shift.person for shift in final.shifts})


def _chosen(session: Session, name: str | None) -> list[Schedule]:
    found = schedules(session)
    chosen = [each for each in found if name in (None, each.name)]
    if name is not None and not chosen:
        known = [each.name for each in found]
        raise Refused(f"There is no schedule called {shown(name)}{hint(name, known)}")
    return chosen


def _around(session: Session, schedule: Schedule, at: datetime, now: datetime) -> Resolved:
    for reach in REACHES:
        window = Window(at - min(reach, at - FIRST), at + min(reach, LAST - at))
        found = _holding(final(session, schedule, window, now), at)
        spans = [*(Window(s.start, s.end) for s in found.shifts), *(g.window for g in found.gaps)]
        if all(window.start < span.start and span.end < window.end for span in spans):
            break
    return found


def _holding(found: Resolved, at: datetime) -> Resolved:
    shifts = tuple(each for each in found.shifts if each.start <= at < each.end)
    gaps = tuple(each for each in found.gaps if at in each.window)
    bare = any(not gap.deliberate for gap in gaps)
    return Resolved(Window(at, at), shifts, gaps, 0.0 if bare else 1.0)


def _named(schedule: Schedule, found: Resolved, names: dict[int, str]) -> Final:
    shifts = (_shift(each, names) for each in found.shifts)
    return Final(
        schedule.name,
        schedule.time_zone,
        found.window,
        tuple(sorted(shifts, key=lambda each: (each.start, each.person, each.source))),
        found.gaps,
        found.coverage,
    )


def _shift(shift: Shift, names: dict[int, str]) -> NamedShift:
    return NamedShift(shift.start, shift.end, names[shift.person], shift.source)
