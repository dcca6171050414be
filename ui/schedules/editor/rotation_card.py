"""One rotation in the panel: its name, how it turns, who takes part; clicked to be edited."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.schedules.editor.words import hours, people_text, rhythm
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import edge_of, elided

if TYPE_CHECKING:
    from app.domain.workspace import RotationSpec

FACES = 6


class RotationCard(QAbstractButton):
    """Opens the rotation."""

    def __init__(
        self,
        rotation: "RotationSpec",
        faces: Mapping[str, Face],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rotation = rotation
        listed = dict.fromkeys(name for slot in rotation.people for name in slot)
        self._faces = [faces.get(name, Face(name)) for name in listed]
        self._lines = [rhythm(rotation), ", ".join(map(hours, rotation.restrictions))]
        self.setText(rotation.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        who = people_text(rotation, faces)
        self.setAccessibleName(", ".join(filter(None, (rotation.name, *self._lines, who))))
        self.setToolTip("\n".join(filter(None, (*self._lines, who))))

    def sizeHint(self) -> QSize:
        lines = 2 + bool(self._lines[1])
        return QSize(fonts.em() * 12, round(fonts.em() * 1.25 * lines + fonts.em() * 1.5 + 2 * M))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        backwards, line = self.isRightToLeft(), fonts.em() * 1.25
        box = QRectF(self.rect()).adjusted(M, S, -M, -S)
        side = fonts.em() * 0.9
        at = box.left() if backwards else box.right() - side
        mark = "chevron-right"
        paint_icon(painter, QRectF(at, box.top() + 3, side, side), mark, "muted")
        painter.setFont(fonts.strong())
        painter.setPen(colour("text"))
        self._write(painter, box, 0, self.text(), backwards)
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        for place, words in enumerate(filter(None, self._lines), 1):
            self._write(painter, box, line * place, words, backwards)
        self._paint_faces(painter, box, backwards)

    def _write(
        self, painter: QPainter, box: QRectF, down: float, words: str, backwards: bool
    ) -> None:
        room = box.width() - (fonts.em() if down == 0 else 0)
        left = box.right() - room if backwards else box.left()
        spot = QRectF(left, box.top() + down, room, fonts.em() * 1.25)
        shown = elided(words, painter.fontMetrics(), round(room))
        painter.drawText(spot, edge_of(backwards), shown)

    def _paint_faces(self, painter: QPainter, box: QRectF, backwards: bool) -> None:
        side = fonts.em() * 1.35
        top = box.bottom() - side
        for place, face in enumerate(self._faces[:FACES]):
            step = place * (side + 3)
            left = box.right() - side - step if backwards else box.left() + step
            paint_avatar(painter, QRectF(left, top, side, side), face)
        more = len(self._faces) - FACES
        if more > 0:
            step = FACES * (side + 3)
            spot = QRectF(
                box.left() if backwards else box.left() + step, top, box.width() - step, side
            )
            painter.drawText(spot, edge_of(backwards), f"+{more}")

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setBrush(colour("hover" if self.underMouse() else "surface"))
        focus = self.hasFocus()
        painter.setPen(QPen(colour("focus" if focus else "line"), 2 if focus else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
