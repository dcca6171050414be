"""The swim-lane picture: alerts, pages, work and updates against the clock.

Hover tells, a click chooses the event in the timeline below, the wheel (with Ctrl) zooms, dragging
pans. Its twin for screen readers is the timeline itself.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.incidents.lane import Span
from ui.incidents.lane_paint import Strip, label_width, lane_height
from ui.incidents.lane_scale import Scale
from ui.theme import fonts
from ui.theme.space import XS, M, S

REACH = 5.0  # pixels beside a mark that still mean it


class LanesView(QWidget):
    """`picked` carries the id of an event."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = datetime.fromtimestamp(0, UTC)
        self._spans: Sequence[Span] = ()
        self._scale = Scale.of(0, 1, (now, now))
        self._now: datetime | None = None
        self._chosen = 0
        self._now_words = self.tr("now")
        self._grip: QPointF | None = None
        self._labels = (self.tr("Alerts"), self.tr("Pages"), self.tr("Work"), self.tr("Updates"))
        self.setAccessibleName(self.tr("Picture of the timeline"))
        self.setToolTip("")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(
        self, spans: Sequence[Span], whole: tuple[datetime, datetime], now: datetime | None
    ) -> None:
        """Other marks, or the same a little later; `now` is None for what is over."""
        self._spans, self._now = spans, now
        old = self._scale
        self._scale = self._fitted(whole)
        if old.zoomed and old.whole[0] == whole[0]:
            self._scale = Scale(self._scale.left, self._scale.right, old.start, old.end, whole)
        self.setAccessibleDescription(self.tr("%n marks", "", len(spans)))
        self.update()

    def call_now(self, words: str) -> None:
        """What stands at the line of now; empty: that it is now."""
        self._now_words = words or self.tr("now")
        self.update()

    def choose(self, event: int) -> None:
        """Mark the event that is chosen in the timeline."""
        self._chosen = event
        self.update()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Closer (above 1) or farther, around a place or the middle."""
        middle = (self._scale.left + self._scale.right) / 2
        self._scale = self._scale.zoom(factor, middle if x is None else x)
        self.update()

    def fit(self) -> None:
        """See everything again."""
        self._scale = self._fitted(self._scale.whole)
        self.update()

    def spot(self, event: int) -> QPointF | None:
        """Where an event's first mark is."""
        for span in self._spans:
            if span.event == event:
                return self._strip().box(span).center()
        return None

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 30, round(lane_height() * 4 + fonts.em("tiny") * 1.5 + 2 * S))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        old = self._scale
        fresh = self._fitted(old.whole)
        self._scale = Scale(fresh.left, fresh.right, old.start, old.end, old.whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time runs in charts
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strip = self._strip()
        strip.paint_ground(painter, self._labels, self.width())
        for span in strip.apart(self._spans, self._chosen):
            strip.paint_span(painter, span, bool(span.event) and span.event == self._chosen)
        if self._now is not None:
            strip.paint_now(painter, self._now, self._now_words)
        if self.hasFocus():
            strip.paint_focus(painter, QRectF(self.rect()))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            span = self._under(QPointF(event.pos()))
            if span is not None:
                QToolTip.showText(event.globalPos(), span.words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        span = self._under(event.position())
        if span is not None and span.event:
            self.choose(span.event)
            self.picked.emit(span.event)
        elif event.button() is Qt.MouseButton.LeftButton and self._scale.zoomed:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._scale = self._scale.pan(self._grip.x() - event.position().x())
            self._grip = event.position()
            self.update()
            return
        span = self._under(event.position())
        pressable = span is not None and span.event
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25 ** (turn.y() / 120), event.position().x())
        elif self._scale.zoomed:
            self._scale = self._scale.pan(-(turn.x() or turn.y()) / 2)
            self.update()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.5)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / 1.5)
        elif event.key() in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """The next event's mark, in time."""
        events = list(dict.fromkeys(s.event for s in sorted(self._spans, key=_start) if s.event))
        if not events:
            return
        now = events.index(self._chosen) if self._chosen in events else -1 if by > 0 else 0
        self.choose(events[(now + by) % len(events)])
        self.picked.emit(self._chosen)

    def _under(self, point: QPointF) -> Span | None:
        """The mark under the mouse: the last painted, dots before bars."""
        strip, around = self._strip(), QRectF(-REACH, -2, 2 * REACH, 4)
        found = [s for s in self._spans if strip.box(s).intersects(around.translated(point))]
        return min(found, key=lambda s: s.end - s.start, default=None)

    def _strip(self) -> Strip:
        return Strip(self._scale, float(S))

    def _fitted(self, whole: tuple[datetime, datetime]) -> Scale:
        left = M + label_width(self._labels) + M
        word = QFontMetricsF(fonts.font("tiny")).horizontalAdvance(self._now_words)
        room = max(fonts.em("tiny") * 2.4, word + XS)  # for the word beside the line of now
        return Scale.of(left, self.width() - M - room, whole)


def _start(span: Span) -> datetime:
    return span.start
