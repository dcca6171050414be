"""One chart as a widget: drawn on a reader's thread, pointed at and pressed here."""

from collections.abc import Hashable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.metrics import reads
from ui.metrics.easel import Easel
from ui.theme import fonts
from ui.theme.current import colour, theme
from ui.theme.plots import palette

if TYPE_CHECKING:
    from app.charts.canvas import Drawn
    from app.charts.value import Chart, Mark
    from ui.metrics.easel import Work

PAUSE = 40  # ms after which a new size is drawn


class ChartView(QWidget):
    """`picked` carries the key of the part that was pressed. Arrow keys go from part to part,
    Enter presses it."""

    picked = Signal(object)
    painted = Signal()
    heard_as = "Chart"

    def __init__(self, easel: Easel, high: float = 13, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._easel, self._high = easel, high
        self.chart: Chart | None = None
        self.marks: tuple[Mark, ...] = ()
        self._image: QImage | None = None
        self._at = -1
        self._stale = False
        self._drawn: tuple[Chart | None, QSize] = None, QSize()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._ask)
        theme().changed.connect(self._again)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.em() * 18), round(fonts.em() * self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(fonts.em() * 14), round(fonts.em() * self._high))

    def show_chart(self, chart: "Chart") -> None:
        """Another chart; the one before stays until this one is drawn."""
        if chart != self.chart:
            self.chart = chart
            self._again()

    @property
    def ready(self) -> bool:
        """Whether what is asked for is on the screen."""
        return self._image is not None and not self._stale

    def _again(self) -> None:
        self._stale = True
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        if self.chart is not None:
            self._easel.ask(self, self._work, self._show)

    def _work(self) -> "Work | None":
        if self.chart is None or self.width() < 20 or not self.isVisible():
            return None
        size = {"wide": self.width(), "high": self.height(), "ratio": self.devicePixelRatioF()}
        self._drawn = self.chart, self.size()
        return partial(reads.drawn, chart=self.chart, palette=palette(), **size)  # type: ignore[arg-type]

    def _show(self, drawn: "Drawn") -> None:
        form = QImage.Format.Format_RGBA8888
        image = QImage(drawn.pixels, drawn.wide, drawn.high, drawn.wide * 4, form).copy()
        image.setDevicePixelRatio(drawn.wide / max(self.width(), 1))
        self._image, self.marks = image, drawn.marks
        self._stale = self._drawn != (self.chart, self.size())
        self._at = -1
        self.update()
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale = True
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._timer.start(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if 0 <= self._at < len(self.marks):
            self._paint_mark(painter, self._box(self.marks[self._at]))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        ink = colour("text")
        painter.setPen(QPen(ink, 1.2))
        ink.setAlphaF(0.07)
        painter.setBrush(ink)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)

    def _box(self, mark: "Mark") -> QRectF:
        left, top, wide, high = mark.box
        return QRectF(left * self.width(), top * self.height(), wide * self.width(),
                      high * self.height())  # fmt: skip

    # pointing

    def aims(self) -> list[tuple[str, QRect]]:
        """The parts for a test's mouse, in words; each in coordinates of this widget."""
        return [(each.words, self._box(each).toRect()) for each in self.marks]

    def mark_at(self, spot: QPointF) -> int:
        """The place of the part under a point; -1 for none. What is small is tried first."""
        grown = [(at, self._box(each).adjusted(-1, -2, 1, 2)) for at, each in enumerate(self.marks)]
        hit = [(box.width() * box.height(), at) for at, box in grown if box.contains(spot)]
        return min(hit)[1] if hit else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self.mark_at(event.position()))
        key = self._key()
        shape = Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        if self._at >= 0:
            words = self.marks[self._at].words
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        else:
            QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self.mark_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._at >= 0 and self._at == self.mark_at(event.position()):
            self._pick()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.marks:
            self._go((self._at + steps[Qt.Key(event.key())]) % len(self.marks))
            QToolTip.showText(self._spot(), self.marks[self._at].words, self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Its tooltip is what stands under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return True
        return super().event(event)

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.setAccessibleDescription(self.marks[at].words if at >= 0 else "")
            self.update()

    def _key(self) -> Hashable:
        return self.marks[self._at].key if 0 <= self._at < len(self.marks) else None

    def _pick(self) -> None:
        key = self._key()
        if key is not None:
            QToolTip.hideText()
            self.picked.emit(key)

    def _spot(self) -> QPoint:
        return self.mapToGlobal(self._box(self.marks[self._at]).center().toPoint())
