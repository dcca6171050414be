"""Shifts into an iCalendar file, and iCalendar files into time off or a schedule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import read as reading
from app.calendars.crowd import Crowd, Face
from app.calendars.rota import planned
from app.calendars.write import NOBODY as NOBODY_NOW
from app.calendars.write import Event, written
from app.domain.actor import Actor
from app.domain.board import Board, Member
from app.domain.moment import zone as zone_of
from app.domain.names import Names
from app.domain.problem import handle_problems, hint, shown, zone_problems
from app.domain.rota import Shift
from app.domain.shift_identity import HandOff, hand_offs
from app.domain.soundness import person_problems, schedule_problems
from app.domain.window import Window
from app.domain.workspace import NOBODY, Handle, ScheduleSpec, TimeOffSpec
from app.errors import Refused
from app.operations.edit import editing, refuse_first
from app.operations.feed_memory import remember, shift_uid
from app.operations.people import put_person
from app.operations.rota import put_schedule
from app.queries.feed import AHEAD, BACK, horizon, remembered
from app.queries.spec import names_now, person_spec
from app.store import Store
from models.feed import FeedEvent
from models.people import Person
from models.rota import Schedule


@dataclass(frozen=True)
class Imported:
    """What an import comes to. `until`: events that never end were written out so far."""

    spec: ScheduleSpec
    until: datetime | None


def exported(
    store: Store,
    *,
    schedule: Handle | None = None,
    person: Handle | None = None,
    window: Window | None = None,
) -> bytes:
    """The final shifts of a schedule, a person or both as an iCalendar file, with the UIDs that
    feeds give them: clipped to a window, or whole as far as a new feed shows. Raises Refused."""
    now = store.now()
    span = window or horizon(now, AHEAD, BACK)
    with store.read() as session:
        idents = _schedules(session, schedule)
        somebody = None if person is None else _person(session, person)
        title = (somebody.full_name or somebody.name) if somebody is not None else schedule
        ident = None if somebody is None else somebody.id
    if not span:
        return written(f"On call: {title}", [], personal=person is not None)
    remember(store, idents, span)
    with store.read() as session:
        found = remembered(idents, span)
        only = FeedEvent.shadow.is_(False) if ident is None else FeedEvent.person_id == ident
        events = [Event(*row) for row in session.execute(found.where(only))]
    clipped = events if window is None else [_clipped(each, window) for each in events]
    return written(f"On call: {title}", clipped, personal=person is not None)


def drafted(
    database: str,
    plans: Sequence[tuple[Board, ScheduleSpec]],
    window: Window,
    people: Collection[Handle] = (),
) -> bytes:
    """The shifts that drafts give in a window, of all or of some people, as an iCalendar file;
    whole as far as a board looks. Pure: the UIDs are those that shifts get when they are first
    seen, and the time of writing is the board's."""
    events = []
    for board, spec in plans:
        found = board.resolved(spec)
        offs = hand_offs(found.shifts, found.window)
        events += [
            _drafted(database, board, spec, shift, off)
            for shift, off in zip(found.shifts, offs, strict=True)
            if Window(shift.start, shift.end).meet(window)
            and (not people or board.members[shift.person].name in people)
        ]
    names = ", ".join(spec.name for _, spec in plans)
    return written(f"On call: {names}", sorted(events, key=lambda each: (each.start, each.person)))


def _drafted(database: str, board: Board, spec: ScheduleSpec, shift: Shift, off: HandOff) -> Event:
    def listed(people: Sequence[int] | None) -> str:
        if people is None:
            return ""
        return ", ".join(_shown(board.members[each]) for each in people) or NOBODY_NOW

    member = board.members[shift.person]
    return Event(
        shift_uid(database, shift, board.schedule_id),
        0,
        board.now.replace(microsecond=0),
        shift.start,
        shift.end,
        spec.name,
        shift.source,
        member.name,
        _shown(member),
        listed(off.before),
        listed(off.after),
    )


def _shown(member: Member) -> str:
    return member.full_name or member.name


def away_preview(store: Store, person: Handle, data: bytes) -> list[TimeOffSpec]:
    """The times off of a file that the person does not have yet. Raises Refused."""
    with store.read() as session:
        row = _person(session, person)
        spec = person_spec(row, None)
    found = reading.away_events(data, spec.time_zone, store.now())
    return [each for each in found if each not in spec.time_off]


def import_time_off(
    store: Store, person: Handle, away: Sequence[TimeOffSpec], by: Actor
) -> list[TimeOffSpec]:
    """Adds times off to a person; returns those that are new. Raises Refused, and then adds
    none."""
    with editing(store, by) as edit:
        row = _person(edit.session, person)
        old = person_spec(row, None)
        new = [each for each in dict.fromkeys(away) if each not in old.time_off]
        spec = replace(old, time_off=(*old.time_off, *new))
        refuse_first(person_problems(spec, Names()))
        put_person(edit, spec, row)
    return new


def schedule_preview(
    store: Store,
    name: Handle,
    data: bytes,
    *,
    zone: str | None = None,
    people: Mapping[str, Handle] | None = None,
    team: Handle | None = None,
    otherwise: str = "UTC",
) -> Imported:
    """The schedule that a file comes to: in `zone`, else the one the file names, else `otherwise`.
    Raises Refused with every sentence, one a line."""
    with store.read() as session:
        faces = [
            Face(*row)
            for row in session.execute(
                select(Person.name, Person.full_name, Person.email).where(Person.active)
            )
        ]
        names = names_now(session)
    _refuse_unknown(name, zone, people or {}, [face.name for face in faces])
    now = store.now()
    where = zone_of(zone or otherwise)
    found = reading.read(data, where, now)
    if zone is None and found.time_zone and found.time_zone != where.key:
        where = zone_of(found.time_zone)
        found = reading.read(data, where, now)
    plan = planned(found, Crowd(faces, people), name, where.key, team)
    reading.refuse(each.sentence for each in schedule_problems(plan.spec, names)
                   if not each.warning)  # fmt: skip
    return Imported(plan.spec, plan.until)


def import_schedule(store: Store, spec: ScheduleSpec, by: Actor, *, over: bool = False) -> int:
    """Adds a schedule; with `over` one of this name becomes what the spec says, from now on.
    Returns the id. Raises Refused."""
    with editing(store, by) as edit:
        refuse_first(schedule_problems(spec, names_now(edit.session)))
        row = edit.find(Schedule, spec.name)
        if row is not None and row.active and not over:
            raise Refused(f"There is already a schedule called {shown(spec.name)}.", "name")
        edit.prune = True
        return put_schedule(edit, spec, row).id


def is_schedule(store: Store, name: Handle) -> bool:
    """Whether there is a schedule of this name."""
    asked = select(Schedule.id).where(Schedule.name == name, Schedule.active)
    with store.read() as session:
        return session.scalar(asked) is not None


def _refuse_unknown(
    name: Handle, zone: str | None, people: Mapping[str, Handle], known: Sequence[Handle]
) -> None:
    said = [each.sentence for each in handle_problems(name)]
    if zone is not None:
        said += [each.sentence for each in zone_problems(zone)]
    said += [
        f"There is nobody called {shown(handle)} in this team{hint(handle, known)}"
        for handle in people.values()
        if handle not in known and handle != NOBODY
    ]
    reading.refuse(said)


def _schedules(session: Session, name: Handle | None) -> list[int]:
    asked = select(Schedule.name, Schedule.id).where(Schedule.active).order_by(Schedule.id)
    known: dict[str, int] = dict(session.execute(asked).all())
    if name is None:
        return list(known.values())
    if name not in known:
        raise Refused(f"There is no schedule called {shown(name)}{hint(name, known)}")
    return [known[name]]


def _person(session: Session, name: Handle) -> Person:
    row = session.scalar(select(Person).where(Person.name == name))
    if row is None:
        known = session.scalars(select(Person.name).where(Person.active))
        raise Refused(f"There is nobody called {shown(name)} in this team{hint(name, known)}")
    if not row.active:
        raise Refused(f"{row.full_name or name} has left this team.")
    return row


def _clipped(event: Event, window: Window) -> Event:
    return replace(event, start=max(event.start, window.start), end=min(event.end, window.end))
