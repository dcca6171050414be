"""The incidents list: numbers first, rows when they are painted, fresh while it is seen."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSettings, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.incidents import reads
from ui.incidents.columns import columns
from ui.incidents.list_view import IncidentsView
from ui.incidents.reads import Listed, Wanted
from ui.incidents.seat import Seat
from ui.language.numbers import counted
from ui.tables.table import RowTable
from ui.theme.space import M, S
from ui.widgets.button import IconButton
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.menu import Menu
from ui.widgets.rows import row
from ui.widgets.search import SearchField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.changes import Changes

AROUND = 20  # rows above and below what is in sight that are read with it


class IncidentList(Panel):
    """`chosen` carries a number whenever the user goes to a row; `answered` each fresh `Listed`."""

    chosen = Signal(int)
    opened = Signal(int)
    answered = Signal(object)
    cleared = Signal()
    over_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._seat, self._bridge = seat, seat.bridge
        self.number = 0
        self.answers = 0  # how often the list was shown anew
        self.stage: QWidget = self  # what must be visible for the list to be kept up to date
        self._chips = Wanted()
        self._shown: Wanted | None = None
        self._asking = self._again = self._reading = False
        self._stale = True
        self._moving = False
        self._touched: set[int] | None = set()
        self.table = RowTable(columns(seat.now), _number, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchField(self.tr("Filter incidents"), delay_ms=0)
        self.search.setProperty("look", "sunken")
        self._sort = IconButton("sliders-horizontal", self.tr("Sort"))
        self._sort.setMenu(self._sort_menu())
        self.view = IncidentsView(self._seat, self.table)
        self.view.attach(self.search)
        self._count = Text(look="small")
        self._stack = QStackedLayout()
        for part in (self.view, self._empty_match(), self._empty_calm()):
            self._stack.addWidget(part)
        self.body.addLayout(row(self.search, self._sort, gap=S, margins=(S, S, S, S)))
        self.add_line()
        self.body.addLayout(self._stack, 1)
        self.body.addLayout(row(self._count, margins=(M, S, M, S)))

    def _connect(self) -> None:
        self.search.searched.connect(self.ask)
        self.table.rows_wanted.connect(self._want_rows)
        self.view.selectionModel().currentRowChanged.connect(self._go)
        self.view.opened.connect(self._open)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)
        self._seat.faces.changed.connect(self.view.viewport().update)
        self._seat.ages.moved.connect(self.view.viewport().update)

    # what is asked for

    def show_wanted(self, chips: Wanted) -> None:
        """Other chips."""
        self._chips = chips
        self.ask()

    @property
    def wanted(self) -> Wanted:
        """Chips, words and sort together."""
        return replace(self._chips, words=self.search.text().strip(), sort=self._sorted())

    def ask(self) -> None:
        """Ask now, or as soon as the question under way is answered: never two at a time."""
        if not self.stage.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        if self._asking:
            self._again = True
            return
        self._stale = False
        wanted = self.wanted
        self._read(wanted, quick=wanted != self._shown)

    def _read(self, wanted: Wanted, quick: bool) -> None:
        """Something else is painted as soon as its first numbers are there; the rest follows."""
        self._asking = True
        me = self._bridge.user_id
        question = partial(reads.listed, wanted=wanted, me=me, quick=quick)
        self._bridge.read(question, self._show, self._fail)

    def go_to(self, number: int) -> None:
        """Choose an incident; one the filter hides is shown at the right all the same."""
        self._moving = True
        if not self.view.choose(number):
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        self._moving = False
        self.number = number

    def step(self, by: int) -> None:
        """Go down or up, from wherever the focus is."""
        at = self.table.place(self.number)
        if 0 <= at + by < self.table.rowCount():
            self.view.selectRow(at + by)

    # what comes back

    def show_glimpse(self, listed: Listed) -> None:
        """What was read before the database was open; all of it is asked for again then."""
        if not self.answers:
            self._show(listed)
            self._touched = None

    def _show(self, listed: Listed) -> None:
        self._asking = False
        self._shown = listed.wanted
        self.answers += 1
        touched, self._touched = self._touched, set()
        self._moving = True
        self.table.fill(listed.rows)
        self.table.show_ids(listed.ids, touched)
        if self.view.currentIndex().row() != self.table.place(self.number):
            self.go_to(self.number)
        self._moving = False
        self._tell_state(listed)
        self.answered.emit(listed)
        if self._again:
            self._again = False
            self.ask()
        elif not listed.whole and self._bridge.post is not None:
            self._read(listed.wanted, quick=False)

    def _fail(self, fault: Exception) -> None:
        self._asking = self._again = False
        self._touched = None
        self._bridge.failed.emit(fault)

    def _want_rows(self, ids: list[int]) -> None:
        """Only what is in sight or nearly so, one question at a time: whoever drags the scroll bar
        passes by thousands of rows, and each that is read keeps the screen waiting."""
        near = self._near(ids)
        if near and not self._reading and self._bridge.post is not None:
            self._reading = True
            self._bridge.read(partial(reads.rows, ids=near), self._fill_rows, self._lose_rows)

    def _near(self, ids: list[int]) -> list[int]:
        first = max(self.view.rowAt(0), 0)
        last = self.view.rowAt(self.view.viewport().height() - 1)
        last = last if last >= 0 else self.table.rowCount() - 1
        return [one for one in ids if first - AROUND <= self.table.place(one) <= last + AROUND]

    def _fill_rows(self, rows: list[Any]) -> None:
        self._reading = False
        self.table.fill(rows)
        self.table.ask_again()  # what was passed by may be in sight again
        self.view.viewport().update()

    def _lose_rows(self, fault: Exception) -> None:
        self._reading = False
        self.table.ask_again()
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if not changes.touch("incident", "service", "person"):
            return
        if changes.everything or changes.touch("service", "person"):
            self._touched = None
        elif self._touched is not None:
            self._touched |= changes.ids("incident")
        self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wake()

    def wake(self) -> None:
        """It is seen again: read, if anything may have changed meanwhile."""
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    # going about

    def _go(self, index: QModelIndex) -> None:
        if self._moving or not index.isValid():
            return
        self.number = int(str(self.table.ids()[index.row()]))
        self.chosen.emit(self.number)

    def _open(self, found: Any) -> None:
        self.opened.emit(found.number)

    def _tell_state(self, listed: Listed) -> None:
        count = len(listed.ids)
        calm = not self.wanted.words and replace(self.wanted, sort="newest") == Wanted()
        state = 0 if count else 2 if calm else 1
        self._stack.setCurrentIndex(state)
        words = self.tr("1 incident") if count == 1 else self.tr("%1 incidents")
        self._count.setText(words.replace("%1", counted(count)) if listed.whole else "…")
        self._count.setVisible(count > 0)

    def _sorted(self) -> str:
        kept = str(QSettings().value("incidents/sort", ""))
        return kept if kept in reads.SORTS else "newest"

    def _sort_menu(self) -> Menu:
        menu = Menu(parent=self)
        menu.aboutToShow.connect(partial(self._fill_sort, menu))
        return menu

    def _fill_sort(self, menu: Menu) -> None:
        menu.clear()
        words = {
            "newest": self.tr("Newest first"),
            "severity": self.tr("Worst first"),
            "oldest": self.tr("Oldest first"),
            "changed": self.tr("Last changed first"),
        }
        for key, text in words.items():
            menu.add_choice(text, key == self._sorted(), partial(self._sort_by, key))

    def _sort_by(self, key: str, _on: bool) -> None:
        QSettings().setValue("incidents/sort", key)
        self.ask()

    def _empty_match(self) -> QWidget:
        state = EmptyState("filter", self.tr("Nothing matches."))
        state.add_action(self.tr("Clear filters"), self.cleared.emit)
        return _padded(state)

    def _empty_calm(self) -> QWidget:
        state = EmptyState("circle-check", self.tr("Nothing is open."), calm=True)
        state.add_action(self.tr("Show what is over"), self.over_wanted.emit)
        return _padded(state)


def _number(found: Any) -> int:
    return int(found.number)


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    return box
