"""A schedule over a span: what pages, what each rotation gives, what changed, who carries what."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.domain.load import Load, loads
from app.domain.moment import zone
from app.domain.resolve import layer_shifts
from app.domain.rota import Resolved
from app.domain.window import Window
from app.queries.choice import PersonChoice
from app.queries.rota import WHOLE, final, rota_value
from app.store import Store
from models.kinds import OverrideKind
from models.people import Person
from models.rota import Schedule


@dataclass(frozen=True, slots=True)
class ScheduleChoice:
    """A schedule to choose."""

    id: int
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one rotation gives by itself: no layers, no overrides."""

    name: str
    layer: int
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An override that touches the span; people by id."""

    kind: OverrideKind
    window: Window
    out: tuple[int, ...]
    people: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """`final` is what paging uses; `people` are all that are named here."""

    schedule: ScheduleChoice
    version: int
    final: Resolved
    rows: tuple[Row, ...]
    changes: tuple[ChangeRow, ...]
    loads: tuple[Load, ...]
    people: Mapping[int, PersonChoice]


def schedule_choices(store: Store) -> list[ScheduleChoice]:
    """Those in use, by name."""
    asked = select(Schedule.id, Schedule.name, Schedule.time_zone).where(Schedule.active)
    with store.read() as session:
        return [ScheduleChoice(*row) for row in session.execute(asked.order_by(Schedule.name))]


def timetable(store: Store, schedule_id: int, window: Window) -> Timetable | None:
    """None when it is gone. The past comes from the record, the rest from the rules."""
    now = store.now()
    people = select(Person.id, Person.name, Person.full_name, Person.colour, Person.active)
    with store.read() as session:
        schedule = session.get(Schedule, schedule_id, options=WHOLE)
        if schedule is None or not schedule.active:
            return None
        found = final(session, schedule, window, now)
        alone = layer_shifts(rota_value(schedule), window)
        return Timetable(
            ScheduleChoice(schedule.id, schedule.name, schedule.time_zone),
            schedule.version,
            found,
            tuple(
                Row(each.name, each.layer, resolved)
                for each, resolved in zip(schedule.rotations, alone, strict=True)
            ),
            tuple(each for each in _changes(schedule) if each.window.meet(window)),
            loads(found.shifts, zone(schedule.time_zone)),
            {row.id: PersonChoice(*row) for row in session.execute(people)},
        )


def _changes(schedule: Schedule) -> list[ChangeRow]:
    return [
        ChangeRow(
            each.kind,
            Window(each.start_at, each.end_at),
            tuple(one.person_id for one in each.people if not one.comes),
            tuple(one.person_id for one in each.people if one.comes),
            each.reason,
        )
        for each in schedule.overrides
    ]
