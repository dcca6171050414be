"""One follow-up: what, until when, whose, how it stands, and its tickets."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.kinds_learn import Priority, TaskKind, TaskState
from ui.bridge import Bridge
from ui.language.times import day_written
from ui.tasks import writes
from ui.tasks.editing import Editor
from ui.tasks.words import Words
from ui.tickets.section import TicketsSection
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.clock import DateField
from ui.widgets.field import LineField, TextField
from ui.widgets.menu import DropDown
from ui.widgets.picker import PersonPicker, Picker
from ui.widgets.text import Line
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.operations.followup import Wanted
    from app.queries.followup import FollowupRow
    from ui.tasks.reads import Listed

EVENING = time(17)


class FollowupEditor(Editor):
    """`incident_wanted` carries a number."""

    incident_wanted = Signal(int)
    kind = "follow-up"

    def __init__(self, bridge: Bridge, words: Words, parent: QWidget | None = None) -> None:
        self.words = words
        self._listed: Listed | None = None
        super().__init__(bridge, parent)

    def build(self) -> None:
        self.line = LineField(self.tr("What is to be done"))
        self.text = TextField(self.tr("More about it; Markdown is fine"), 3, 12)
        self.owner = PersonPicker(self.tr("Nobody yet"), clearable=True)
        self.due = DateField(self.tr("by its severity"))
        self.priority, self.state = DropDown(), DropDown()
        self.priority.fill([(each, self.words.priority(each)) for each in Priority])
        self.state.fill([(each, self.words.state(each)) for each in TaskState])
        self.incident = Picker(self.tr("Which incident is it of?"))
        form = self.form
        form.add("incident", self.tr("Incident"), self.incident)
        form.add("title", self.tr("What"), self.line)
        form.add("owner", self.tr("Owner"), self.owner, optional=True)
        form.add("due", self.tr("Due"), self.due, optional=True)
        form.beside("owner", "due")
        form.add("priority", self.tr("Priority"), self.priority)
        form.add("state", self.tr("State"), self.state)
        form.beside("priority", "state")
        form.add("text", self.tr("Details"), self.text, optional=True)
        self.hair = Line()
        self.tickets = TicketsSection(self._bridge)
        self.sheet.add(self.hair)
        self.sheet.add(self.tickets)
        self.line.textEdited.connect(self.typed)
        self.text.textChanged.connect(self.typed)
        self.due.changed.connect(self.typed)
        self.priority.currentIndexChanged.connect(self.typed)
        self.state.currentIndexChanged.connect(self.typed)
        self.owner.chosen.connect(self.typed)
        self.incident.chosen.connect(self.typed)

    def fill_foot(self) -> None:
        self.visit = Button(self.tr("Show the incident"), "quiet", icon_name="siren",
                            on_click=self._visit).give_way()  # fmt: skip
        self.keep_it = Button(self.tr("Keep as follow-up"), on_click=self._keep).give_way()
        self.foot.addWidget(self.visit)
        self.foot.addWidget(self.keep_it)

    def offer(self, listed: "Listed") -> None:
        """What the fields can choose from."""
        self._listed = listed
        people = [(p.id, self.words.faces[p.name]) for p in listed.people if p.active]
        self.owner.set_people(people)
        self.incident.set_choices(
            [Choice(number, f"#{number}  {title}") for number, title in listed.incidents]
        )

    def begin(self) -> None:
        """A new one."""
        self.open(None)
        self.incident.setFocus(Qt.FocusReason.OtherFocusReason)

    def stored(self, row: "FollowupRow | None") -> tuple[object, ...]:
        if row is None:
            return None, "", "", None, None, Priority.NORMAL, TaskState.OPEN
        day = row.due_at.astimezone().date() if row.due_at else None
        return row.number, row.title, row.text, row.owner_id, day, row.priority, row.state

    def said(self) -> tuple[object, ...]:
        return (
            self.incident.value(), self.line.text().strip(), self.text.text(), self.owner.value(),
            self.due.value() if self.due.valid() else self.due.text(),
            self.priority.value(), self.state.value(),
        )  # fmt: skip

    def put(self, said: tuple[object, ...]) -> None:
        number, title, text, owner, day, priority, state = said
        self.blockSignals(True)
        self.incident.set_value(number)
        self.line.setText(str(title))
        self.text.setPlainText(str(text))
        self.owner.set_value(owner)
        self.due.setText(day_written(day) if isinstance(day, date) else str(day or ""))
        self.priority.set_value(priority)
        self.state.set_value(state)
        self.blockSignals(False)

    def store(self) -> "Callable[[Any], object] | None":
        wanted = self._wanted()
        if wanted is None:
            return None
        by = self._bridge.actor()
        number = self.incident.value()
        if self.row is None and number is None:
            self.form.show_errors({"incident": self.tr("Which incident is it of?")})
            return None
        if self.row is None:
            return partial(writes.add, number=int(str(number)), said=wanted, by=by)
        to, row = TaskState(str(self.state.value())), self.row
        return partial(writes.save, ident=row.id, said=wanted, to=to, by=by, seen=row.version)

    def refresh(self) -> None:
        from app.operations.ticket import About

        row = self.row
        self.title.setText(row.title if row else self.tr("New follow-up"))
        self.setAccessibleName(self.title.text())
        self.form.fields["incident"].setVisible(row is None)
        self.form.fields["state"].setVisible(row is not None)
        self.visit.setVisible(row is not None)
        self.keep_it.setVisible(row is not None and row.kind is TaskKind.TASK)
        self.under.setVisible(row is not None)
        for part in (self.hair, self.tickets):
            part.setVisible(row is not None)
        if row is None:
            return
        said = self.tr("#%1 %2").replace("%1", str(row.number)).replace("%2", row.incident)
        if row.created_by and row.created_at:
            when = moment_text(row.created_at, self.words.now)
            by = self.tr("by %1, %2").replace("%1", row.created_by).replace("%2", when)
            said = f"{said} · {by}"
        self.under.setText(said)
        trackers = self._listed.trackers if self._listed else ()
        self.tickets.show_tickets(About(task=row.id), row.tickets, trackers)

    def _wanted(self) -> "Wanted | None":
        from app.operations.followup import Wanted

        if not self.due.valid():
            words = self.tr("This is no day; expected one such as 2026-11-23.")
            self.form.show_errors({"due": words})
            return None
        owner, priority = self.owner.value(), self.priority.value()
        return Wanted(
            self.line.text(),
            self.text.text(),
            int(str(owner)) if owner is not None else None,
            self._due(),
            Priority(str(priority)),
        )

    def _due(self) -> datetime | None:
        """The evening of the day, where this machine is; what was not changed stays."""
        day = self.due.value()
        kept = self.row.due_at if self.row is not None else None
        if kept is not None and kept.astimezone().date() == day:
            found: datetime = kept
            return found
        return datetime.combine(day, EVENING).astimezone() if day else None

    def _visit(self) -> None:
        if self.row is not None:
            self.incident_wanted.emit(self.row.number)

    def _keep(self) -> None:
        if self.row is not None:
            act = partial(writes.keep, ident=self.row.id, by=self._bridge.actor())
            self._bridge.write(act, None, self.fail)
