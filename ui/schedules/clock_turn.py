"""The instants at which the clocks of a zone are put forward or back."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from ui.schedules.span import DAY, Span, instant

SECOND = timedelta(seconds=1)


class ClockTurn(NamedTuple):
    """At an instant (UTC) the clocks of a zone jump by `step`: ahead when it is positive."""

    at: datetime
    step: timedelta
    zone: str

    @property
    def words(self) -> str:
        """Clocks go back 1 h at Sun 25 Oct 03:00 (Europe/Madrid)."""
        from ui.schedules.mark import at_text

        ahead = self.step > timedelta()
        said = _tr("Clocks go ahead %1 at %2") if ahead else _tr("Clocks go back %1 at %2")
        there = self.at.astimezone(ZoneInfo(self.zone))
        wall = (there.replace(tzinfo=None) - self.step).replace(tzinfo=UTC)
        minutes = round(abs(self.step) / timedelta(minutes=1))
        length = _tr("%1 min").replace("%1", str(minutes))
        if minutes % 60 == 0:
            length = _tr("%1 h").replace("%1", str(minutes // 60))
        return said.replace("%1", length).replace("%2", f"{at_text(wall, UTC)} ({self.zone})")


def clock_turns(span: Span, zone: ZoneInfo) -> tuple[ClockTurn, ...]:
    """Each within a span of whole days."""
    found = []
    for day in span.days:
        start, end = instant(day, zone), instant(day + DAY, zone)
        before, after = _offset(start, zone), _offset(end, zone)
        if before != after:
            found.append(ClockTurn(_between(start, end, zone), after - before, zone.key))
    return tuple(found)


def _between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the later offset."""
    old = _offset(low, zone)
    while high - low > SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Rota", words)
