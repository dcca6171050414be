"""The ghost above the grid: where a bar was, where it would be, and a card that says what it means.

A see-through child of the grid that repaints itself and nothing else.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.schedules.bar_paint import ROUND
from ui.schedules.hand.card import GhostCard, card_size, paint_card
from ui.theme import fonts
from ui.theme.colours import ON_PERSON
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face, initials
from ui.widgets.popup import SHADOW
from ui.widgets.text import edge_of

BOW = 26.0  # pixels that the bow of a swap hangs below the bars
LIFT = 8.0  # pixels by which a bar in the hand hangs below its row
ICONS = {"warn": "triangle-alert", "alarm": "octagon-alert"}


class GhostBar(NamedTuple):
    """A bar in the hand; `old` is where it was."""

    box: QRectF
    face: Face
    old: QRectF | None = None


class Ghost(NamedTuple):
    """Everything that hovers. `tone`: good, warn or alarm; a swap has two bars. Without bars the
    card hangs at `anchor`."""

    bars: tuple[GhostBar, ...]
    card: GhostCard
    tone: str = "good"
    anchor: QRectF = QRectF()


class GhostLayer(QWidget):
    """As large as the grid; never in the way of the mouse."""

    def __init__(self, grid: QWidget) -> None:
        super().__init__(grid)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ghost: Ghost | None = None
        self.frames = 0  # painted so far, for tests and measures
        self._card = QRectF()
        self._painted = QRect()
        grid.installEventFilter(self)
        self.hide()

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Another place, or none any more."""
        if ghost == self.ghost:
            return
        self.ghost = ghost
        if ghost is None:
            self.hide()
            return
        self._card = self._placed(ghost)
        room = self._needed(ghost)
        self.update(room.united(self._painted))
        self._painted = room
        if not self.isVisible():
            self._fit()
            self.show()
            self.raise_()

    @property
    def card_box(self) -> QRectF:
        """Where the card is."""
        return self._card

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.ghost is None:
            return
        self.frames += 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in self.ghost.bars:
            if bar.old is not None:
                _paint_old(painter, bar.old, bar.face.ink)
        for bar in self.ghost.bars:
            _paint_new(painter, bar, self.ghost.tone, self.isRightToLeft())
        if len(self.ghost.bars) == 2:
            _paint_exchange(painter, *(bar.box for bar in self.ghost.bars))
        paint_card(painter, self._card, self.ghost.card, self.isRightToLeft())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        grid = self.parentWidget()
        if grid is not None:
            self.setGeometry(grid.rect())

    def _placed(self, ghost: Ghost) -> QRectF:
        """Below the bars, above them where there is no room."""
        size = card_size(ghost.card)
        seen = self._seen()
        boxes = [bar.box for bar in ghost.bars] or [ghost.anchor]
        low = max(box.bottom() for box in boxes)
        low += BOW + fonts.em() if len(boxes) == 2 else 0.0
        high = min(box.top() for box in boxes)
        first = boxes[0]
        left = first.left() - L if first.width() < size.width() else first.left()
        left = min(max(left, seen.left() + S), seen.right() - size.width() - S)
        top = low + M
        if top + size.height() > seen.bottom() - S:
            top = max(seen.top() + S, high - size.height() - M)
        return QRectF(QPointF(round(left), round(top)), size)

    def _seen(self) -> QRectF:
        """The part of the grid that is in sight."""
        grid = self.parentWidget()
        return QRectF(grid.visibleRegion().boundingRect() if grid is not None else self.rect())

    def _needed(self, ghost: Ghost) -> QRect:
        whole = self._card.adjusted(-SHADOW - 2, -SHADOW - 2, SHADOW + 2, SHADOW + 5)
        for bar in ghost.bars:
            below = BOW + 2 * fonts.em() if len(ghost.bars) == 2 else 4.0
            whole = whole.united(bar.box.adjusted(-4, -4, 4, below))
            if bar.old is not None:
                whole = whole.united(bar.old.adjusted(-3, -3, 3, 3))
        return whole.toAlignedRect()


def _paint_old(painter: QPainter, box: QRectF, ink: str) -> None:
    ground = colour("surface")
    ground.setAlphaF(0.72)
    painter.setBrush(ground)
    pen = QPen(QColor(ink), 1.4)
    pen.setDashPattern([2.6, 2.2])
    painter.setPen(pen)
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), ROUND, ROUND)


def _paint_new(painter: QPainter, bar: GhostBar, tone: str, backwards: bool) -> None:
    ink = QColor(bar.face.ink)
    ink.setAlphaF(0.87)
    turn = min(ROUND, bar.box.width() / 3)
    painter.setBrush(ink)
    edge = {"warn": "warn", "alarm": "alarm"}.get(tone, "surface")
    painter.setPen(QPen(colour(edge), 2.0 if tone != "good" else 1.0))
    painter.drawRoundedRect(bar.box, turn, turn)
    edge_room = min(S, bar.box.width() / 8)
    inner = bar.box.adjusted(edge_room, 0, -edge_room, 0)
    side = fonts.em() * 0.95
    if tone in ICONS and inner.width() > 3 * side:
        left = inner.left() if backwards else inner.right() - side
        spot = QRectF(left, inner.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface"))
        painter.drawEllipse(spot.adjusted(-2, -2, 2, 2))
        paint_icon(painter, spot, ICONS[tone], f"{tone}_text")
        inner.adjust(*((side + S, 0, 0, 0) if backwards else (0, 0, -side - S, 0)))
    painter.setFont(fonts.strong("small"))
    painter.setPen(QColor(ON_PERSON))
    words = _fitting(bar.face, painter.fontMetrics(), max(inner.width(), 0.0))
    painter.drawText(inner, edge_of(backwards), words)


def _paint_exchange(painter: QPainter, one: QRectF, other: QRectF) -> None:
    """A bow between two bars that change places, with arrows at its lowest point."""
    low, high = sorted((one, other), key=lambda box: box.center().x())
    begin = QPointF(low.center().x(), low.bottom() + 2)
    end = QPointF(high.center().x(), high.bottom() + 2)
    side = fonts.em() * 1.7
    middle = (begin + end) / 2
    bow = QPainterPath(begin)
    bow.quadTo(QPointF(middle.x(), max(begin.y(), end.y()) + 2 * BOW), end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("accent"), 1.6))
    painter.drawPath(bow)
    middle = bow.pointAtPercent(0.5)
    spot = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    painter.setPen(QPen(colour("accent"), 1.4))
    painter.setBrush(colour("raised"))
    painter.drawEllipse(spot)
    paint_icon(painter, spot.adjusted(5, 5, -5, -5), "arrow-left-right", "accent_text")


def _fitting(face: Face, metrics: QFontMetrics, room: float) -> str:
    """The first name, the initials, or nothing."""
    said = (face.first, initials(face.title), "")
    return next(each for each in said if metrics.horizontalAdvance(each) <= room)
