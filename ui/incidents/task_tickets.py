"""The tickets of an incident's tasks: seen as links below each, wanted from its menu."""

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLayout

from ui.language.sentence import worded
from ui.theme.space import XS
from ui.widgets.button import Button
from ui.widgets.rows import row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.ticket import TicketRow, TrackerRow
    from app.store import Store

FAILING = ("failed", "unknown", "gone")


class Ticketing(NamedTuple):
    """Where tickets can be made, and those that are there, by task."""

    trackers: "tuple[TrackerRow, ...]" = ()
    tickets: "dict[int, tuple[TicketRow, ...]]" = {}


def look(store: "Store", number: int) -> Ticketing:
    """Runs on a reader."""
    from app.queries.ticket import tickets, trackers

    found: defaultdict[int, tuple[TicketRow, ...]] = defaultdict(tuple)
    for each in tickets(store, number):
        if each.task_id is not None:
            found[each.task_id] += (each,)
    return Ticketing(tuple(trackers(store)), dict(found))


def ticket_line(ticket: "TicketRow") -> QLayout:
    """Its key, which leads to it, and how it stands."""
    look = "error" if ticket.state.value in FAILING else "small"
    said = worded(ticket.sentence)
    if not ticket.url:
        return row(Text(f"{ticket.shown}: {said}", look, wrap=True))
    line = row(_link(ticket), Text(said, look, wrap=True), gap=XS)
    line.setStretch(1, 1)
    return line


def place_words(place: "TrackerRow", *, alone: bool) -> str:
    """What the menu offers."""
    words = QCoreApplication.translate("TicketsSection", "Make a ticket")
    return words if alone else f"{words}: {place.name} ({place.project})"


def _link(ticket: "TicketRow") -> Button:
    made = Button(ticket.shown, "link")
    words = QCoreApplication.translate("TicketsSection", "Open %1 in the browser")
    made.setAccessibleName(words.replace("%1", ticket.shown))
    made.setToolTip(ticket.url)
    made.clicked.connect(partial(_open, ticket.url))
    return made


def _open(url: str, _on: bool = False) -> None:
    QDesktopServices.openUrl(QUrl(url))
