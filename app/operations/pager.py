"""Taking the pager for a while, and giving it back: a cover that begins now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.moment import zone
from app.domain.resolve import who
from app.domain.rota import PersonId
from app.domain.workspace import Handle, OverrideSpec, ScheduleSpec
from app.errors import Conflict, Refused
from app.operations.edit import Edit, editing
from app.operations.notice import tell
from app.operations.rota import put_schedule
from app.queries.language import voice_in
from app.queries.pager import TAKEN
from app.queries.rota import WHOLE, rota_value
from app.queries.spec import handles, schedule_spec
from app.store import Store
from models.kinds import NoticeKind, OverrideKind, PageState
from models.page import Page
from models.people import Person
from models.rota import Schedule

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=8)


@dataclass(frozen=True)
class Pager:
    """Who has it now and until when. `still` counts pages on their way to those who had it before:
    they are left as they are."""

    people: tuple[str, ...]
    until: datetime | None
    still: int


def take(store: Store, schedule_id: int, length: timedelta, by: Actor) -> Pager:
    """Whoever acts is alone on call from now on, for 30 minutes to 8 hours; those relieved are
    told. Open incidents go on paging whom they page. Raises Refused, Conflict."""
    if not SHORTEST <= length <= LONGEST:
        raise Refused("The pager can be taken for 30 minutes to 8 hours.", "length")
    with editing(store, by) as edit:
        person, schedule = _somebody(edit), _schedule(edit, schedule_id)
        if not person.contacts:
            raise Refused("No page would reach you: you have no contact yet.")
        now = edit.now.replace(microsecond=0)
        before = who(rota_value(schedule), now)
        if person.id in before and len(before) == 1 and not _taken(edit, schedule, now):
            raise Refused(f"You are on call for {schedule.name} already.")
        spec = _ended(schedule_spec(schedule, handles(edit.session)), person.name, now)
        until = now + length
        took = OverrideSpec(OverrideKind.COVER, now, until, (person.name,), reason=TAKEN)
        _put(edit, schedule, replace(spec, overrides=(*spec.overrides, took)))
        relieved = [each for each in before if each != person.id]
        for each in relieved:
            _tell_relieved(edit, each, person, schedule, until)
        return Pager((person.name,), until, _pending(edit.session, relieved))


def give_back(store: Store, schedule_id: int, by: Actor) -> Pager:
    """The rota holds again from now on; whoever has it by that is told. Raises Refused when
    whoever acts did not take the pager, Conflict."""
    with editing(store, by) as edit:
        person, schedule = _somebody(edit), _schedule(edit, schedule_id)
        now, names = edit.now.replace(microsecond=0), handles(edit.session)
        old = schedule_spec(schedule, names)
        new = _ended(old, person.name, now)
        if new == old:
            raise Refused(f"You did not take the pager of {schedule.name}.")
        _put(edit, schedule, new)
        edit.session.refresh(schedule)
        after = who(rota_value(schedule), now)
        for each in after:
            if each != person.id:
                _tell_back(edit, each, person, schedule)
        still = _pending(edit.session, [person.id])
        return Pager(tuple(names[each] for each in after), None, still)


def _somebody(edit: Edit) -> Person:
    person = edit.session.get(Person, edit.by.person) if edit.by.person is not None else None
    if person is None or not person.active:
        raise Refused("Say first who you are: only people of the team can take the pager.")
    return person


def _schedule(edit: Edit, ident: int) -> Schedule:
    row = edit.session.get(Schedule, ident, options=WHOLE)
    if row is None or not row.active:
        raise Conflict("This schedule was taken out meanwhile.")
    return row


def _taken(edit: Edit, schedule: Schedule, now: datetime) -> bool:
    spec = schedule_spec(schedule, handles(edit.session))
    return any(each.reason == TAKEN and each.start <= now < each.end for each in spec.overrides)


def _ended(spec: ScheduleSpec, name: Handle, now: datetime) -> ScheduleSpec:
    """What somebody took ends now; what was before has been, and stays."""
    kept = []
    for each in spec.overrides:
        mine = each.reason == TAKEN and each.people == (name,) and each.start <= now < each.end
        if not mine:
            kept.append(each)
        elif each.start < now:
            kept.append(replace(each, end=now))
    return replace(spec, overrides=tuple(kept))


def _put(edit: Edit, schedule: Schedule, spec: ScheduleSpec) -> None:
    put_schedule(edit, spec, schedule, exact=True)


def _tell_relieved(
    edit: Edit, reader: PersonId, person: Person, schedule: Schedule, until: datetime
) -> None:
    where = zone(edit.session.get_one(Person, reader).time_zone)
    named = person.full_name or person.name
    voice = voice_in(edit.session)
    at = voice.moment(until, where)
    subject = voice.say("%1 took the pager of %2 until %3", named, schedule.name, at)
    new = voice.say("New pages go there.")
    old = voice.say("What you are paged for already stays with you until it is answered.")
    body = f"{new} {old}"
    tell(edit.session, reader, NoticeKind.HAND_OFF, subject, body, edit.now)


def _tell_back(edit: Edit, reader: PersonId, person: Person, schedule: Schedule) -> None:
    named = person.full_name or person.name
    voice = voice_in(edit.session)
    subject = voice.say("%1 gave the pager of %2 back: you are on call", named, schedule.name)
    body = voice.say("From now on pages go to you.")
    tell(edit.session, reader, NoticeKind.HAND_OFF, subject, body, edit.now)


def _pending(session: Session, people: list[PersonId]) -> int:
    asked = select(func.count(func.distinct(Page.incident_id))).where(
        Page.person_id.in_(people), Page.state == PageState.DUE
    )
    return session.scalar(asked) or 0
