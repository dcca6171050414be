"""A fact that can be pressed to change it: calm words that light up under mouse and keys."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS
from ui.widgets.avatar import Avatar, Face
from ui.widgets.rows import set_margins
from ui.widgets.text import Text

OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)


class Value(QWidget):
    """`wanted` when it is pressed; empty values invite quietly."""

    wanted = Signal()
    heard_as = "Button"

    def __init__(self, label: str, invitation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._invitation = label, invitation
        self._avatar = Avatar(Face(""), 1.2)
        self._text = Text(wrap=True)
        layout = QHBoxLayout(self)
        set_margins(layout, XS, 1, round(fonts.em() * 1.1), 1)
        layout.setSpacing(XS + 2)
        layout.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self._avatar.hide()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.tell("")

    def tell(self, text: str, tip: str = "", face: Face | None = None) -> None:
        """Another value; an empty one shows the invitation."""
        self._text.setText(text or self._invitation or "–")
        self._text.set_look("body" if text else "muted")
        self.setToolTip(tip)
        self._avatar.setVisible(face is not None)
        if face is not None:
            self._avatar.show_face(face)
        self.setAccessibleName(f"{self._label}: {text or self.tr('none')}")

    @property
    def text(self) -> str:
        """What it shows."""
        return self._text.text()

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 4, super().minimumSizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENERS:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, _event: QEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("hover"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        side = fonts.em() * 0.75
        left = 3 if self.isRightToLeft() else self.width() - side - 3
        paint_icon(painter, QRectF(left, 3, side, side), "pencil", "muted")
