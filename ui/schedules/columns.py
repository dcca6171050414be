"""The columns of the list view: shifts, gaps, covers and time off, as the grid shows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter

from ui.schedules.mark import (
    AWAY,
    CHANGE,
    COVERS,
    FINAL,
    GAP,
    NOBODY,
    OFF,
    SHIFT,
    GridRow,
    Mark,
    at_text,
    tr,
)
from ui.tables.cells import face_cell, paint_words
from ui.tables.column import Column
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.avatar import paint_avatar
from ui.widgets.when import span_text

TOLD = (FINAL, COVERS, OFF)  # the rows of the grid that the list tells; layers are hints only


class ListRow(NamedTuple):
    """A bar, with its times as the clock of the grid shows them; `row` is the kind of its row."""

    id: tuple[object, ...]
    mark: Mark
    row: str
    starts: str
    ends: str
    what: str
    schedule: str


def list_rows(
    rows: Sequence[GridRow], zone: ZoneInfo, names: Mapping[int, str]
) -> Iterator[ListRow]:
    """Of rows by layers; `names` are those of the schedules."""
    said = kind_words()
    for row in rows:
        if row.kind in TOLD:
            for m in row.marks:
                ident = (row.kind, row.schedule, m.start, m.person, m.lane, m.override)
                starts, ends = at_text(m.start, zone), at_text(m.end, zone)
                name = names.get(m.schedule, "")
                yield ListRow(ident, m, row.kind, starts, ends, said[m.kind], name)


def kind_words() -> dict[str, str]:
    """What a bar is."""
    return {
        SHIFT: tr("On call"),
        GAP: tr("Gap"),
        NOBODY: tr("Nobody, on purpose"),
        CHANGE: tr("Cover"),
        AWAY: tr("Away"),
    }


class Words(QObject):
    """Titles in the user's language."""

    def shifts(self) -> tuple[Column, ...]:
        """Of the list."""
        return (
            Column("who", self.tr("Who"), _who, width=20, stretch=True, paint=_paint_who,
                   spoken=_who),
            Column("what", self.tr("What"), lambda row: row.what, width=15, ink=_ink),
            Column("start", self.tr("From"), lambda row: row.starts, lambda row: row.mark.start,
                   width=18, tip=_tip),
            Column("end", self.tr("Until"), lambda row: row.ends, lambda row: row.mark.end,
                   width=18, tip=_tip),
            Column("length", self.tr("Length"), _length, _length_order, width=11, end=True),
            Column("source", self.tr("By"), lambda row: row.mark.source or "–", width=14,
                   ink=lambda _: "muted"),
            Column("schedule", self.tr("Schedule"), lambda row: row.schedule or "–", width=14,
                   ink=lambda _: "muted"),
        )  # fmt: skip


def _who(row: ListRow) -> str:
    if row.mark.kind == CHANGE or row.mark.face is None:
        return row.mark.words
    return row.mark.face.title


_face = face_cell(lambda row: row.mark.face)


def _paint_who(painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
    if row.mark.face is not None and row.mark.kind != CHANGE:
        _face(painter, box, row, backwards)
        return
    if row.mark.face is not None:
        side = fonts.em() * 1.35
        at = box.right() - side if backwards else box.left()
        paint_avatar(painter, QRectF(at, box.center().y() - side / 2, side, side), row.mark.face)
        rest = box.adjusted(*((0, 0, -side - S, 0) if backwards else (side + S, 0, 0, 0)))
        painter.setFont(fonts.font())
        paint_words(painter, rest, row.mark.words, end=backwards)
        return
    painter.setFont(fonts.strong())
    ink = "alarm_text" if row.mark.kind == GAP else "muted"
    paint_words(painter, box, row.mark.words, ink, end=backwards)


def _ink(row: ListRow) -> str:
    return {GAP: "alarm_text", SHIFT: "text"}.get(row.mark.kind, "muted")


def _tip(row: ListRow) -> str:
    return row.mark.tip


def _length(row: ListRow) -> str:
    return span_text(row.mark.end - row.mark.start)


def _length_order(row: ListRow) -> Any:
    return row.mark.end - row.mark.start
