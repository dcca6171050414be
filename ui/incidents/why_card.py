"""Why was I paged, and why was I not: the delivery log in words, for anybody of the team."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.incidents.seat import Seat
from ui.language.target import asked_words
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.picker import Picker
from ui.widgets.rows import clear
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.why import Why
    from app.store import Store
    from ui.incidents.reads import Seen


def answer(store: "Store", number: int, person: int, zone: str) -> "Why":
    """Runs on a reader."""
    from app.queries.why import why

    return why(store, number, person, zone)[0]


class WhyCard(Card):
    """Asks only when somebody wants to know, and again when the incident goes on."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Why?"))
        self.setAccessibleName(self.tr("Why somebody was paged, or was not"))
        self._seat = seat
        self._number = 0
        self.ask = Button(self.tr("Why was I paged?"), "link", on_click=self._open).give_way()
        self.who = Picker(self.tr("Choose a person"))
        self.who.setAccessibleName(self.tr("Person"))
        self.who.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.add(self.ask)
        self.add(self.who)
        self.add(self._lines)
        self.who.chosen.connect(self._ask)
        seat.faces.changed.connect(self._offer)
        self._offer()

    def show_seen(self, seen: "Seen") -> None:
        """Another incident is asked about anew."""
        number, me = seen.detail.row.number, self._seat.me
        paged = {page.person for page in seen.detail.pages}
        words = self.tr("Why was I paged?") if me in paged else self.tr("Why was I not paged?")
        self.ask.setText(words if me else self.tr("Why was somebody paged?"))
        self.show()
        if number != self._number:
            self._number = number
            self._close()
        elif self.who.isVisibleTo(self):
            self._ask()

    # inside

    def _offer(self) -> None:
        people = self._seat.faces.people
        self.who.set_choices([Choice(ident, face.title) for ident, face in people])

    def _open(self) -> None:
        self.ask.hide()
        self.who.show()
        if self._seat.me_id is not None:
            self.who.set_value(self._seat.me_id)
        self._ask()

    def _close(self) -> None:
        clear(self._lines)
        self.who.hide()
        self.ask.show()

    def _ask(self) -> None:
        person = self.who.value()
        if isinstance(person, int):
            read = partial(answer, number=self._number, person=person, zone=here())
            self._seat.bridge.read(read, self._show, key=(id(self), "why"))

    def _show(self, found: "Why") -> None:
        clear(self._lines)
        lead = self.tr("%1 was paged.") if found.paged else self.tr("%1 was not paged.")
        name = found.full_name or found.name
        self._lines.addWidget(Text(lead.replace("%1", name), "strong", wrap=True))
        for sentence in found.sentences:
            words = asked_words(sentence)
            self._lines.addWidget(Text(words, "small", wrap=True, selectable=True))


def here() -> str:
    """The zone of this machine, by its IANA name."""
    found = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return found or "UTC"
