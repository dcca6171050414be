"""The three offers of the first start, side by side: look, begin, join."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.space import XL, L, M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import flow
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

SIDE_BY_SIDE = 46  # ems from which the three stand beside each other


class Offer(Card):
    """An icon, what it is, what it means, and the button."""

    def __init__(self, icon: str, title: str, words: str) -> None:
        super().__init__(padding=XL - 4, gap=S)
        self.setAccessibleName(title)
        self._buttons = flow()
        self.add(row(Picture(icon, "accent_text", 1.6), STRETCH))
        self.add(Text(title, "heading", wrap=True))
        self.add(Text(words, "muted", wrap=True))
        self.body.addStretch(1)
        self.body.addSpacing(M)
        self.add(self._buttons)

    def add_button(self, text: str, on_click: Callable[[], object], kind: str = "plain") -> Button:
        """The likeliest first."""
        made = Button(text, kind, on_click=on_click)
        self._buttons.addWidget(made)
        return made


class Offers(QWidget):
    """What somebody may want who opens Watchbill for the first time."""

    sample_wanted = Signal()
    begin_wanted = Signal()
    connect_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = Offer("eye", self.tr("Look around first"), self.tr(
            "A made-up team with a rota, incidents and pages, in a window of its own. Nothing is "
            "sent to anybody, and nothing of it stays."
        ))  # fmt: skip
        look.add_button(self.tr("Show the sample team"), self.sample_wanted.emit)
        begin = Offer("users", self.tr("Start my team"), self.tr(
            "Everything is kept in one file on this machine, and paging runs while Watchbill does. "
            "It can move to a server later."
        ))  # fmt: skip
        begin.add_button(self.tr("Add the first person"), self.begin_wanted.emit, "primary")
        join = Offer("database", self.tr("Join my team"), self.tr(
            "Connect to the PostgreSQL your team works on, or open the .watchbill file that a "
            "colleague sent you."
        ))  # fmt: skip
        join.add_button(self.tr("Connect…"), self.connect_wanted.emit)
        join.add_button(self.tr("Open a file…"), self.file_wanted.emit, "quiet")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(L)
        for offer in (look, begin, join):
            self._row.addWidget(offer, 1)

    def minimumSizeHint(self) -> QSize:
        """One below the other they need least; side by side they would never let a page shrink."""
        hints = [each.minimumSizeHint() for each in self.findChildren(Offer)]
        return QSize(max(hint.width() for hint in hints), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= fonts.em() * SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
