"""Schedules are saved whole, without ever changing the past or, unasked, who is on call now."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain import restriction_text
from app.domain.actor import Actor
from app.domain.difference import rules_differ, schedule_in_seconds, told
from app.domain.keep import KEPT, Placed, arranged, kept_on_call
from app.domain.limits import USUAL, Limits
from app.domain.resolve import resolve
from app.domain.rota import Rota
from app.domain.soundness import schedule_problems
from app.domain.window import Window
from app.domain.workspace import Handle, OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from app.errors import Refused
from app.operations.draft import forget_draft
from app.operations.edit import Edit, editing, refuse_first
from app.operations.edition import leave_edition
from app.operations.reference import refuse_when_used
from app.queries.rota import rota_of
from app.queries.spec import handles, names_now, schedule_spec, shadow_spec
from app.store import Store
from models.kinds import OverrideKind
from models.people import Person, Team
from models.rota import Override, OverridePerson, Rotation, Schedule, Served, Shadow, Slot


def save_schedule(
    store: Store,
    spec: ScheduleSpec,
    by: Actor,
    *,
    ident: int | None = None,
    seen: int | None = None,
) -> int:
    """Adds a schedule, or makes the one a form was opened on what the spec says, overrides too.
    Returns the id. Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(schedule_problems(spec, names_now(edit.session)))
        row = edit.find(Schedule, spec.name, ident, seen)
        if ident is None and row is not None and row.active:
            raise Refused(f"There is already a schedule called {spec.name!r}.", "name")
        edit.prune = True
        return put_schedule(edit, spec, row).id


def add_override(store: Store, schedule_id: int, override: OverrideSpec, by: Actor) -> None:
    """A cover, replacement, addition or removal for a while. Raises Refused."""
    with editing(store, by) as edit:
        row = edit.session.get(Schedule, schedule_id)
        if row is None or not row.active:
            raise Refused("This schedule was taken out meanwhile.")
        old = schedule_spec(row, handles(edit.session))
        new = replace(old, overrides=(*old.overrides, override))
        refuse_first(schedule_problems(new, names_now(edit.session)))
        put_schedule(edit, new, row)


def remove_schedule(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a schedule out: deleted when nobody ever served by it, else kept for the record.
    Raises Refused naming every policy that still needs it."""
    with editing(store, by) as edit:
        row = edit.find(Schedule, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_schedule(edit, row)


def put_schedule(
    edit: Edit,
    spec: ScheduleSpec,
    row: Schedule | None,
    *,
    exact: bool = False,
    words: str = "",
) -> Schedule:
    """Makes the row what the spec says; overrides that it leaves out stay unless `edit.prune`, and
    with it covers that keep somebody on call, unless `exact`. Leaves an edition, which says why in
    these words, or else what changed."""
    now, spec = _whole_second(edit.now), schedule_in_seconds(spec)
    if row is None or not row.active:
        return _begin(edit, spec, row, now)
    old = schedule_spec(row, handles(edit.session))
    staying = frozenset[Handle]() if exact else _staying(edit) if edit.prune else None
    order = arranged(old.overrides, spec.overrides, now, prune=staying)
    wanted = replace(spec, overrides=tuple(each.spec for each in order))
    if wanted == old:
        return row
    freeze_past(edit.session, row, now)
    rules = rota_of(edit.session, row.id)
    _write(edit, row, wanted, order)
    kept = _keep(edit, row, rules, now) if rules_differ(old, wanted) else ()
    edit.change(row, old, wanted, *kept)
    leave_edition(edit, row, words or "; ".join(edit.changes[-1].details), before=old)
    return row


def drop_schedule(edit: Edit, row: Schedule) -> None:
    """Deletes it when nobody ever served by it, else keeps it without rules for the record."""
    if not row.active:
        return
    freeze_past(edit.session, row, _whole_second(edit.now))
    edit.session.flush()
    served = exists().where(Served.schedule_id == row.id, Served.person_id.is_not(None))
    kept = bool(edit.session.scalar(select(served)))
    if kept:
        row.active, row.team = False, None
        row.rotations, row.overrides, row.shadows = [], [], []
        forget_draft(edit.session, row.id)
        edit.session.flush()
    else:
        edit.session.delete(row)
    edit.note("-", "schedule", row.name, ("its record is kept",) if kept else ())


def freeze_past(session: Session, schedule: Schedule, now: datetime) -> None:
    """Writes down who was on call since the last record, by the rules as they are stored; to be
    called before they change."""
    window = Window(schedule.recorded_until, now)
    if not window:
        return
    past = resolve(rota_of(session, schedule.id), window)
    session.add_all(
        Served(schedule_id=schedule.id, start_at=each.start, end_at=each.end,
               person_id=each.person, source=each.source, deliberate=False)
        for each in past.shifts
    )  # fmt: skip
    session.add_all(
        Served(schedule_id=schedule.id, start_at=each.window.start, end_at=each.window.end,
               person_id=None, source="", deliberate=each.deliberate)
        for each in past.gaps
    )  # fmt: skip
    schedule.recorded_until = now


def _begin(edit: Edit, spec: ScheduleSpec, row: Schedule | None, now: datetime) -> Schedule:
    """A new schedule, or one that comes back: the time it was away is recorded as a gap."""
    if row is None:
        row = Schedule(name=spec.name, stored_at=now, recorded_until=now)
    else:
        freeze_past(edit.session, row, now)
    row.active = True
    _write(edit, row, spec, [Placed(each) for each in spec.overrides])
    edit.add(row)
    leave_edition(edit, row, "added")
    return row


def _keep(edit: Edit, row: Schedule, old: Rota, now: datetime) -> tuple[str, ...]:
    """Covers those on call now, where the new rules would take them off; says so."""
    idents = {name: ident for ident, name in handles(edit.session).items()}
    staying = [idents[name] for name in _staying(edit)]
    kept = kept_on_call(old, rota_of(edit.session, row.id), now, staying)
    if kept is None:
        return ()
    people, window = kept
    names = handles(edit.session)
    spec = OverrideSpec(
        OverrideKind.COVER,
        window.start,
        window.end,
        tuple(names[person] for person in people),
        reason=KEPT,
    )
    row.overrides.append(_override(spec, idents))
    return (f"keeps who is on call now: {told(spec)}",)


def _staying(edit: Edit) -> frozenset[Handle]:
    return frozenset(edit.session.scalars(select(Person.name).where(Person.active))) - edit.leaving


def _write(edit: Edit, row: Schedule, spec: ScheduleSpec, order: list[Placed]) -> None:
    idents = {name: ident for ident, name in handles(edit.session).items()}
    row.name, row.time_zone, row.holidays = spec.name, spec.time_zone, spec.holidays
    row.team = edit.one(Team, spec.team)
    stored = list(row.overrides)
    row.overrides = [
        _override(each.spec, idents) if each.old is None else stored[each.old] for each in order
    ]
    rotations = {each.name: each for each in row.rotations}
    row.rotations = [
        _rotation(rotations.get(each.name) or Rotation(), each, place, idents)
        for place, each in enumerate(spec.rotations)
    ]
    _put_limits(row, spec.limits)
    _put_shadows(row, spec.shadows, idents)
    edit.session.add(row)
    edit.session.flush()


def _put_limits(row: Schedule, limits: Limits) -> None:
    counts = asdict(limits)
    said = {"rest_s": int(counts.pop("rest").total_seconds()), **counts}
    row.limits = {} if limits == USUAL else said


def _put_shadows(row: Schedule, wanted: Iterable[ShadowSpec], idents: Mapping[Handle, int]) -> None:
    stored = {shadow_spec(each): each for each in row.shadows}
    row.shadows = [
        stored.get(each)
        or Shadow(person_id=idents[each.person], start_at=each.start, end_at=each.end)
        for each in dict.fromkeys(wanted)
    ]


def _rotation(row: Rotation, spec: RotationSpec, place: int, idents: dict[Handle, int]) -> Rotation:
    row.name, row.layer, row.position = spec.name, spec.layer, place
    row.start, row.until = spec.start, spec.until
    row.every, row.unit, row.turns = spec.every, spec.unit, spec.turns
    row.restrictions = [restriction_text.written(each) for each in spec.restrictions]
    stored = {(slot.turn, slot.place): slot for slot in row.slots}
    slots = []
    for turn, people in enumerate(spec.people):
        for at, person in enumerate(people or (None,)):
            slot = stored.get((turn, at)) or Slot(turn=turn, place=at)
            slot.person_id = None if person is None else idents[person]
            slots.append(slot)
    row.slots = slots
    return row


def _override(spec: OverrideSpec, idents: dict[Handle, int]) -> Override:
    row = Override(kind=spec.kind, start_at=spec.start, end_at=spec.end, reason=spec.reason)
    comes = [(name, True) for name in spec.people]
    goes = [(name, False) for name in spec.out]
    row.people = [
        OverridePerson(place=place, person_id=idents[name], comes=coming)
        for place, (name, coming) in enumerate(comes + goes)
    ]
    return row


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
