"""The columns of the list view: the shifts and gaps of what pages."""

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter

from ui.schedules.mark import GAP, GridRow, Mark
from ui.tables.cells import face_cell, paint_words
from ui.tables.column import Column
from ui.theme import fonts
from ui.widgets.when import span_text


class ListRow(NamedTuple):
    """A bar of the final row, with its times as the rota's clock shows them."""

    id: tuple[object, ...]
    mark: Mark
    starts: str
    ends: str


def list_rows(rows: tuple[GridRow, ...], clock: Any) -> list[ListRow]:
    """`clock` tells an instant in the rota's zone."""
    final = rows[0].marks if rows else ()
    return [ListRow((m.start, m.lane), m, clock(m.start), clock(m.end)) for m in final]


class Words(QObject):
    """Titles in the user's language."""

    def shifts(self) -> tuple[Column, ...]:
        """Of the list."""
        return (
            Column("who", self.tr("On call"), _who, width=18, stretch=True, paint=_paint_who,
                   spoken=_who),
            Column("start", self.tr("From"), lambda row: row.starts, lambda row: row.mark.start,
                   width=18, tip=_tip),
            Column("end", self.tr("Until"), lambda row: row.ends, lambda row: row.mark.end,
                   width=18, tip=_tip),
            Column("length", self.tr("Length"), _length, _length_order, width=13, end=True),
            Column("source", self.tr("By"), lambda row: row.mark.source or "–", width=14,
                   ink=lambda _: "muted"),
        )  # fmt: skip


def _who(row: ListRow) -> str:
    return row.mark.face.title if row.mark.face else row.mark.words


_face = face_cell(lambda row: row.mark.face)


def _paint_who(painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
    if row.mark.face is not None:
        _face(painter, box, row, backwards)
        return
    painter.setFont(fonts.strong())
    ink = "alarm_text" if row.mark.kind == GAP else "muted"
    paint_words(painter, box, row.mark.words, ink, end=backwards)


def _tip(row: ListRow) -> str:
    return row.mark.tip


def _length(row: ListRow) -> str:
    return span_text(row.mark.end - row.mark.start)


def _length_order(row: ListRow) -> Any:
    return row.mark.end - row.mark.start
