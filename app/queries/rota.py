"""Who is on call, was on call and will be: the past from the record, the rest from the rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain import resolve, restriction_text
from app.domain import rota as domain
from app.domain.relay import coming, going
from app.domain.stitch import covered, merged_gaps, merged_shifts, stitched
from app.domain.window import Window
from app.queries.spec import handles, slots
from app.store import Store
from models.rota import Override, Rotation, Schedule, Served

HORIZON = timedelta(days=92)  # how far ahead a hand-over is looked for


@dataclass(frozen=True)
class OnCall:
    """Who is on call for a schedule; `until` is the next change within three months, and `after`
    whom it brings (handles; empty is a gap, None beyond the horizon)."""

    schedule_id: int
    schedule: str
    time_zone: str
    people: tuple[tuple[int, str], ...]
    since: datetime | None
    until: datetime | None
    after: tuple[str, ...] | None


@dataclass(frozen=True)
class NextShift:
    """A shift of one person."""

    schedule_id: int
    schedule: str
    start: datetime
    end: datetime
    source: str


def rota_of(session: Session, schedule_id: int) -> domain.Rota:
    """The rules of a schedule as they are stored now."""
    return rota_value(session.get_one(Schedule, schedule_id, options=WHOLE))


def rota_value(schedule: Schedule) -> domain.Rota:
    """The rules of a loaded schedule."""
    return domain.Rota(
        schedule.time_zone,
        tuple(_rotation(each) for each in schedule.rotations),
        tuple(_override(each) for each in schedule.overrides),
    )


def resolved(session: Session, schedule_id: int, window: Window, now: datetime) -> domain.Resolved:
    """The final schedule of a window."""
    schedule = session.get_one(Schedule, schedule_id, options=WHOLE)
    return final(session, schedule, window, now)


def final(session: Session, schedule: Schedule, window: Window, now: datetime) -> domain.Resolved:
    """The final schedule of a loaded schedule: rules before it was stored, then the record, then
    rules. Nothing is recorded of a time after `now`, should a clock have been set back."""
    rota = rota_value(schedule)
    recorded = Window(schedule.stored_at, min(schedule.recorded_until, now)).meet(window)
    if not recorded:
        return resolve.resolve(rota, window)
    around = (Window(window.start, recorded.start), Window(recorded.end, window.end))
    before, after = (resolve.resolve(rota, each) for each in around)
    parts = (before, served(session, schedule.id, recorded), after)
    return stitched(window, [part for part in parts if part.window])


def served(session: Session, schedule_id: int, window: Window) -> domain.Resolved:
    """What the record says of a window that lies wholly in it."""
    rows = session.scalars(
        select(Served)
        .where(Served.schedule_id == schedule_id)
        .where(Served.end_at > window.start, Served.start_at < window.end)
        .order_by(Served.start_at, Served.id)
    ).all()
    shifts, gaps = [], []
    for row in rows:
        span = Window(row.start_at, row.end_at).meet(window)
        if row.person_id is None:
            gaps.append(domain.Gap(span, row.deliberate))
        else:
            shifts.append(domain.Shift(span.start, span.end, row.person_id, row.source))
    merged = merged_gaps(gaps)
    return domain.Resolved(window, merged_shifts(shifts), merged, covered(window, merged))


def who_is_on_call(
    session: Session, schedule_id: int, at: datetime, now: datetime
) -> tuple[domain.PersonId, ...]:
    """Everybody on call at an instant, past or future."""
    schedule = session.get_one(Schedule, schedule_id, options=WHOLE)
    if schedule.stored_at <= at < min(schedule.recorded_until, now):
        moment = Window(at, at + timedelta(microseconds=1))
        found = served(session, schedule_id, moment).shifts
        return tuple(dict.fromkeys(shift.person for shift in found))
    return resolve.who(rota_value(schedule), at)


def on_call_next(session: Session, schedule_id: int, at: datetime) -> tuple[domain.PersonId, ...]:
    """Those who come on call next, who are not on call at an instant."""
    rota = rota_of(session, schedule_id)
    ahead = resolve.resolve(rota, Window(at, at + HORIZON)).shifts
    return coming(ahead, resolve.who(rota, at))


def on_call_before(
    session: Session, schedule_id: int, at: datetime, now: datetime
) -> tuple[domain.PersonId, ...]:
    """Those who were on call last, who are not on call at an instant."""
    past = resolved(session, schedule_id, Window(at - HORIZON, at), now).shifts
    return going(past, who_is_on_call(session, schedule_id, at, now))


def schedules(session: Session) -> list[Schedule]:
    """Every schedule in use, wholly loaded, by name."""
    query = select(Schedule).where(Schedule.active).order_by(Schedule.name).options(*WHOLE)
    return list(session.scalars(query))


def on_call_now(store: Store) -> list[OnCall]:
    """Each schedule's people of this moment, by the schedule's name."""
    now = store.now()
    with store.read() as session:
        names = handles(session)
        return [on_call_of(each, now, names) for each in schedules(session)]


def next_shifts(store: Store, person_id: int, days: int = 30, most: int = 5) -> list[NextShift]:
    """The shifts of one person that run now or begin within so many days."""
    now = store.now()
    window = Window(now, now + timedelta(days=days))
    with store.read() as session:
        found = [
            NextShift(each.id, each.name, shift.start, shift.end, shift.source)
            for each in schedules(session)
            for shift in resolve.resolve(rota_value(each), window).shifts
            if shift.person == person_id
        ]
    return sorted(found, key=lambda shift: (shift.start, shift.schedule))[:most]


def on_call_of(schedule: Schedule, now: datetime, names: dict[int, str]) -> OnCall:
    """A loaded schedule's people of this moment."""
    rota = rota_value(schedule)
    people = resolve.who(rota, now)
    around = resolve.neighbours(rota, now, HORIZON)
    after = around.after
    return OnCall(
        schedule.id,
        schedule.name,
        schedule.time_zone,
        tuple((person, names[person]) for person in people),
        around.since,
        around.until,
        None if after is None else tuple(names[person] for person in after),
    )


def _rotation(row: Rotation) -> domain.Rotation:
    return domain.Rotation(
        row.id,
        row.name,
        row.layer,
        row.start,
        row.until,
        row.every,
        row.unit,
        row.turns,
        slots(row),
        tuple(restriction_text.understood(each) for each in row.restrictions),
    )


def _override(row: Override) -> domain.Override:
    return domain.Override(
        row.id,
        row.kind,
        Window(row.start_at, row.end_at),
        tuple(each.person_id for each in row.people if not each.comes),
        tuple(each.person_id for each in row.people if each.comes),
    )


WHOLE = (
    selectinload(Schedule.rotations).selectinload(Rotation.slots),
    selectinload(Schedule.overrides).selectinload(Override.people),
)
