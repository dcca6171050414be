"""A request as a little rota: who gives which time away, and who has it then."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.moment import at_wall
from ui.language.times import clock, dated
from ui.theme import fonts
from ui.theme.colours import ON_PERSON
from ui.theme.current import colour, colours
from ui.theme.space import XS, M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import edge_of, elided

if TYPE_CHECKING:
    from app.domain.window import Window

HOUR = timedelta(hours=1)
AROUND = 0.12  # of the span, left free on either side
NAMES, ROW, HEAD = 5.0, 1.75, 1.3  # ems
HOURS = (1, 3, 6, 12)  # between lines, where it is about less than two days
TICKS = 9  # at most so many days are named


class Part(NamedTuple):
    """A time that a person gives away, or has then."""

    face: Face
    window: "Window"
    gives: bool


class RequestPicture(QWidget):
    """One row a person, by the clock of a zone."""

    def __init__(
        self, parts: Sequence[Part], zone: ZoneInfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._zone = tuple(parts), zone
        self._faces = list(dict.fromkeys(part.face for part in parts))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(self._spoken(part) for part in parts))

    def sizeHint(self) -> QSize:
        em = fonts.em()
        return QSize(em * 20, round(em * (HEAD + ROW * len(self._faces)) + XS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ticks(painter)
        for place, face in enumerate(self._faces):
            self._paint_name(painter, face, self._line(place))
        for part in self._parts:
            self._paint_part(painter, part, self._line(self._faces.index(part.face)))

    # places

    def _time(self) -> tuple[datetime, timedelta]:
        """Where the picture begins, and how long it is."""
        begin = min(part.window.start for part in self._parts)
        end = max(part.window.end for part in self._parts)
        free = (end - begin) * AROUND
        return begin - free, end - begin + 2 * free

    def _x(self, at: datetime) -> float:
        begin, length = self._time()
        left = fonts.em() * NAMES
        share = (at - begin) / length
        x = left + share * (self.width() - left)
        return self.width() - x if self.isRightToLeft() else x

    def _box(self, window: "Window", line: QRectF) -> QRectF:
        ends = sorted((self._x(window.start), self._x(window.end)))
        return QRectF(ends[0], line.top(), max(4.0, ends[1] - ends[0]), line.height())

    def _line(self, place: int) -> QRectF:
        em = fonts.em()
        return QRectF(0, em * (HEAD + ROW * place) + XS, self.width(), em * ROW - XS)

    # painting

    def _paint_ticks(self, painter: QPainter) -> None:
        painter.setFont(fonts.font("tiny"))
        ticks = self._ticks()
        step = max(1, -(-len(ticks) // TICKS))
        for at in ticks[::step]:
            x = self._x(at)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(round(x), 0, round(x), self.height())
            self._paint_tick(painter, x, at)

    def _paint_tick(self, painter: QPainter, x: float, at: datetime) -> None:
        there = at.astimezone(self._zone)
        day = dated(there, "ddd d")
        words = clock(there) if there.hour or there.minute else day
        wide, backwards = fonts.em() * 3.4, self.isRightToLeft()
        left = x - wide - XS if backwards else x + XS
        if left + wide > self.width() or left < 0:
            return
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(left, 0, wide, fonts.em() * HEAD), edge_of(backwards), words)

    def _ticks(self) -> list[datetime]:
        """Midnights; for what is short the full hours."""
        begin, length = self._time()
        first = datetime.combine(begin.astimezone(self._zone).date(), time())
        step = timedelta(days=1)
        if length < 2 * step:
            step = next(h * HOUR for h in HOURS if h == HOURS[-1] or length / (h * HOUR) < TICKS)
        every = (first + n * step for n in range((length + timedelta(days=2)) // step))
        return [at for wall in every if begin <= (at := at_wall(wall, self._zone)) < begin + length]

    def _paint_name(self, painter: QPainter, face: Face, line: QRectF) -> None:
        em, backwards = fonts.em(), self.isRightToLeft()
        side = em * 1.2
        left = self.width() - side if backwards else 0.0
        spot = QRectF(left, line.center().y() - side / 2, side, side)
        paint_avatar(painter, spot, face)
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("text"))
        room = em * NAMES - side - S - XS
        words = elided(face.first, painter.fontMetrics(), round(room))
        start = left - XS - room if backwards else side + XS
        painter.drawText(QRectF(start, line.top(), room, line.height()), edge_of(backwards), words)

    def _paint_part(self, painter: QPainter, part: Part, line: QRectF) -> None:
        box = self._box(part.window, line).adjusted(0.5, 1.5, -0.5, -1.5)
        ink = QColor(part.face.ink)
        if part.gives:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = colour("text") if colours().dark else ink
            painter.setPen(QPen(edge, 1.2, Qt.PenStyle.DashLine))
        else:
            painter.setBrush(ink)
            painter.setPen(QPen(QColor(255, 255, 255, 46 if colours().dark else 0), 1))
        painter.drawRoundedRect(box, 5, 5)
        words = self.tr("gives") if part.gives else self.tr("takes")
        painter.setFont(fonts.font("tiny"))
        inner = box.adjusted(XS, 0, -XS, 0)
        if painter.fontMetrics().horizontalAdvance(words) < inner.width() - M / 2:
            painter.setPen(colour("muted") if part.gives else QColor(ON_PERSON))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, words)

    def _spoken(self, part: Part) -> str:
        from ui.schedules.hand.words import span_words

        words = self.tr("%1 gives %2") if part.gives else self.tr("%1 takes %2")
        span = span_words(part.window, self._zone)
        return words.replace("%1", part.face.first).replace("%2", span)
