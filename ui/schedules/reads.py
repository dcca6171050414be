"""What the rota page asks the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ui.schedules.span import Kind, Span, instant, span_of

if TYPE_CHECKING:
    from app.queries.timetable import ScheduleChoice, Timetable
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """A schedule over a span; `table` is None where there is no schedule at all."""

    choices: "tuple[ScheduleChoice, ...]"
    table: "Timetable | None"
    span: Span
    now: datetime


def seen(store: "Store", schedule: int | None, kind: Kind, day: date | None) -> Seen:
    """`schedule` None (or gone): the first; `day` None: today, where the schedule lives."""
    from app.domain.window import Window
    from app.queries.timetable import schedule_choices, timetable

    now = store.now()
    choices = tuple(schedule_choices(store))
    chosen = next((each for each in choices if each.id == schedule), None)
    chosen = chosen or next(iter(choices), None)
    zone = ZoneInfo(chosen.time_zone if chosen else "UTC")
    span = span_of(kind, day or now.astimezone(zone).date())
    if chosen is None:
        return Seen(choices, None, span, now)
    window = Window(instant(span.start, zone), instant(span.end, zone))
    return Seen(choices, timetable(store, chosen.id, window), span, now)
