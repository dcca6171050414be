"""The nouns of the grid: bars, the rows they stand in, and what lies under a point."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from ui.language.times import clock, dated
from ui.widgets.avatar import Face
from ui.widgets.when import span_text

SHIFT, GAP, NOBODY, CHANGE, AWAY, ELSEWHERE = (
    "shift", "gap", "nobody", "change", "away", "elsewhere",
)  # fmt: skip
FINAL, LAYER, COVERS, OFF, PERSON, TITLE = (
    "final", "layer", "covers", "away", "person", "title",
)  # fmt: skip


class Mark(NamedTuple):
    """One bar. `lane` counts those that run at the same time in a row. `said` is what a tip says
    above the times, `zone` the one they are told in. `person` is a handle; `override` its place
    in the spec; `schedule` the id of its schedule."""

    kind: str
    start: datetime
    end: datetime
    face: Face | None
    words: str
    source: str
    said: str
    zone: ZoneInfo
    lane: int = 0
    person: str = ""
    override: int | None = None
    schedule: int = 0

    @property
    def tip(self) -> str:
        """What it is, from when until when, in a few lines."""
        return f"{self.said}\n{when_text(self.start, self.end, self.zone)}"


class GridRow(NamedTuple):
    """One row. `kind`: final (what pages), layer, covers, away, person, or title (of a schedule,
    where several are shown). `rotation` and `person` are names; `lanes` bars may lie one below
    the other."""

    title: str
    hint: str
    marks: tuple[Mark, ...]
    kind: str
    schedule: int
    rotation: str = ""
    person: str = ""
    face: Face | None = None
    lanes: int = 1
    folded: bool = False


class Hit(NamedTuple):
    """What lies under a point: row and place of a bar (None: there is none), the edge of it
    (-1 where it begins, 1 where it ends, 0 elsewhere), and the instant (UTC)."""

    row: int | None
    place: int | None
    edge: int
    at: datetime


def laned(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """By time; what runs together gets lanes of its own."""
    ends: list[datetime] = []
    found = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        found.append(mark._replace(lane=lane) if lane else mark)
    return tuple(found)


def lanes_of(marks: Iterable[Mark]) -> int:
    """How many bars lie one below the other, at least one."""
    return max((mark.lane for mark in marks), default=0) + 1


def when_text(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Both times in the zone of the rota, and here where that is another clock."""
    there = f"{at_text(start, zone)} – {at_text(end, zone)}"
    if start.astimezone().utcoffset() == start.astimezone(zone).utcoffset():
        return f"{there} · {span_text(end - start)}"
    here = tr("here %1 – %2").replace("%1", at_text(start)).replace("%2", at_text(end))
    return f"{there} ({zone.key}) · {span_text(end - start)}\n{here}"


def at_text(at: datetime, zone: tzinfo | None = None) -> str:
    """Mon 23 Nov 09:00, by the clock of a zone or of this machine."""
    there = at.astimezone(zone)
    return f"{dated(there, 'ddd d MMM')} {clock(there)}"


def tr(words: str) -> str:
    """In the user's language."""
    return QCoreApplication.translate("Rota", words)
