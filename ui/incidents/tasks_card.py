"""What is to be done: add, tick, give to somebody."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.incidents.face_button import FaceButton
from ui.incidents.seat import Seat
from ui.theme import fonts
from ui.theme.space import XS, S
from ui.tickets.line import TicketLine
from ui.tickets.reads import Ticketing, ticketing
from ui.tickets.verbs import TicketVerbs
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.field import LineField
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import clear, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.incident_row import TaskRow
    from ui.incidents.reads import Seen


class TasksCard(Card):
    """`added` carries an incident and a title; `clear_field` is called by the owner once it is
    stored. What is typed for one incident waits there while another is looked at. `failed` carries
    what went wrong with a ticket."""

    added = Signal(int, str)
    failed = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Tasks"))
        self.setAccessibleName(self.tr("Tasks"))
        self._seat = seat
        self._shown: tuple[TaskRow, ...] | None = None
        self._number = 0
        self._typed: dict[int, str] = {}
        self._known = Ticketing()
        self.verbs = TicketVerbs(seat.bridge, self)
        self.verbs.done.connect(self._ticketed)
        self.verbs.failed.connect(self.failed)
        self._build()

    def _build(self) -> None:
        self._rows = QVBoxLayout()
        self._rows.setSpacing(XS)
        self.field = LineField(self.tr("Add a task"), "plus")
        self.field.setAccessibleName(self.tr("Add a task"))
        self.field.setProperty("look", "sunken")
        self.field.returnPressed.connect(self._add)
        self._error = Text(look="error", wrap=True)
        self._error.hide()
        self.add(self._rows)
        self.add(self.field)
        self.add(self._error)

    def show_seen(self, seen: "Seen") -> None:
        """The tasks; the rows are made anew only when something changed."""
        tasks, number = seen.detail.tasks, seen.detail.row.number
        if number != self._number:
            if self.field.text().strip():
                self._typed[self._number] = self.field.text()
            self.field.setText(self._typed.pop(number, ""))
            self.complain("")
            self._number, self._known, self._shown = number, Ticketing(), None
        if tasks != self._shown:
            self._shown = tasks
            self._fill()
        if tasks:
            answer = partial(self._know, number)
            read = partial(ticketing, number=number)
            self._seat.bridge.read(read, answer, key=(id(self), "tickets"))

    def _know(self, number: int, found: Ticketing) -> None:
        if number == self._number and found != self._known:
            self._known = found
            self._fill()

    def _fill(self) -> None:
        tasks = self._shown or ()
        clear(self._rows)
        for task in tasks:
            self._rows.addLayout(self._row(task))
            for ticket in self._known.tickets.get(task.id, ()):
                known = TicketLine(ticket, self.verbs, titled=False)
                self._rows.addLayout(row(round(fonts.em() * 1.6), known, gap=0))
        done = sum(task.done_at is not None for task in tasks)
        words = self.tr("%1 of %2 done").replace("%1", str(done)).replace("%2", str(len(tasks)))
        self.section.set_hint(words if tasks else "")

    def clear_field(self, number: int, title: str) -> None:
        """What was added to an incident is stored."""
        if number != self._number:
            if _bare(self._typed.get(number, "")) == title:
                del self._typed[number]
            return
        if _bare(self.field.text()) == title:
            self.field.clear()
        self.complain("")

    def complain(self, sentence: str) -> None:
        """Beside the field."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _row(self, task: "TaskRow") -> QHBoxLayout:
        box = Check()
        box.setChecked(task.done_at is not None)
        box.setAccessibleName(task.title)
        box.toggled.connect(partial(self._seat.acts.tick_task, task.id))
        words = Text(task.title, "muted" if task.done_at else "body", wrap=True)
        words.setBuddy(box)
        line = QHBoxLayout()
        line.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(box, 0, top)
        line.addWidget(words, 1)
        face = self._seat.faces.face(task.owner) if task.owner else None
        line.addSpacing(S)
        if self._known.trackers:
            line.addWidget(self._more(task), 0, top)
        give = FaceButton(face, self.tr("Give “%1” to…").replace("%1", task.title))
        give.clicked.connect(partial(self._choose, give, task))
        line.addWidget(give, 0, top)
        return line

    def _more(self, task: "TaskRow") -> IconButton:
        more = IconButton("ellipsis", self.tr("More for “%1”").replace("%1", task.title))
        more.clicked.connect(partial(self._offer, more, task.id))
        return more

    def _offer(self, anchor: QWidget, task: int, _on: bool = False) -> None:
        menu = self.menu(task)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def menu(self, task: int) -> Menu:
        """What can be done with one, where a tracker is set up."""
        menu, places = Menu(parent=self), self._known.trackers
        make = self.tr("Make a ticket")
        for each in places:
            words = make if len(places) == 1 else f"{make}: {each.name} ({each.project})"
            menu.add(words, partial(self.want_ticket, task, each.id), "plus")
        return menu

    def want_ticket(self, task: int, tracker: int) -> None:
        """An engine makes one of this task."""
        from app.operations.ticket import About

        self.verbs.want(tracker, About(task=task))

    def _ticketed(self, _linked: bool) -> None:
        self.complain("")

    def _choose(self, anchor: QWidget, task: "TaskRow", _on: bool = False) -> None:
        choices = [Choice(i, f.title, f.name, f) for i, f in self._seat.faces.people]
        popup = ChoicePopup(self)
        popup.picked.connect(partial(self._give, task))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(anchor, [*choices, Choice(None, self.tr("Nobody"), icon="x")], task.owner_id)

    def _give(self, task: "TaskRow", choice: Choice) -> None:
        to = int(str(choice.key)) if choice.key is not None else None
        seen = frozenset([task.owner_id] if task.owner_id is not None else [])
        self._seat.acts.give_task(task.id, to, seen)

    def _add(self) -> None:
        title = _bare(self.field.text())
        if title:
            self.added.emit(self._number, title)


def _bare(typed: str) -> str:
    """As it is stored."""
    return " ".join(typed.split())
