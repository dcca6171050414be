"""Paints the lanes: labels, ticks, marks, the line of now; shapes differ, so colour never tells
alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.incidents.lane import Span
from ui.incidents.lane_scale import Scale
from ui.language.times import clock_seconds
from ui.theme import fonts
from ui.theme.colours import mixed
from ui.theme.current import colour, colours
from ui.theme.space import M
from ui.widgets.when import clock_text, day_text

LEAST = 7.0  # pixels that the shortest mark is wide
PALE = 0.5  # how much of the ground is in the body of an alert


def lane_height() -> float:
    """Of one lane, with the air above and below its bar."""
    return round(fonts.em("tiny") * 1.3)


def label_width(labels: Sequence[str]) -> float:
    """Of the widest label."""
    metrics = QFontMetricsF(fonts.font("tiny"))
    return max(metrics.horizontalAdvance(label) for label in labels)


@dataclass(frozen=True, slots=True)
class Strip:
    """The four lanes at a scale; `top` is where the first one begins."""

    scale: Scale
    top: float

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return self.top + 4 * lane_height()

    def apart(self, spans: Iterable[Span], chosen: int) -> Iterator[Span]:
        """Those in sight, and of moments that fall onto the same pixel one: a long night has
        thousands of them. The `chosen` event's is always there."""
        seen = set[tuple[int, str, str, int]]()
        left, right = self.scale.left - LEAST, self.scale.right + LEAST
        for span in spans:
            if span.start == span.end and (not span.event or span.event != chosen):
                x = self.scale.x(span.start)
                key = (span.lane, span.shape, span.ink, round(x))
                if key in seen or not left <= x <= right:
                    continue
                seen.add(key)
            yield span

    def box(self, span: Span) -> QRectF:
        """Where a mark stands."""
        thick = fonts.em("tiny") * 0.68
        middle = self.top + (span.lane + 0.5) * lane_height()
        left, right = self.scale.x(span.start), self.scale.x(span.end)
        if span.shape in ("tick", "dot"):
            side = thick if span.shape == "tick" else thick * 0.62
            return QRectF(left - side / 2, middle - side / 2, side, side)
        return QRectF(left, middle - thick / 2, max(right - left, LEAST), thick)

    def paint_ground(self, painter: QPainter, labels: Sequence[str], width: float) -> None:
        """Labels at the left, faint lines at round times with their clocks below."""
        painter.setFont(fonts.font("tiny"))
        painter.setPen(colour("muted"))
        for lane, label in enumerate(labels):
            box = QRectF(M, self.top + lane * lane_height(), width, lane_height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label)
        room = QFontMetricsF(painter.font()).horizontalAdvance("00:00 Mon 00 Mmm")
        ticks = self.scale.ticks(max(2, int((self.scale.right - self.scale.left) / room)))
        for before, at in zip([None, *ticks], ticks, strict=False):
            self._paint_tick(painter, before, at, ticks)

    def _paint_tick(
        self, painter: QPainter, before: datetime | None, at: datetime, ticks: list[datetime]
    ) -> None:
        x = self.scale.x(at)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(x, self.top), QPointF(x, self.bottom + 2))
        words = _tick_words(before, at, ticks)
        box = QRectF(x - 80, self.bottom + 2, 160, fonts.em("tiny"))
        painter.setPen(colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def paint_span(self, painter: QPainter, span: Span, chosen: bool) -> None:
        """One mark in its shape."""
        box = self.box(span)
        if box.right() < self.scale.left or box.left() > self.scale.right + LEAST:
            return
        painter.save()
        painter.setClipRect(
            QRectF(self.scale.left - 8, 0, self.scale.right - self.scale.left + 24, self.bottom + 4)
        )
        if chosen:
            painter.setPen(QPen(colour("text"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        _SHAPES[span.shape](self, painter, span, box)
        painter.restore()

    def paint_now(self, painter: QPainter, now: datetime, word: str) -> None:
        """The dashed line, with its word."""
        x = self.scale.x(now)
        if not self.scale.left <= x <= self.scale.right + 1:
            return
        painter.setPen(QPen(colour("accent"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, self.top - 4), QPointF(x, self.bottom + 2))
        painter.setFont(fonts.font("tiny"))
        painter.setPen(colour("accent_text"))
        painter.drawText(QPointF(x + 4, self.top + fonts.em("tiny") * 0.75), word)

    def paint_focus(self, painter: QPainter, box: QRectF) -> None:
        """A ring for people who came here by key."""
        painter.setPen(QPen(colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)

    def bar(self, painter: QPainter, span: Span, box: QRectF) -> None:
        """A solid stretch, parted from the next by a hair."""
        painter.setBrush(colour(span.ink))
        painter.drawRoundedRect(box.adjusted(0, 0, -1.5 if box.width() > LEAST else 0, 0), 2.5, 2.5)

    def pale(self, painter: QPainter, span: Span, box: QRectF) -> None:
        """Pale while it lasts; solid where it began and where it was last heard of."""
        strong = colour(span.ink)
        painter.setBrush(QColor(mixed(strong.name(), colours().surface, PALE)))
        painter.drawRoundedRect(box, 2.5, 2.5)
        painter.setBrush(strong)
        last = self.scale.x(span.last or span.start)
        painter.drawRoundedRect(QRectF(box.left(), box.top(), LEAST, box.height()), 2.5, 2.5)
        if last - box.left() > LEAST:
            left = min(last, box.right() - LEAST)
            painter.drawRoundedRect(QRectF(left, box.top(), LEAST, box.height()), 2.5, 2.5)

    def failed(self, painter: QPainter, span: Span, box: QRectF) -> None:
        """A hollow mark with a cross."""
        side = box.height()
        square = QRectF(box.left(), box.top(), side, side)
        painter.setPen(QPen(colour(span.ink), 1.6))
        painter.drawLine(square.topLeft(), square.bottomRight())
        painter.drawLine(square.topRight(), square.bottomLeft())

    def tick(self, painter: QPainter, span: Span, box: QRectF) -> None:
        """A rhomb: somebody answered."""
        path = QPainterPath(QPointF(box.center().x(), box.top() - 1))
        path.lineTo(box.right() + 1, box.center().y())
        path.lineTo(box.center().x(), box.bottom() + 1)
        path.lineTo(box.left() - 1, box.center().y())
        path.closeSubpath()
        painter.setPen(QPen(colour("surface"), 1.2))
        painter.setBrush(colour(span.ink))
        painter.drawPath(path)

    def dot(self, painter: QPainter, span: Span, box: QRectF) -> None:
        """A small round on the work: a note, a task, a change."""
        painter.setPen(QPen(colour(span.ink), 1.1))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(box)


_SHAPES = {
    "bar": Strip.bar,
    "page": Strip.bar,
    "pale": Strip.pale,
    "failed": Strip.failed,
    "tick": Strip.tick,
    "dot": Strip.dot,
}


def _tick_words(before: datetime | None, at: datetime, ticks: list[datetime]) -> str:
    """The clock; the day where another one begins; days alone where the steps are days."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else timedelta()
    if step >= timedelta(days=1):
        return day_text(at, at + timedelta(days=2))
    local = at.astimezone()
    if before is not None and before.astimezone().date() != local.date():
        return f"{clock_text(at)} {day_text(at, at + timedelta(days=2))}"
    return clock_seconds(local) if timedelta() < step < timedelta(minutes=1) else clock_text(at)
