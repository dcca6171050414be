"""One ticket in a line: how it stands, what it is called, and what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_learn import TicketState
from ui.language.sentence import worded
from ui.tickets.verbs import TicketVerbs
from ui.widgets.button import IconButton
from ui.widgets.picture import Picture
from ui.widgets.rows import row
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.queries.ticket import TicketRow

SIGNS = {
    TicketState.TO_MAKE: ("clock", "muted"),
    TicketState.OPEN: ("circle-dot", "accent_text"),
    TicketState.CLOSED: ("circle-check", "good_text"),
    TicketState.FAILED: ("circle-x", "alarm_text"),
    TicketState.UNKNOWN: ("circle-help", "warn_text"),
    TicketState.GONE: ("circle-x", "muted"),
}
WRONG = (TicketState.FAILED, TicketState.UNKNOWN)


class TicketLine(QWidget):
    """`titled`: with the ticket's own title, where nothing around it says the same."""

    def __init__(
        self,
        ticket: "TicketRow",
        verbs: TicketVerbs,
        *,
        titled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ticket, self._verbs = ticket, verbs
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        named = f"{ticket.shown}  {ticket.title}" if titled else ticket.shown
        sign, ink = SIGNS[ticket.state]
        head = row(Picture(sign, ink), ElidedLabel(named, "strong"), *self._acts())
        head.setStretch(1, 1)
        layout.addLayout(head)
        look = "error" if ticket.state in WRONG else "small"
        said = " · ".join(filter(None, [worded(ticket.sentence), ticket.assignee]))
        layout.addWidget(Text(said, look, wrap=True))
        self.setAccessibleName(f"{named}: {said}")

    def _acts(self) -> list[QWidget]:
        ticket, acts = self._ticket, []
        if ticket.url:
            words = self.tr("Open %1 in the browser").replace("%1", ticket.shown)
            acts.append(self._icon("external-link", words, partial(_open, ticket.url)))
        if ticket.state in (*WRONG, TicketState.GONE):
            words = self.tr("Try %1 again").replace("%1", ticket.shown)
            acts.append(self._icon("rotate-ccw", words, self._again))
        words = self.tr("Do not follow %1 any more").replace("%1", ticket.shown)
        acts.append(self._icon("x", words, self._forget))
        return acts

    def _icon(self, name: str, words: str, act: Callable[..., None]) -> QWidget:
        made = IconButton(name, words)
        made.clicked.connect(act)
        return made

    def _again(self, _on: bool = False) -> None:
        self._verbs.again(self._ticket.id)

    def _forget(self, _on: bool = False) -> None:
        self._verbs.forget(self._ticket.id)


def _open(url: str, _on: bool = False) -> None:
    QDesktopServices.openUrl(QUrl(url))
