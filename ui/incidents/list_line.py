"""One row of the incidents list: severity, title, a quiet line, and who has it - or that nobody
does."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.incidents.seat import Seat
from ui.incidents.word import stage_word
from ui.tables.cells import Brief, BriefDelegate, paint_waiting, paint_words, wrapped
from ui.tables.table import RowTable
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import M, S
from ui.widgets.avatar import paint_avatar
from ui.widgets.pill import paint_pill, pill_size, severity_ink
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.queries.incident_row import IncidentRow

Index = QModelIndex | QPersistentModelIndex
LINES = 2


def meta_of(row: "IncidentRow", now: datetime, *, staged: bool = True) -> str:
    """#482 · payments · Investigating · 12 min; what nobody has is not at any stage yet."""
    stage = stage_word(row.stage) if staged and not waits(row) else ""
    drill = QCoreApplication.translate("IncidentLine", "DRILL") if row.drill else ""
    parts = (drill, f"#{row.number}", row.service or "", stage, age_text(row.age(now)))
    return " · ".join(part for part in parts if part)


def waits(row: "IncidentRow") -> bool:
    """Whether it is open and nobody has it."""
    return row.stage.open and not row.acknowledged


class IncidentDelegate(BriefDelegate):
    """As any two-line list, but what nobody has is lit: an edge in its severity's colour, a bell
    in place of the face, and the word."""

    def __init__(self, table: RowTable, seat: Seat, unanswered: str) -> None:
        super().__init__(table, lambda row: Brief(row.title), LINES)
        self._seat, self._unanswered = seat, unanswered

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        self.paint_ground(painter, option, box, index.row())
        row: Any = self._table.row(index.row())
        self._table.data(index)  # asks for the row where it is missing or stale
        if row is None:
            paint_waiting(painter, box)
            return
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        if waits(row):
            self._paint_edge(painter, box, row, backwards)
        self._paint_row(painter, box.adjusted(M, S, -M, -S), row, backwards)

    def _paint_edge(self, painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        at = box.right() - 4 if backwards else box.left()
        ink = colour(severity_ink(row.severity, text=False))
        painter.fillRect(QRectF(at, box.top(), 4, box.height() - 1), ink)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        side, pill = fonts.em() * 1.5, pill_size("SEV0")
        width = box.width() - pill.width() - S - 2 - side - M
        font = fonts.strong() if row.stage.open else fonts.font()
        lines = wrapped(row.title, font, width, LINES)
        line, small = fonts.em(), fonts.em("small")
        top = box.center().y() - (len(lines) * line + small + 3) / 2
        words = QRectF(box.left() + pill.width() + S + 2, top, width, line)
        pill_at = QPointF(box.left(), top + (line - pill.height()) / 2)
        face_at = QPointF(box.right() - side, top)
        if backwards:
            words.moveRight(box.right() - pill.width() - S - 2)
            pill_at.setX(box.right() - pill.width())
            face_at.setX(box.left())
        self._paint_pill(painter, QRectF(pill_at, pill.toSizeF()), row)
        self._paint_face(painter, QRectF(face_at.x(), face_at.y(), side, side), row)
        painter.setFont(font)
        for text in lines:
            paint_words(painter, words, text, "text" if row.stage.open else "muted", end=backwards)
            words.translate(0, line)
        below = QRectF(words.left(), words.top() + 3, width, small)
        if len(lines) == LINES:  # there is room below the face
            below.adjust(*((-side - M, 0, 0, 0) if backwards else (0, 0, side + M, 0)))
        self._paint_meta(painter, below, row, backwards)

    def _paint_pill(self, painter: QPainter, box: QRectF, row: Any) -> None:
        ink = severity_ink(row.severity) if row.stage.open else "quiet_text"
        paint_pill(painter, box, str(row.severity), ink)

    def _paint_face(self, painter: QPainter, box: QRectF, row: Any) -> None:
        if waits(row):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("alarm_text"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.restore()
            inset = box.width() * 0.24
            paint_icon(
                painter, box.adjusted(inset, inset, -inset, -inset), "bell-ring", "alarm_text"
            )
        elif row.owner:
            paint_avatar(painter, box, self._seat.faces.face(row.owner))

    def _paint_meta(self, painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        now = self._seat.now()
        meta = meta_of(row, now)
        if not waits(row):
            painter.setFont(fonts.font("small"))
            if painter.fontMetrics().horizontalAdvance(meta) > box.width():
                meta = meta_of(row, now, staged=False)  # the age matters more
            paint_words(painter, box, meta, "muted", end=backwards)
            return
        painter.setFont(fonts.strong("small"))
        room = painter.fontMetrics().horizontalAdvance(self._unanswered) + S
        paint_words(painter, box, self._unanswered, "alarm_text", end=backwards)
        rest = box.adjusted(0, 0, -room, 0) if backwards else box.adjusted(room, 0, 0, 0)
        painter.setFont(fonts.font("small"))
        paint_words(painter, rest, meta, "muted", end=backwards)
