"""The shifts that somebody's time off touches: each is to be re-planned, or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.domain.handover import turns
from app.domain.moment import at_wall, zone
from app.domain.rota import PersonId
from app.domain.window import Window
from app.queries.rota import final, schedules
from app.store import Store
from models.people import Person
from models.request import OPEN, Request

AHEAD = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Touched:
    """A part of a shift that lies in a time off; `shift` is all of it, `request` the number of an
    open request for it."""

    schedule_id: int
    schedule: str
    time_zone: str
    window: Window
    shift: Window
    reason: str
    request: int | None


def touched_shifts(store: Store, person: PersonId) -> list[Touched]:
    """Those to come within half a year, by start."""
    now = store.now().replace(microsecond=0)
    ahead = Window(now, now + AHEAD)
    with store.read() as session:
        row = session.get(Person, person)
        if row is None:
            return []
        where = zone(row.time_zone)
        off = [
            (Window(at_wall(each.start, where), at_wall(each.end, where)), each.reason)
            for each in row.time_off
        ]
        asked = select(Request).where(OPEN, Request.holder_id == person)
        open_ = session.scalars(asked).all()
        spans = [(span.meet(ahead), reason) for span, reason in off if span.meet(ahead)]
        if not spans:
            return []
        found = [
            Touched(
                each.id,
                each.name,
                each.time_zone,
                part,
                turn.window,
                reason,
                _asked(open_, each.id, part),
            )
            for each in schedules(session)
            for turn in turns(final(session, each, ahead, now))
            if turn.person == person
            for span, reason in spans
            if (part := turn.window.meet(span))
        ]
    return sorted(found, key=lambda each: (each.window, each.schedule))


def _asked(rows: Sequence[Request], schedule: int, part: Window) -> int | None:
    for row in rows:
        if row.schedule_id == schedule and Window(row.start_at, row.end_at).meet(part):
            return row.id
    return None
