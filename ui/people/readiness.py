"""Who can be reached: every contact of everybody, when it was last proven, and what failed."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import worded
from ui.people.columns import face_of
from ui.tables.cells import face_cell
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.menu import Menu
from ui.widgets.rows import STRETCH, row
from ui.widgets.search import SearchField
from ui.widgets.text import Text
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.queries.readiness import ContactReady
    from app.store import Store

INKS = {"no contact": "alarm_text", "failing": "alarm_text", "never proven": "warn_text",
        "proven long ago": "warn_text", "proven": "good_text"}  # fmt: skip


class Found(NamedTuple):
    """What one look found, as of a moment."""

    now: datetime
    rows: "list[ContactReady]"


def look(store: "Store") -> Found:
    """Runs on a reader."""
    from app.queries.readiness import readiness

    return Found(store.now(), readiness(store))


def ask_test(store: "Store", contact: int) -> bool:
    """Runs on the writer."""
    from app.operations.proof import ask

    return ask(store, contact)


class Words(QObject):
    """Titles and values in the user's language; times as seen from `now`."""

    now: datetime

    def columns(self) -> tuple[Column, ...]:
        """Of the list."""
        return (
            Column("person", self.tr("Person"), lambda row: row.full_name or row.name, width=17,
                   paint=face_cell(face_of), tip=lambda row: row.name),
            Column("contact", self.tr("Contact"), self._contact, width=14),
            Column("state", self.tr("State"), self.state, width=15, order=_rank, ink=_ink,
                   strong=True),
            Column("proven", self.tr("Last proven"), lambda row: self.when(row.proven_at),
                   width=15, order=lambda row: row.proven_at),
            Column("sent", self.tr("Last page"), lambda row: self.when(row.sent_at), width=15,
                   order=lambda row: row.sent_at),
            Column("failure", self.tr("Last failure"), self._failure, width=24, stretch=True,
                   order=lambda row: row.failed_at, tip=self._failure),
            Column("weekly", self.tr("Every week"), self._weekly, width=10),
        )  # fmt: skip

    def state(self, row: Any) -> str:
        """How sure it is."""
        return {
            "no contact": self.tr("no contact"),
            "failing": self.tr("failing"),
            "never proven": self.tr("never proven"),
            "proven long ago": self.tr("proven long ago"),
            "proven": self.tr("proven"),
        }[row.state.value]

    def when(self, at: Any) -> str:
        """A day and a time."""
        return moment_text(at, self.now) if at is not None else self.tr("never")

    def _contact(self, row: Any) -> str:
        return f"{row.by} ({row.scheme})" if row.contact else "–"

    def _failure(self, row: Any) -> str:
        return f"{self.when(row.failed_at)} · {worded(row.failure)}" if row.failed_at else "–"

    def _weekly(self, row: Any) -> str:
        return self.tr("yes") if row.weekly else "–"


class ReadinessView(QWidget):
    """`opened` carries a person; `told` what a test came to."""

    opened = Signal(int)
    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._words = Words(self)
        self._words.now = datetime.now(UTC)
        self.search = SearchField(self.tr("Filter contacts"))
        self.search.setProperty("look", "sunken")
        self.sum = Text("", "muted")
        self.test = Button(self.tr("Send a test"), icon_name="send", on_click=self._test_chosen)
        self.test.setEnabled(False)
        self.table = RowTable(self._words.columns(), parent=self)
        self.view = TableView(self.table, "readiness")
        self._build()
        self.search.searched.connect(self.table.filter)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._open)

    def show_found(self, found: Found) -> None:
        """The worst first."""
        self._words.now, rows = found
        self.table.show(rows)
        proven = sum(each.state.value == "proven" for each in rows)
        lost = sum(each.state.value in ("no contact", "failing") for each in rows)
        words = self.tr("%1 of %2 contacts proven in the last 30 days.")
        told = words.replace("%1", str(proven)).replace("%2", str(len(rows)))
        if lost:
            told += " " + self.tr("%1 cannot be reached.").replace("%1", str(lost))
        self.sum.setText(told)
        self._whole.setCurrentIndex(0 if rows else 1)
        if not self.view.rows():  # so that the button has somebody to test
            self.view.choose_first()

    # inside

    def _build(self) -> None:
        self.view.setAccessibleName(self.tr("Who can be reached"))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.attach(self.search)
        self.view.fold(("weekly", "sent", "failure"))
        self.view.fill_menu_with(self._fill_menu)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(row(self.sum, STRETCH, self.test))
        column.addWidget(Panel(self.view), 1)
        empty = EmptyState(
            "bell-ring",
            self.tr("Nobody is here to be reached yet."),
            self.tr("Add a person with a contact, then prove here that messages arrive."),
        )
        self._whole = QStackedWidget()
        self._whole.addWidget(page)
        self._whole.addWidget(Panel(empty))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _choose(self, rows: list[Any]) -> None:
        self.test.setEnabled(bool(rows) and bool(rows[0].contact))

    def _open(self, chosen: Any) -> None:
        self.opened.emit(chosen.person)

    def _test_chosen(self) -> None:
        for each in self.view.rows():
            self._test(each)

    def _test(self, chosen: Any) -> None:
        if chosen.contact:
            who = chosen.full_name or chosen.name
            words = self.tr("A test goes to %1 by %2. Its link proves that it came.")
            told = words.replace("%1", who).replace("%2", chosen.by)
            self._bridge.write(partial(ask_test, contact=chosen.contact), partial(self._sent, told))

    def _sent(self, told: str, new: bool) -> None:
        self.told.emit(told if new else self.tr("A test is on its way already."))

    def _fill_menu(self, menu: Menu, rows: list[Any]) -> None:
        if rows and rows[0].contact:
            menu.add(self.tr("Send a test"), partial(self._test, rows[0]), icon_name="send")
        if rows:
            menu.add(self.tr("Edit this person"), partial(self._open, rows[0]))


def _rank(row: Any) -> int:
    return list(INKS).index(row.state.value)


def _ink(row: Any) -> str:
    return INKS[row.state.value]
