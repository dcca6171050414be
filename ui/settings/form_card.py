"""What an incident's form asks for: categories, fields of the team's own, reasons, and where people
talk. Reads for itself; what is typed outlives news."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.settings.form_entries import CategoryEntry, FieldEntry
from ui.theme.space import XL, XS, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.field import Field, LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.actor import Actor
    from app.domain.incident_form import IncidentForm
    from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
    from app.store import Store

    Said = tuple[
        tuple[tuple[str, CategorySpec], ...], tuple[tuple[str, FieldSpec], ...], RespondingSpec
    ]

WHY = ("severity", "stage", "resolve", "decline", "reopen", "merge", "snooze")


def reason_word(what: str) -> str:
    """What wants a reason, as people say it."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("Settings", words)

    return {
        "severity": tr("Another severity"),
        "stage": tr("Another stage"),
        "resolve": tr("Resolving"),
        "decline": tr("Declining"),
        "reopen": tr("Reopening"),
        "merge": tr("Merging"),
        "snooze": tr("Snoozing"),
    }[what]


class FormCard(Card):
    """One button saves all of it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Declaring and responding"))
        self.setAccessibleName(self.tr("Declaring and responding"))
        self._bridge = bridge
        self._stored: IncidentForm | None = None
        self.categories: list[CategoryEntry] = []
        self.fields: list[FieldEntry] = []
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)
        self.ask()

    def _build(self) -> None:
        self.keeper = Keeper(self._bridge, "settings", self._said, self._put, self)
        self._news = QVBoxLayout()
        self.add(self._news)
        self._category_rows, self._field_rows = QVBoxLayout(), QVBoxLayout()
        for rows in (self._category_rows, self._field_rows):
            rows.setSpacing(XS)
        more = Button(self.tr("Add a category"), "link", icon_name="plus")
        more.clicked.connect(self.add_category)
        another = Button(self.tr("Add a field"), "link", icon_name="plus")
        another.clicked.connect(self.add_field)
        self.add(column(Text(self.tr("Categories"), "strong"), self._category_rows,
                        row(more, STRETCH), gap=XS))  # fmt: skip
        self.add(Line())
        self._no_fields = Text(
            self.tr("What only your team asks for: a ticket, a plan, an account manager."),
            "muted", wrap=True,
        )  # fmt: skip
        self.add(column(Text(self.tr("Fields of your own"), "strong"), self._no_fields,
                        self._field_rows, row(another, STRETCH), gap=XS))  # fmt: skip
        self.add(Line())
        self._build_why()
        self.bridge_field = LineField("https://meet.jit.si/")
        self.bridge_field.textEdited.connect(self._typed)
        self._talk = Field(self.tr("Where you talk"), self.bridge_field, self.tr(
            "A room of its own is made for each incident behind an address that ends with a slash; "
            "any other address is your one room. Empty: no room."
        ))  # fmt: skip
        self.add(self._talk)
        self._error = Text(look="error", wrap=True)
        self._error.hide()
        self.add(self._error)
        self.save = Button(self.tr("Save"), on_click=self.keep)
        self.save.setAccessibleName(self.tr("Save what the form asks for"))
        self.told = Text(look="good")
        self.undo = Button(self.tr("Leave it as it was"), "link", on_click=self.leave)
        self.add(row(self.save, self.told, self.undo, STRETCH))

    def _build_why(self) -> None:
        box = QWidget()
        flow = FlowLayout(box)
        self.reasons: dict[str, Chip] = {}
        for what in WHY:
            chip = self.reasons[what] = Chip(reason_word(what))
            chip.toggled.connect(self._typed)
            flow.addWidget(chip)
        words = self.tr("Ask for a reason at a desk; who answers a page is never asked.")
        self.add(column(Text(self.tr("Reasons"), "strong"), Text(words, "small", wrap=True), box,
                        gap=S))  # fmt: skip

    def ask(self) -> None:
        """Read what is stored."""
        if self._bridge.post is not None:
            self._bridge.read(_form, self.show_form, key=(id(self), "form"))

    def show_form(self, form: "IncidentForm") -> None:
        """As it is stored; what is typed stays."""
        typed = self._stored is not None and self.save.isEnabled()
        self._stored = form
        if not typed:
            self._fill(form)
        self._compare()

    def add_category(self, _on: bool = False) -> None:
        """One more, to be named."""
        from app.domain.workspace import CategorySpec

        self._category(CategorySpec("")).name.setFocus()
        self._typed()

    def add_field(self, _on: bool = False) -> None:
        """One more, to be named."""
        from app.domain.workspace import FieldSpec

        self._field(FieldSpec("")).name.setFocus()
        self._typed()

    def leave(self) -> None:
        """What is stored again."""
        self.keeper.forget()
        if self._stored is not None:
            self._fill(self._stored)
        self.complain("")
        self._compare()

    def keep(self) -> None:
        """What the button does."""
        self.complain("")
        if self._stored is None:
            return
        renamed = {e.was: e.spec().name for e in self.categories if e.was}
        fields = {e.was: e.spec().name for e in self.fields if e.was}
        act = partial(
            _keep,
            categories=self._categories_said(),
            renamed=renamed,
            fields=self._fields_said(),
            renamed_fields=fields,
            responding=self._responding(),
            stored=self._stored,
            by=self._bridge.actor(),
        )
        self._bridge.write(act, self._kept, self._refused)

    def complain(self, sentence: str) -> None:
        """Above the button."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _kept(self, form: "IncidentForm") -> None:
        self._stored = form
        self.keeper.forget()
        self._fill(form)
        self._compare()
        self.told.setText(self.tr("Saved."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault):
            self.complain(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _fill(self, form: "IncidentForm") -> None:
        clear(self._news)
        self.keeper.end()
        categories = tuple((each.name, each) for each in form.categories)
        fields = tuple((each.name, each) for each in form.fields)
        self._put((categories, fields, form.responding))
        kept = self.keeper.begin("form")
        if kept:
            bar = Bar("", kept, "warn")
            bar.add_action(self.tr("Discard"), self.leave)
            self._news.addWidget(bar)

    def _said(self) -> "Said":
        """What stands here, each beside the name it is stored under."""
        categories = tuple((each.was, each.spec()) for each in self.categories)
        fields = tuple((each.was, each.spec()) for each in self.fields)
        return categories, fields, self._responding()

    def _put(self, said: "Said") -> None:
        categories, fields, responding = said
        clear(self._category_rows)
        clear(self._field_rows)
        self.categories, self.fields = [], []
        for was, category in categories:
            self._category(category).was = was
        for was, field in fields:
            self._field(field).was = was
        for what, chip in self.reasons.items():
            chip.blockSignals(True)
            chip.setChecked(what in responding.why)
            chip.blockSignals(False)
        self.bridge_field.setText(responding.bridge)

    def _category(self, spec: "CategorySpec") -> CategoryEntry:
        entry = CategoryEntry(spec)
        entry.changed.connect(self._typed)
        entry.dropped.connect(partial(self._drop, self.categories, entry))
        self.categories.append(entry)
        self._category_rows.addWidget(entry)
        return entry

    def _field(self, spec: "FieldSpec") -> FieldEntry:
        entry = FieldEntry(spec)
        entry.changed.connect(self._typed)
        entry.dropped.connect(partial(self._drop, self.fields, entry))
        self.fields.append(entry)
        self._field_rows.addWidget(entry)
        return entry

    def _drop(self, entries: "list[Any]", entry: QWidget) -> None:
        entries.remove(entry)
        entry.hide()
        entry.deleteLater()
        self._typed()

    def _categories_said(self) -> "tuple[CategorySpec, ...]":
        return tuple(each.spec() for each in self.categories)

    def _fields_said(self) -> "tuple[FieldSpec, ...]":
        return tuple(each.spec() for each in self.fields)

    def _responding(self) -> "RespondingSpec":
        from app.domain.workspace import RespondingSpec

        why = tuple(what for what, chip in self.reasons.items() if chip.isChecked())
        return RespondingSpec(self.bridge_field.text().strip(), why)

    def _typed(self, *_told: object) -> None:
        self.told.setText("")
        self._compare()

    def _compare(self) -> None:
        """Whether there is anything to save."""
        self.keeper.note()
        self._no_fields.setVisible(not self.fields)
        stored = self._stored
        same = stored is not None and (
            self._categories_said() == tuple(stored.categories)
            and self._fields_said() == stored.fields
            and self._responding() == _in_order(stored.responding)
        )
        self.save.setEnabled(stored is not None and not same)
        self.undo.setVisible(stored is not None and not same)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("setting"):
            self.ask()


def _in_order(said: "RespondingSpec") -> "RespondingSpec":
    from dataclasses import replace

    return replace(said, why=tuple(what for what in WHY if what in said.why))


def _form(store: "Store") -> "IncidentForm":
    from app.queries.incident_form import incident_form

    return incident_form(store)


def _keep(
    store: "Store",
    categories: "tuple[CategorySpec, ...]",
    renamed: dict[str, str],
    fields: "tuple[FieldSpec, ...]",
    renamed_fields: dict[str, str],
    responding: "RespondingSpec",
    stored: "IncidentForm",
    by: "Actor",
) -> "IncidentForm":
    from app.operations import incident_form as operations

    operations.save_form(
        store, by, stored,
        categories=categories, renamed=renamed,
        fields=fields, renamed_fields=renamed_fields, responding=responding,
    )  # fmt: skip
    return _form(store)
