"""Empty is a place too: what this page is for, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XL, L, M, S
from ui.widgets.button import Button
from ui.widgets.text import Text


class _Emblem(QWidget):
    """The icon in a soft round."""

    def __init__(self, name: str, tint: str, ground: str) -> None:
        super().__init__()
        self._told = (name, tint, ground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * 3.4)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        name, tint, ground = self._told
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawEllipse(QRectF(self.rect()))
        inset = self.width() * 0.28
        paint_icon(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), name, tint)


class EmptyState(QWidget):
    """Centred: an icon, one sentence, a line of help, buttons for the first step."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        help_text: str = "",
        *,
        calm: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`calm` is for good news, such as no open incidents."""
        super().__init__(parent)
        tint, ground = ("good_text", "good_soft") if calm else ("accent_text", "accent_soft")
        self._build(_Emblem(icon_name, tint, ground), sentence, help_text)
        self.setAccessibleName(sentence)

    def _build(self, emblem: QWidget, sentence: str, help_text: str) -> None:
        self._sentence = Text(sentence, "heading", wrap=True)
        self._help = Text(help_text, "muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(S)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, XL)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(emblem, 0, centre)
        layout.addSpacing(L)
        for label in (self._sentence, self._help):
            label.setAlignment(centre)
            label.setMaximumWidth(fonts.em() * 26)
            layout.addWidget(_centred(label))
            layout.addSpacing(S)
        layout.addSpacing(M)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._buttons)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)
        self._help.setVisible(bool(help_text))

    def tell(self, sentence: str, help_text: str = "") -> None:
        """Other words, such as `Nothing matches the filter`."""
        self._sentence.setText(sentence)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.setAccessibleName(sentence)

    def add_action(
        self, text: str, on_click: Callable[[], object], kind: str = "plain", icon_name: str = ""
    ) -> Button:
        """A button for the first step; make the likeliest one `primary`."""
        button = Button(text, kind, icon_name=icon_name, on_click=on_click)
        self._buttons.addWidget(button)
        return button


def _centred(label: QWidget) -> QWidget:
    """`label` in the middle of a row, as wide as it may be (a wrapped label has no good hint)."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(label, 1000)
    row.addStretch(1)
    return box
