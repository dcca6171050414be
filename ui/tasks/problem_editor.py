"""One problem: its cause, its work-around, the incidents it was behind, and its tickets."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_learn import ProblemState
from ui.bridge import Bridge
from ui.language.category import category_word
from ui.tasks import reads, writes
from ui.tasks.editing import Editor
from ui.tasks.words import Words
from ui.theme.space import S
from ui.tickets.section import TicketsSection
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Section
from ui.widgets.choices import Choice
from ui.widgets.field import LineField, TextField
from ui.widgets.menu import DropDown
from ui.widgets.picker import PersonPicker, Picker
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import clear, row
from ui.widgets.text import ElidedLabel, Line, Text
from ui.widgets.when import day_text, moment_text

if TYPE_CHECKING:
    from app.queries.incident_row import IncidentRow
    from app.queries.problem import ProblemDetail, ProblemRow
    from ui.tasks.reads import Gathered


class ProblemEditor(Editor):
    """`incident_wanted` carries a number."""

    incident_wanted = Signal(int)
    removed = Signal()
    kind = "problem"

    def __init__(self, bridge: Bridge, words: Words, parent: QWidget | None = None) -> None:
        self.words = words
        self._found: Gathered | None = None
        self._detail: ProblemDetail | None = None
        super().__init__(bridge, parent)

    def build(self) -> None:
        self.line = LineField(self.tr("What is wrong underneath"))
        self.way = TextField(self.tr("What helps until it is fixed; shown beside the next "
                                     "incident like these"), 3, 12)  # fmt: skip
        self.cause = TextField(self.tr("What is known of why it happens"), 3, 12)
        self.state, self.owner = DropDown(), PersonPicker(self.tr("Nobody yet"), clearable=True)
        self.state.fill([(each, self.words.problem(each)) for each in ProblemState])
        self.service = Picker(self.tr("Any service"), clearable=True)
        self.category = Picker(self.tr("Any category"), clearable=True)
        form = self.form
        form.add("title", self.tr("Problem"), self.line)
        form.add("workaround", self.tr("Work-around"), self.way, optional=True)
        form.add("cause", self.tr("Cause"), self.cause, optional=True)
        form.add("state", self.tr("State"), self.state)
        form.add("owner", self.tr("Owner"), self.owner, optional=True)
        form.beside("state", "owner")
        form.add("service", self.tr("Service"), self.service, optional=True)
        form.add("category", self.tr("Category"), self.category, optional=True)
        form.beside("service", "category")
        self.incidents = Section(self.tr("Incidents"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.incidents.add(self._lines)
        self.tickets = TicketsSection(self._bridge)
        self.below = [Line(), self.incidents, Line(), self.tickets]
        for part in self.below:
            self.sheet.add(part)
        self.line.textEdited.connect(self.typed)
        for text in (self.way, self.cause):
            text.textChanged.connect(self.typed)
        self.state.currentIndexChanged.connect(self.typed)
        for picker in (self.owner, self.service, self.category):
            picker.chosen.connect(self.typed)

    def fill_foot(self) -> None:
        self.drop = Button(self.tr("Remove"), "quiet", icon_name="trash-2", on_click=self._ask)
        self.foot.addWidget(self.drop)

    def offer(self, found: "Gathered") -> None:
        """What the fields can choose from."""
        self._found = found
        people = [(p.id, self.words.faces[p.name]) for p in found.people if p.active]
        self.owner.set_people(people)
        self.service.set_choices([Choice(each.id, each.name) for each in found.services])
        self.category.set_choices([Choice(each, category_word(each)) for each in found.categories])

    def begin(self) -> None:
        """A new one."""
        self.open(None)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def stored(self, row: "ProblemRow | None") -> tuple[object, ...]:
        if row is None:
            return "", "", "", ProblemState.OPEN, None, None, None
        return (row.title, row.workaround, row.cause, row.state, row.owner_id, row.service_id,
                row.category)  # fmt: skip

    def said(self) -> tuple[object, ...]:
        return (
            self.line.text().strip(), self.way.text(), self.cause.text(), self.state.value(),
            self.owner.value(), self.service.value(), self.category.value(),
        )  # fmt: skip

    def put(self, said: tuple[object, ...]) -> None:
        title, way, cause, state, owner, service, category = said
        self.blockSignals(True)
        self.line.setText(str(title))
        self.way.setPlainText(str(way))
        self.cause.setPlainText(str(cause))
        self.state.set_value(state)
        self.owner.set_value(owner)
        self.service.set_value(service)
        self.category.set_value(category)
        self.blockSignals(False)

    def store(self) -> "Callable[[Any], object] | None":
        from app.operations.problem import Wanted

        title, way, cause, state, owner, service, category = self.said()
        said = Wanted(
            str(title), str(cause), str(way),
            int(str(service)) if service is not None else None,
            str(category) if category is not None else None,
            int(str(owner)) if owner is not None else None,
            ProblemState(str(state)),
        )  # fmt: skip
        ident, seen = (self.row.id, self.row.version) if self.row is not None else (None, None)
        return partial(writes.save_problem, said=said, by=self._bridge.actor(), ident=ident,
                       seen=seen)  # fmt: skip

    def refresh(self) -> None:
        row = self.row
        self.title.setText(f"{row.shown}  {row.title}" if row else self.tr("New problem"))
        self.setAccessibleName(self.title.text())
        self.drop.setVisible(row is not None)
        self.under.setVisible(row is not None)
        for part in self.below:
            part.setVisible(row is not None)
        if row is None:
            return
        when = moment_text(row.changed_at, self.words.now)
        words = self.tr("changed by %1, %2").replace("%1", row.changed_by)
        self.under.setText(words.replace("%2", when))
        if self._detail is None or self._detail.row != row:
            question = partial(reads.problem, ident=row.id)
            self._bridge.read(question, self._show, key=(id(self), "problem"))

    def _show(self, found: "ProblemDetail | None") -> None:
        from app.operations.ticket import About

        if found is None or self.row is None or found.row.id != self.row.id:
            return
        self._detail = found
        clear(self._lines)
        for each in found.incidents:
            self._lines.addLayout(self._line(each))
        if not found.incidents:
            words = self.tr("None yet. Open an incident and choose this problem beside it.")
            self._lines.addWidget(Text(words, "muted", wrap=True))
        trackers = self._found.trackers if self._found else ()
        self.tickets.show_tickets(About(problem=self.row.id), found.tickets, trackers)

    def _line(self, each: "IncidentRow") -> Any:
        name = ElidedLabel(f"#{each.number}  {each.title}")
        when = Text(day_text(each.created_at, self.words.now), "small")
        show = IconButton("arrow-right", self.tr("Show #%1").replace("%1", str(each.number)))
        show.clicked.connect(partial(self._visit, each.number))
        away = IconButton("x", self.tr("Not of this problem: #%1").replace("%1", str(each.number)))
        away.clicked.connect(partial(self._unlink, each.number))
        line = row(SeverityPill(each.severity.value), name, when, show, away)
        line.setStretch(1, 1)
        return line

    def _visit(self, number: int, _on: bool = False) -> None:
        self.incident_wanted.emit(number)

    def _unlink(self, number: int, _on: bool = False) -> None:
        act = partial(writes.unlink, number=number, by=self._bridge.actor())
        self._bridge.write(act, None, self.fail)

    def _ask(self) -> None:
        lead = self.tr("Remove this problem? Its incidents stay, and are of no problem then.")
        self.tell(lead).add_action(self.tr("Remove"), self._remove, "danger")

    def _remove(self) -> None:
        if self.row is not None:
            act = partial(writes.remove_problem, ident=self.row.id, by=self._bridge.actor())
            self._bridge.write(act, self._gone, self.fail)

    def _gone(self, _: object) -> None:
        self.keeper.forget()
        self.open(None)
        self.removed.emit()
