"""Remembers the final shifts as calendars know them: the same shift keeps its UID, and its SEQUENCE
rises when it becomes another. Done when a calendar asks and the rules changed since."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.calendars.write import NOBODY
from app.domain.rota import PersonId, Shift
from app.domain.shift_identity import HandOff, Known, hand_offs, recognised
from app.domain.window import Window
from app.queries.feed import needed, stale, stamps
from app.queries.oncall import FIRST, LAST
from app.queries.rota import WHOLE, final
from app.store import Store
from models.feed import FeedEvent, FeedMemory
from models.people import Person
from models.rota import Schedule

LOCK = 8423  # PostgreSQL's advisory lock: one program at a time remembers
REACHES = tuple(
    timedelta(days=days) for days in (0, 40, 366)
)  # how far a shift's end is looked for
FORGOTTEN = timedelta(days=100)  # after the oldest that any feed shows
SECOND = timedelta(seconds=1)
SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class Names:
    """How one person is written."""

    handle: str
    who: str


@dataclass(frozen=True, slots=True)
class Face:
    """All that a calendar is told of a shift."""

    source: str
    start: datetime
    end: datetime
    schedule: str
    names: Names
    before: str
    after: str


def remember(store: Store, schedules: Sequence[int], window: Window | None = None) -> None:
    """Brings the events of schedules to what their rules say now: as far as any feed looks, or over
    a window that somebody asked for. Changes nothing where they are so already."""
    with store.write() as session:
        _hold(session)
        now = store.now()
        span = window or needed(session, now)
        late = schedules if window is not None else stale(session, schedules, span)
        known = stamps(session, late)  # first: what changes meanwhile makes this old, never wrong
        names = _names(session)
        for ident, stamp in known.items():
            changed = _Pass(session, store.ident, ident, names, now).over(span)
            _note(session, ident, now, changed, None if window else (stamp, span))
        if window is None:
            oldest = span.start - FORGOTTEN
            session.execute(delete(FeedEvent).where(FeedEvent.end_at < oldest))


def shift_uid(database: str, shift: Shift, schedule: int, turn: int = 0) -> str:
    """The UID of a shift that is seen for the first time: the same in every export."""
    name = f"{database}/{schedule}/{shift.person}/{shift.start.isoformat()}/{shift.source}/{turn}"
    return f"{uuid.uuid5(uuid.NAMESPACE_OID, name)}@watchbill"


class _Pass:
    """Over one schedule."""

    def __init__(
        self,
        session: Session,
        database: str,
        schedule_id: int,
        names: dict[PersonId, Names],
        now: datetime,
    ) -> None:
        self._session, self._database, self._names, self._now = session, database, names, now
        self._schedule = session.get_one(Schedule, schedule_id, options=WHOLE)
        uids = select(FeedEvent.uid).where(FeedEvent.schedule_id == schedule_id)
        self._taken = set(session.scalars(uids))

    def over(self, window: Window) -> bool:
        """Whether anything is another than it was."""
        shifts, seen = self._whole(window)
        changed = self._match(shifts, hand_offs(shifts, seen), window, seen, shadow=False)
        shadows = [
            Shift(each.start_at, each.end_at or seen.end, each.person_id, SHADOW)
            for each in self._schedule.shadows
        ]
        alone = [HandOff()] * len(shadows)
        return self._match(shadows, alone, window, seen, shadow=True) or changed

    def _whole(self, window: Window) -> tuple[list[Shift], Window]:
        """The shifts that touch a window, with their true ends as far as a year around it, and
        others; and how far was looked."""
        for reach in REACHES:
            early, late = min(reach, window.start - FIRST), min(reach, LAST - window.end)
            seen = Window(window.start - early, window.end + late)
            shifts = final(self._session, self._schedule, seen, self._now).shifts
            inside = [each for each in shifts if _span(each).meet(window)]
            if all(each.start > seen.start and each.end < seen.end for each in inside):
                break
        return list(shifts), seen

    def _match(
        self,
        shifts: Sequence[Shift],
        offs: Sequence[HandOff],
        window: Window,
        seen: Window,
        *,
        shadow: bool,
    ) -> bool:
        rows = self._rows(seen, shadow)
        found = recognised([_known(row) for row in rows.values()], shifts)
        changed = False
        for place, (shift, off) in enumerate(zip(shifts, offs, strict=True)):
            row = rows[found[place].id] if place in found else None
            if row is not None:
                changed |= self._mend(row, self._face(shift, off, seen, row))
            elif _span(shift).meet(window):
                self._add(shift, self._face(shift, off, seen), shadow=shadow)
                changed = True
        return self._lose(rows.values(), {each.id for each in found.values()}) or changed

    def _rows(self, seen: Window, shadow: bool) -> dict[int, FeedEvent]:
        asked = (
            select(FeedEvent)
            .where(FeedEvent.schedule_id == self._schedule.id, FeedEvent.shadow.is_(shadow))
            .where(FeedEvent.end_at > seen.start, FeedEvent.start_at < seen.end)
        )
        return {row.id: row for row in self._session.scalars(asked)}

    def _face(self, shift: Shift, off: HandOff, seen: Window, row: FeedEvent | None = None) -> Face:
        """An end that was not seen is where it was, should it lie further out."""
        start, end = shift.start, shift.end
        if row is not None and start <= seen.start:
            start = min(start, row.start_at)
        if row is not None and end >= seen.end:
            end = max(end, row.end_at)
        names, before, after = self._names[shift.person], off.before, off.after
        listed = (self._listed(before), self._listed(after))
        return Face(shift.source, start, end, self._schedule.name, names, *listed)

    def _add(self, shift: Shift, face: Face, *, shadow: bool) -> None:
        row = FeedEvent(schedule_id=self._schedule.id, person_id=shift.person, shadow=shadow)
        uids = (shift_uid(self._database, shift, self._schedule.id, turn) for turn in count())
        row.uid = next(uid for uid in uids if uid not in self._taken)
        row.sequence, row.gone, row.modified_at = 0, False, self._now.replace(microsecond=0)
        self._taken.add(row.uid)
        _write(row, face)
        self._session.add(row)

    def _mend(self, row: FeedEvent, face: Face) -> bool:
        old, back = _face_of(row), row.gone
        if old == face and not back:
            return False
        if back or _significant(old) != _significant(face):
            row.sequence += 1
        row.gone = False
        _write(row, face)
        self._touch(row)
        return True

    def _lose(self, rows: Iterable[FeedEvent], kept: set[int]) -> bool:
        lost = [row for row in rows if row.id not in kept and not row.gone]
        for row in lost:
            row.gone = True
            self._touch(row)
        return bool(lost)

    def _touch(self, row: FeedEvent) -> None:
        """Later than it was, by a second at least: that is as fine as a calendar counts."""
        row.modified_at = max(self._now.replace(microsecond=0), row.modified_at + SECOND)

    def _listed(self, people: Sequence[PersonId] | None) -> str:
        if people is None:
            return ""
        return ", ".join(self._names[each].who for each in people) or NOBODY


def _hold(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _note(
    session: Session, ident: int, now: datetime, changed: bool, known: tuple[str, Window] | None
) -> None:
    """Writes down how far the events of a schedule are true (`known`), and that they changed."""
    row = session.get(FeedMemory, ident)
    if row is None and known is not None:
        row = FeedMemory(schedule_id=ident, changed_at=now)
        session.add(row)
    if row is not None and known is not None:
        row.stamp, row.from_at, row.until_at = known[0], known[1].start, known[1].end
    if row is not None and changed:
        row.changed_at = now


def _span(shift: Shift) -> Window:
    return Window(shift.start, shift.end)


def _names(session: Session) -> dict[PersonId, Names]:
    asked = select(Person.id, Person.name, Person.full_name)
    return {ident: Names(name, full or name) for ident, name, full in session.execute(asked)}


def _known(row: FeedEvent) -> Known:
    return Known(row.id, row.person_id, row.source, Window(row.start_at, row.end_at), row.gone)


def _face_of(row: FeedEvent) -> Face:
    names = Names(row.handle, row.who)
    return Face(row.source, row.start_at, row.end_at, row.schedule, names, row.before, row.after)


def _significant(face: Face) -> tuple[object, ...]:
    """RFC 5545 3.8.7.4: a SEQUENCE counts changes that matter; a hand-off note alone is none."""
    return face.source, face.start, face.end, face.schedule, face.names


def _write(row: FeedEvent, face: Face) -> None:
    row.source, row.start_at, row.end_at = face.source, face.start, face.end
    row.schedule, row.handle, row.who = face.schedule, face.names.handle, face.names.who
    row.before, row.after = face.before, face.after
