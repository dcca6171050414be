"""The shifts that somebody's time off touches: each is to be re-planned, or left."""

from collections.abc import Iterator, Sequence
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
            Touched(each.id, each.name, each.time_zone, piece, turn.window, reason, request)
            for each in schedules(session)
            for turn in turns(final(session, each, ahead, now))
            if turn.person == person
            for span, reason in spans
            for piece, request in _pieces(turn.window.meet(span), each.id, open_)
        ]
    return sorted(found, key=lambda each: (each.window, each.schedule))


def _pieces(
    part: Window, schedule: int, rows: Sequence[Request]
) -> Iterator[tuple[Window, int | None]]:
    """A part of a shift, cut where an open request asks for some of it."""
    at = part.start
    for row in sorted(rows, key=lambda each: each.start_at):
        asked = Window(row.start_at, row.end_at).meet(Window(at, part.end))
        if row.schedule_id == schedule and asked:
            if at < asked.start:
                yield Window(at, asked.start), None
            yield asked, row.id
            at = asked.end
    if at < part.end:
        yield Window(at, part.end), None
