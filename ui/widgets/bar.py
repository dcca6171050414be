"""News as a bar, never as a dialog: somebody changed this, the database is gone, no engine runs."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.current import moves
from ui.theme.space import XS, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.picture import Picture
from ui.widgets.rows import set_margins
from ui.widgets.text import Text, set_flag

LEAST = 16  # ems that a sentence has beside buttons
LINES = 2  # of the rest of a sentence beside its beginning
_ICONS = {
    "info": ("info", "sev4_text"),
    "accent": ("pencil", "accent_text"),
    "good": ("circle-check", "good_text"),
    "warn": ("triangle-alert", "warn_text"),
    "alarm": ("siren", "alarm_text"),
}


ALONG, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Bar(QFrame):
    """A notice: info, accent, good, warn or alarm. `lead` is bold, `text` says the rest."""

    closed = Signal()

    def __init__(
        self,
        lead: str,
        text: str = "",
        mood: str = "info",
        *,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._build()
        self.tell(lead, text, mood)
        self._close.setVisible(closable)

    def _build(self) -> None:
        self._icon = Picture("info")
        self._lead, self._text = Text(look="strong"), Text(wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(S)
        self._close = IconButton("x", self.tr("Close"), on_click=self.leave)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(S)
        self._words.addWidget(self._lead)
        self._words.addWidget(self._text, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(S)
        self._body.addLayout(self._words, 1)
        self._body.addLayout(self._buttons)
        layout = self._line = QHBoxLayout(self)
        set_margins(layout, M, S, S, S)
        layout.setSpacing(S)
        layout.addWidget(self._icon)
        layout.addLayout(self._body, 1)
        layout.addSpacing(XS)
        layout.addWidget(self._close)

    def tell(self, lead: str, text: str = "", mood: str = "info") -> None:
        """Say something else in the same bar."""
        for label, words in ((self._lead, lead), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self._icon.show_icon(*_ICONS[mood])
        set_flag(self, "mood", mood)
        self.setAccessibleName(f"{lead} {text}".strip())
        self._fold()

    def add_action(
        self, text: str, on_click: Callable[[], object], kind: str = "plain", icon_name: str = ""
    ) -> Button:
        """A button in the bar."""
        button = Button(text, kind, icon_name=icon_name, on_click=on_click)
        self._buttons.addWidget(button)
        button.show()  # the layout would do so later, and what is hidden needs no room
        self._fold()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the buttons go below the sentence, and its rest below its beginning;
        where both were beside each other it would be a column of single words."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        edges = self._line.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self._icon.width() - S
        room -= XS + (0 if self._close.isHidden() else self._close.sizeHint().width() + S)
        lead, rest = (_length(each) for each in (self._lead, self._text))
        least = min(lead + (S + rest if lead and rest else rest), fonts.em() * LEAST)
        buttons = self._buttons.sizeHint().width()
        below = bool(buttons) and room - buttons - S < least
        if buttons and not below:
            room -= buttons + S
        beside = rest <= LINES * (room - lead - S) or not (lead and rest)
        self._body.setDirection(DOWN if below else ALONG)
        edge = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0)
        self._body.setAlignment(self._buttons, edge)
        self._words.setDirection(ALONG if beside else DOWN)
        self._words.setSpacing(S if beside else 0)
        self._lead.setWordWrap(lead > room)

    def enter(self) -> None:
        """Show the bar, sliding in where motion is allowed."""
        self.show()
        if moves() and self.isVisible():
            self._slide(0, self.sizeHint().height())

    def leave(self) -> None:
        """Take the bar away and tell so."""
        self.hide()
        self.closed.emit()

    def _slide(self, start: int, end: int) -> None:
        slide = QPropertyAnimation(self, b"maximumHeight", self)
        slide.setDuration(140)
        slide.setStartValue(start)
        slide.setEndValue(end)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.finished.connect(self._settle)
        slide.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)

    def _settle(self) -> None:
        self.setMaximumHeight(16_777_215)


def _length(words: Text) -> int:
    """In pixels, on one line."""
    text = words.text()
    words.ensurePolished()
    return words.fontMetrics().horizontalAdvance(text) + 2 if text else 0
