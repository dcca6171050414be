"""A list at the left, what is open at the right. What was typed stays open until it is saved."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.people.editor import Editor
from ui.people.spec_form import Maker, SpecForm
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme import fonts
from ui.widgets.card import Panel
from ui.widgets.menu import Menu
from ui.widgets.search import SearchField
from ui.widgets.split import Split

NEW = 0  # the key of what has no id yet


class Trade(NamedTuple):
    """What a desk is about. `blank` makes the spec of something new, `yields` names the columns
    that go first where there is no room for all."""

    kind: str
    title: str
    search: str
    columns: tuple[Column, ...]
    yields: tuple[str, ...]
    form: Maker
    blank: Callable[[], Any]
    empty: QWidget  # while there is nothing
    unchosen: QWidget  # while nothing is open


class Desk(QWidget):
    """`removed` carries the name of what was taken out."""

    removed = Signal(str)
    made = Signal(object)  # a form, before it is shown

    def __init__(self, bridge: Bridge, trade: Trade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._trade = bridge, trade
        self._editors: dict[int, Editor] = {}
        self._wanted: int | None = None  # to be chosen once it is in the list
        self._then: tuple[int, Callable[[SpecForm], None]] | None = None  # wanted of its form
        self._build()

    def _build(self) -> None:
        trade = self._trade
        self.search = SearchField(trade.search)
        self.search.setProperty("look", "sunken")
        self.table = RowTable(trade.columns, parent=self)
        self.view = TableView(self.table, f"{trade.kind}s")
        self.view.setAccessibleName(trade.title)
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.attach(self.search)
        self.view.fold(trade.yields)
        self.view.fill_menu_with(self._fill_menu)
        self.view.setMinimumWidth(fonts.em() * 9)
        self._right = QStackedWidget()
        self._right.setMinimumWidth(fonts.em() * 24)
        self._nobody = Panel(trade.unchosen)
        self._right.addWidget(self._nobody)
        self._split = Split(f"{trade.kind}s", [Panel(self.view), self._right], [540, 560])
        self._whole = QStackedWidget()
        self._whole.addWidget(self._split)
        self._whole.addWidget(Panel(trade.empty))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
        self.search.searched.connect(self.table.filter)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self._enter)

    # what others ask for

    @property
    def editor(self) -> Editor | None:
        """The one that is seen."""
        shown = self._right.currentWidget()
        return shown if isinstance(shown, Editor) else None

    def editors(self) -> tuple[Editor, ...]:
        """Every one that is open, seen or not."""
        return tuple(self._editors.values())

    def show_rows(self, rows: Sequence[Any]) -> None:
        """The list, now or later."""
        if self.editor is not None and self.editor.ident not in {row.id for row in rows}:
            self.view.selectionModel().clear()
        self.table.show(rows)
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None
        self._show_whole()

    def refresh(self) -> None:
        """What is open may have changed."""
        for editor in self.editors():
            editor.refresh()

    def add(self) -> None:
        """Open the form of something new, or go back to it."""
        self.view.selectionModel().clear()
        if NEW not in self._editors:
            self._editor_for(NEW).open_new(self._trade.blank())
        self._see(NEW)
        self._editors[NEW].form.begin()

    def go_to(self, ident: int) -> None:
        """Show one by its id, now or once it is there."""
        self.search.clear()
        self.table.filter("")
        if not self.view.choose(ident):
            self._wanted = ident

    def edit(self, ident: int, then: Callable[[SpecForm], None]) -> None:
        """Show one by its id, and do that to its form, now or once it is there."""
        self._then = ident, then
        self.go_to(ident)
        if self._wanted is None:
            self._show_one(ident)

    # inside

    def _show_whole(self) -> None:
        some = self._editors or self.table.rowCount() or self.search.text()
        self._whole.setCurrentIndex(0 if some else 1)

    def _show_chosen(self, rows: list[Any]) -> None:
        if rows:
            self._show_one(rows[0].id)

    def _show_one(self, ident: int) -> None:
        if ident not in self._editors:
            self._editor_for(ident).open(ident)
        self._see(ident)
        if self._then is not None and self._then[0] == ident:
            self._editors[ident].when_filled(self._then[1])
            self._then = None

    def _enter(self, row: Any) -> None:
        self._show_chosen([row])
        self._editors[row.id].form.begin()

    def _see(self, key: int) -> None:
        self._right.setCurrentWidget(self._editors[key])
        self._show_whole()

    def _editor_for(self, key: int) -> Editor:
        """The one that is seen, where nothing in it would be lost; else another."""
        seen = self.editor
        if seen is not None and seen.ident is not None and not seen.dirty():
            self._forget(seen)
        else:
            seen = self._make()
        self._editors[key] = seen
        return seen

    def _make(self) -> Editor:
        editor = Editor(self._bridge, self._trade.kind, self._trade.form())
        self.made.emit(editor.form)
        editor.saved.connect(self._saved)
        editor.left.connect(self._leave)
        editor.removed.connect(self.removed)
        self._right.addWidget(editor)
        return editor

    def _saved(self, ident: int) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._forget(editor)
            self._editors[ident] = editor
            if editor is self.editor and not self.view.choose(ident):
                self._wanted = ident

    def _leave(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._forget(editor)
            if editor is self.editor:
                self.view.selectionModel().clear()  # also the current row: no neighbour steps in
                self._right.setCurrentWidget(self._nobody)
            self._right.removeWidget(editor)
            editor.deleteLater()
            self._show_whole()

    def _forget(self, editor: Editor) -> None:
        self._editors = {key: each for key, each in self._editors.items() if each is not editor}

    def _fill_menu(self, menu: Menu, rows: list[Any]) -> None:
        menu.add(self.tr("Open"), _Open(self, rows[0]), "pencil", "Enter")
        menu.add(self.tr("Remove…"), _Remove(self, rows[0]), "trash-2")

    def open_row(self, row: Any) -> None:
        """What Enter does."""
        self._enter(row)

    def remove_row(self, row: Any) -> None:
        """Asks first."""
        self._enter(row)
        self._editors[row.id].ask_remove()


class _Open:
    """An entry of the menu."""

    def __init__(self, desk: Desk, row: Any) -> None:
        self._desk, self._row = desk, row

    def __call__(self) -> None:
        self._desk.open_row(self._row)


class _Remove(_Open):
    """Another."""

    def __call__(self) -> None:
        self._desk.remove_row(self._row)
