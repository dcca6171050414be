"""What the rota page asks the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ui.language.choice import worn
from ui.schedules.span import Kind, Span, instant, span_of

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.window import Window
    from app.queries.timetable import ScheduleChoice
    from app.store import Store

MARGIN = timedelta(days=8)  # on either side: what a drag over the edge and the checks need
MINE, THEIRS = "mine", "schedule"  # zones by what they are; else an IANA name
ALL: tuple[int, ...] = (0,)  # in place of ids: every schedule


class Asked(NamedTuple):
    """`schedules` by id, none: the first; `day` None: today. `user` is a handle."""

    schedules: tuple[int, ...] = ()
    kind: Kind = Kind.WEEK
    day: date | None = None
    zone: str = THEIRS
    user: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Schedules over a span, `boards` with a margin; without any there is no schedule at all.
    `mine` is the zone of whoever looks."""

    choices: "tuple[ScheduleChoice, ...]"
    boards: "tuple[Board, ...]"
    span: Span
    now: datetime
    zone: ZoneInfo
    mine: str

    @property
    def window(self) -> "Window":
        """The span as instants."""
        from app.domain.window import Window

        return Window(instant(self.span.start, self.zone), instant(self.span.end, self.zone))


def seen(store: "Store", asked: Asked) -> Seen:
    """The schedules that were asked for, or what comes closest."""
    from app.domain.window import Window
    from app.queries.board import boards
    from app.queries.timetable import schedule_choices

    now, choices = store.now(), tuple(schedule_choices(store))
    wanted = choices if asked.schedules == ALL else tuple(
        each for each in choices if each.id in asked.schedules
    )  # fmt: skip
    wanted = wanted or choices[:1]
    mine = _zone_of(store, asked.user)
    theirs = wanted[0].time_zone if wanted else mine
    zone = ZoneInfo({MINE: mine, THEIRS: theirs}.get(asked.zone, asked.zone))
    span = span_of(asked.kind, asked.day or now.astimezone(zone).date())
    start, end = instant(span.start, zone) - MARGIN, instant(span.end, zone) + MARGIN
    read = boards(store, Window(start, end), [each.id for each in wanted], worn().value)
    found = {each.schedule_id: each for each in read}
    shown = tuple(found[each.id] for each in wanted if each.id in found)
    return Seen(choices, shown, span, now, zone, mine)


def _zone_of(store: "Store", user: str) -> str:
    """Somebody's own zone; this machine's for somebody unknown."""
    from PySide6.QtCore import QTimeZone

    from app.queries.own_zone import own_zone

    return own_zone(store, user) or bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
