"""Publishing a draft: written once, the past frozen, those affected told; and restoring."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.board import rota_of
from app.domain.difference import schedule_in_seconds
from app.domain.draft import Draft, Step
from app.domain.effect import Effect, effective
from app.domain.keep import arranged
from app.domain.resolve import resolve
from app.domain.shift_difference import Difference, difference
from app.domain.soundness import schedule_problems
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from app.errors import Conflict, Refused
from app.notify.rota_notice import Publication, touched, words
from app.operations.draft import forget_draft
from app.operations.edit import Edit, editing, refuse_first
from app.operations.notice import tell
from app.operations.rota import put_schedule
from app.queries.draft import Stored, edition_of, stored_of
from app.queries.language import voice_in
from app.queries.spec import handles, names_now
from app.store import Store
from models.draft import Edition
from models.kinds import NoticeKind
from models.people import Person
from models.rota import Schedule

NOTHING = "This draft changes nothing."
TOLD_DAYS = 90  # how far ahead a change is told
MOST_STEPS, REASON = 8, 1000  # steps, characters in an edition's words


@dataclass(frozen=True)
class Published:
    """What is stored now, as which version of the row and which edition; what changed, in words;
    and how many people are told."""

    version: int
    spec: ScheduleSpec
    edition: int
    changes: tuple[str, ...]
    told: int


def publish(
    store: Store, schedule_id: int, draft: Draft, effect: Effect, by: Actor, *, note: str = ""
) -> Published:
    """Makes the schedule what the draft says. Raises Refused, or Conflict when somebody published
    since the draft began: then merge with what is `stored` (app.queries.draft) and publish that."""
    with editing(store, by) as edit:
        row, old = _unchanged(edit, schedule_id, draft)
        spec = schedule_in_seconds(draft.spec)
        if spec == old:
            raise Refused(NOTHING)
        edit.find(Schedule, spec.name, schedule_id)  # refuses another's name
        refuse_first(schedule_problems(spec, names_now(edit.session)))
        now = edit.now.replace(microsecond=0)
        idents = {name: ident for ident, name in handles(edit.session).items()}
        meant = effective(old, spec, effect, now, idents)
        put_schedule(edit, meant, row, exact=True, words=_words(draft, note))
        if not edit.changes:  # but for the order of overrides that do not meet
            raise Refused(NOTHING)
        forget_draft(edit.session, schedule_id, by)
        new, number = stored_of(edit.session, schedule_id), _latest(edit.session, schedule_id)
        window = Window(now, now + timedelta(days=TOLD_DAYS))
        changed = difference(*(resolve(rota_of(each, idents), window) for each in (old, new.spec)))
        voice = voice_in(edit.session)
        news = Publication(new.spec.name, _shown(edit), note, TOLD_DAYS, voice)
        told = _tell(edit, changed, news, f"rota-{schedule_id}-{number}")
        return Published(new.version, new.spec, number, edit.changes[-1].details, told)


def restore(store: Store, schedule_id: int, number: int, by: Actor) -> Step:
    """The step that brings an edition back, for `by` to draft; nothing is written. The name stays,
    and overrides that are over stay as they are stored. Raises Refused when there is no such
    edition, or it names somebody who left."""
    with store.read() as session:
        now = store.now()
        current = stored_of(session, schedule_id)
        row = session.scalar(
            select(Edition).where(Edition.schedule_id == schedule_id, Edition.number == number)
        )
        if row is None:
            raise Refused(f"{current.spec.name} has no version {number}.")
        edition = edition_of(row, handles(session))
        spec = _brought_back(edition.spec, current, now)
        for problem in schedule_problems(spec, names_now(session)):
            if not problem.warning:
                raise Refused(f"Version {number} does not fit any more: {problem.sentence}")
    return Step(f"Version {number} restored", spec)


def _unchanged(edit: Edit, schedule_id: int, draft: Draft) -> tuple[Schedule, ScheduleSpec]:
    """The row as the draft knows it. Raises Conflict when it is another, Refused when it is
    gone."""
    found = stored_of(edit.session, schedule_id)
    if found.version != draft.seen and found.spec != draft.base:
        who = _publisher(edit.session, schedule_id) or "Somebody"
        raise Conflict(f"{who} changed {found.spec.name} meanwhile; your draft is kept.")
    return edit.session.get_one(Schedule, schedule_id), found.spec


def _publisher(session: Session, schedule_id: int) -> str | None:
    latest = (
        select(Edition.actor)
        .where(Edition.schedule_id == schedule_id)
        .order_by(Edition.number.desc())
        .limit(1)
    )
    return session.scalar(latest)


def _latest(session: Session, schedule_id: int) -> int:
    numbers = select(Edition.number).where(Edition.schedule_id == schedule_id)
    return max(session.scalars(numbers))


def _words(draft: Draft, note: str) -> str:
    """The note, then the steps that are done."""
    done = [each.words for each in draft.steps[: draft.at]]
    more = [f"and {len(done) - MOST_STEPS} more"] if len(done) > MOST_STEPS else []
    steps = "; ".join([*done[:MOST_STEPS], *more])
    return (f"{note} ({steps})" if note and steps else note or steps)[:REASON]


def _brought_back(edition: ScheduleSpec, current: Stored, now: datetime) -> ScheduleSpec:
    over = tuple(each for each in current.spec.overrides if each.end <= now)
    ahead = tuple(each for each in edition.overrides if each.end > now)
    order = arranged(current.spec.overrides, (*over, *ahead), now, prune=())
    overrides = tuple(each.spec for each in order)
    return replace(edition, name=current.spec.name, overrides=overrides)


def _tell(edit: Edit, found: Difference, news: Publication, key: str) -> int:
    """Everybody who loses or gains time, but the one who published."""
    people = touched(found) - {edit.by.person}
    asked = select(Person).where(Person.id.in_(people), Person.active).order_by(Person.id)
    told = 0
    for person in edit.session.scalars(asked):
        subject, body = words(found, person.id, ZoneInfo(person.time_zone), news)
        told += tell(edit.session, person.id, NoticeKind.ROTA, subject, body, edit.now,
                     key=f"{key}-{person.id}")  # fmt: skip
    return told


def _shown(edit: Edit) -> str:
    row = edit.session.get(Person, edit.by.person) if edit.by.person else None
    return (row.full_name if row else "") or edit.by.name
