"""A timetable as rows of marks: what the grid paints and the list tells."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from models.kinds import OverrideKind
from ui.widgets.avatar import Face, face_of
from ui.widgets.when import span_text

if TYPE_CHECKING:
    from app.domain.rota import Resolved
    from app.queries.timetable import ChangeRow, Timetable

SHIFT, GAP, NOBODY, CHANGE = "shift", "gap", "nobody", "change"


class Mark(NamedTuple):
    """One bar; `lane` counts those that run at the same time in a row."""

    kind: str
    start: datetime
    end: datetime
    face: Face | None
    words: str
    source: str
    tip: str
    lane: int = 0


class GridRow(NamedTuple):
    """One row of the grid; the first is what pages."""

    title: str
    hint: str
    marks: tuple[Mark, ...]

    @property
    def lanes(self) -> int:
        """How many bars lie one below the other."""
        return max((mark.lane for mark in self.marks), default=0) + 1


def grid_rows(table: "Timetable") -> tuple[GridRow, ...]:
    """Final, each rotation, and the covers where there are any."""
    zone = ZoneInfo(table.schedule.time_zone)
    faces = {
        ident: face_of(who.name, who.full_name, who.colour) for ident, who in table.people.items()
    }
    rows = [GridRow(_tr("Final"), _tr("pages these"), _marks(table.final, faces, zone, True))]
    for row in table.rows:
        hint = _tr("layer %1").replace("%1", str(row.layer))
        rows.append(GridRow(row.name, hint, _marks(row.resolved, faces, zone, False)))
    changes = (_change(each, faces, zone) for each in table.changes)
    if table.changes:
        rows.append(GridRow(_tr("Covers"), _tr("and changes"), _laned(changes)))
    return tuple(rows)


def when_text(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Both times in the zone of the rota, and here where that is another clock."""
    there = f"{at_text(start, zone)} – {at_text(end, zone)}"
    if start.astimezone().utcoffset() == start.astimezone(zone).utcoffset():
        return f"{there} · {span_text(end - start)}"
    here = _tr("here %1 – %2").replace("%1", at_text(start)).replace("%2", at_text(end))
    return f"{there} ({zone.key}) · {span_text(end - start)}\n{here}"


def _marks(
    resolved: "Resolved", faces: dict[int, Face], zone: ZoneInfo, final: bool
) -> tuple[Mark, ...]:
    return _laned([*_shifts(resolved, faces, zone), *_gaps(resolved, zone, final)])


def _shifts(resolved: "Resolved", faces: dict[int, Face], zone: ZoneInfo) -> Iterator[Mark]:
    for shift in resolved.shifts:
        face = faces[shift.person]
        source = _tr("cover") if shift.source == "override" else shift.source
        tip = f"{face.title} · {source}\n{when_text(shift.start, shift.end, zone)}"
        yield Mark(SHIFT, shift.start, shift.end, face, face.first, source, tip)


def _gaps(resolved: "Resolved", zone: ZoneInfo, final: bool) -> Iterator[Mark]:
    for gap in resolved.gaps:
        if not (final or gap.deliberate):
            continue
        start, end = gap.window.start, gap.window.end
        words = _tr("Nobody, on purpose") if gap.deliberate else _tr("Nobody is on call")
        kind = NOBODY if gap.deliberate else GAP
        tip = f"{words}\n{when_text(start, end, zone)}"
        yield Mark(kind, start, end, None, _tr("Nobody"), "", tip)


def _change(change: "ChangeRow", faces: dict[int, Face], zone: ZoneInfo) -> Mark:
    comes = ", ".join(faces[each].first for each in change.people)
    goes = ", ".join(faces[each].first for each in change.out)
    said = {
        OverrideKind.REPLACE: _tr("%1 for %2"),
        OverrideKind.REMOVE: _tr("without %2"),
        OverrideKind.ADD: _tr("%1 too"),
        OverrideKind.COVER: _tr("%1 covers"),
    }[change.kind]
    words = said.replace("%1", comes).replace("%2", goes)
    start, end = change.window.start, change.window.end
    face = faces[change.people[0]] if change.people else None
    tip = "\n".join(filter(None, (words, change.reason, when_text(start, end, zone))))
    return Mark(CHANGE, start, end, face, words, change.reason, tip)


def _laned(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """By time; what runs together gets lanes of its own."""
    ends: list[datetime] = []
    found = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        found.append(mark._replace(lane=lane))
    return tuple(found)


def at_text(at: datetime, zone: ZoneInfo | None = None) -> str:
    """Mon 23 Nov 09:00, by the clock of a zone or of this machine."""
    there = at.astimezone(zone)
    day = QLocale().toString(QDate(there.year, there.month, there.day), "ddd d MMM")
    return f"{day} {there:%H:%M}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Rota", words)
