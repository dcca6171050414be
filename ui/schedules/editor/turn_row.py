"""One turn of a rotation in the list of its people: a handle to drag, faces, names."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.button import IconButton
from ui.widgets.rows import set_margins
from ui.widgets.text import edge_of, elided

Slot = tuple[str, ...]


class TurnRow(QWidget):
    """Dragged by the mouse, or moved by Alt and the arrows; Delete takes it out."""

    grabbed = Signal()
    pulled = Signal(float)  # how far down, in the list's coordinates
    let_go = Signal()
    given_up = Signal()
    stepped = Signal(int, bool)  # up -1 or down 1; whether the turn goes along
    dropped = Signal()
    joined = Signal()

    def __init__(self, slot: Slot, faces: list[Face], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slot, self._faces = slot, faces
        self._from: QPointF | None = None
        self.lifted = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()

    def _build(self) -> None:
        words = self.words()
        self.join = IconButton(
            "user-plus", self.tr("Together with somebody"), on_click=self.joined.emit
        )
        self.cross = IconButton("x", self.tr("Take out"), on_click=self.dropped.emit)
        self.cross.setAccessibleName(self.tr("Take %1 out").replace("%1", words))
        layout = QHBoxLayout(self)
        set_margins(layout, 0, 0, S // 2, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        for button in (self.join, self.cross):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            layout.addWidget(button)
        self.join.setVisible(bool(self.slot))

    def words(self) -> str:
        """Ana Ruiz + Ben Okafor, or that the turn is empty on purpose."""
        return " + ".join(face.title for face in self._faces) or self.tr("Nobody, on purpose")

    def tell_place(self, at: int, of: int) -> None:
        """For those who listen."""
        said = self.tr("Turn %1 of %2: %3").replace("%1", str(at)).replace("%2", str(of))
        self.setAccessibleName(said.replace("%3", self.words()))
        self.setAccessibleDescription(self.tr("Alt with the arrows moves it, Delete takes it out"))

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, round(fonts.em() * 2.1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        if not self.lifted and abs(event.position().y() - self._from.y()) > S // 2:
            self._lift(True)
            self.grabbed.emit()
        if self.lifted:
            self.pulled.emit(float(self.mapToParent(event.position()).y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None
        if self.lifted:
            self._lift(False)
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            along = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.stepped.emit(steps[Qt.Key(event.key())], along)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and self.slot:
            self.joined.emit()
        elif event.key() == Qt.Key.Key_Escape and self.lifted:
            self._from = None
            self._lift(False)
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        backwards, line = self.isRightToLeft(), fonts.em()
        taken = sum(each.width() for each in (self.join, self.cross) if each.isVisible())
        left, right = float(S // 2), float(self.width() - taken - S)
        if backwards:
            left, right = self.width() - right, self.width() - left
        box = QRectF(left, 0, right - left, self.height())
        grip = self._cut(box, line * 0.9, backwards)
        paint_icon(painter, grip, "grip-vertical", "faint")
        for face in self._faces:
            paint_avatar(painter, self._cut(box, line * 1.35, backwards), face)
        if not self._faces:
            paint_icon(painter, self._cut(box, line * 1.1, backwards), "minus", "muted")
        painter.setPen(colour("text" if self._faces else "muted"))
        many = len(self._faces) > 1
        words = " + ".join(face.first for face in self._faces) if many else self.words()
        shown = elided(words, painter.fontMetrics(), round(box.width()))
        painter.drawText(box, edge_of(backwards), shown)

    def _cut(self, box: QRectF, side: float, backwards: bool) -> QRectF:
        at = box.right() - side if backwards else box.left()
        part = QRectF(at, box.center().y() - side / 2, side, side)
        box.adjust(*((0, 0, -side - S, 0) if backwards else (side + S, 0, 0, 0)))
        return part

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.lifted:
            painter.setBrush(colour("accent_soft"))
            painter.setPen(QPen(colour("accent"), 1))
        elif self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
        elif self.underMouse():
            painter.setBrush(colour("hover"))
        painter.drawRoundedRect(box, 6, 6)

    def _lift(self, up: bool) -> None:
        self.lifted = up
        hand = Qt.CursorShape.ClosedHandCursor if up else Qt.CursorShape.OpenHandCursor
        self.setCursor(hand)
        self.update()
