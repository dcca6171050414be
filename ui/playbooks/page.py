"""The Playbooks page: all of them at the left, one written and seen as it will be at the right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import worded
from ui.playbooks import reads
from ui.playbooks.editor import PlaybookEditor
from ui.tables.cells import Brief
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.page import Page
from ui.widgets.rows import row
from ui.widgets.search import SearchField
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.playbook import PlaybookRow


class PlaybooksPage(Page):
    """`visit` takes a playbook's name."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Playbooks"))
        self.setAccessibleName(self.tr("Playbooks"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self._wanted = ""
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)

    def _build(self) -> None:
        self.new = Button(self.tr("New playbook"), "primary", icon_name="plus", on_click=self.begin)
        self.head.close_up()
        self.head.add_action(self.new)
        columns = [
            Column("name", self.tr("Playbook"), text=lambda row: row.name, stretch=True),
            Column("about", self.tr("For"), text=self._about),
        ]
        self.table = RowTable(columns, ident=lambda row: row.name)
        self.list = ListView(self.table, brief=lambda row: Brief(row.name, self._about(row)))
        self.list.setAccessibleName(self.tr("Playbooks"))
        self.list.chosen.connect(self._choose)
        self.search = SearchField(self.tr("Filter playbooks"))
        self.list.attach(self.search)
        panel = Panel()
        panel.body.addLayout(row(self.search, margins=(S, S, S, S)))
        panel.body.addWidget(self.list, 1)
        panel.setMinimumWidth(fonts.em() * 11)
        self.editor = PlaybookEditor(self._bridge)
        self.editor.saved.connect(self._saved)
        self.editor.removed.connect(self._removed)
        self.body.addWidget(Split("playbooks", [panel, self.editor], [260, 880]), 1)
        self._toast = Toast(self)

    def visit(self, target: object) -> None:
        """Show a playbook by its name."""
        self._wanted = target if isinstance(target, str) else ""
        self.ask()

    def begin(self) -> None:
        """A new one, with an example to change."""
        self.editor.open(None)

    def ask(self) -> None:
        """Read them again; while hidden, when it is shown."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self.asking = False, True
        self._bridge.read(reads.books, self._show, key=(id(self), "books"))

    def _show(self, rows: "list[PlaybookRow]") -> None:
        self.asking, before = False, self.editor.book
        self.table.show(rows)
        named = {row.name: row for row in rows}
        if self._wanted in named:
            self.list.choose(self._wanted)
            if not self.editor.dirty:
                self.editor.open(named[self._wanted])
            self._wanted = ""
        self.editor.hear(named)
        self._turn(before, rows)
        if self.editor.book is None and not self.editor.fresh and rows:
            self.list.choose(rows[0].name)
            self.editor.open(rows[0])

    def _turn(self, before: "PlaybookRow | None", rows: "list[PlaybookRow]") -> None:
        """What was open stays so under the name that it has in another language."""
        from app.queries.shipped import renamed

        twin = renamed(before, rows)
        if twin is not None and not self.editor.dirty:
            self.list.choose(twin.name)
            self.editor.open(twin)

    def _choose(self, rows: "list[PlaybookRow]") -> None:
        if rows and not self.editor.dirty:
            self.editor.open(rows[0])
        elif rows and (self.editor.book is None or rows[0].name != self.editor.book.name):
            self.editor.ask_about(partial(self.editor.open, rows[0]))

    def _saved(self, name: str) -> None:
        self._wanted = name
        self._toast.tell(self.tr("Saved %1").replace("%1", name))
        self.ask()

    def _removed(self, name: str) -> None:
        self._toast.tell(self.tr("Removed %1").replace("%1", name))
        self.ask()

    def _about(self, row: "PlaybookRow") -> str:
        kinds = map(worded, row.spec.categories)
        where = ", ".join([*kinds, *row.spec.services, *row.spec.severities])
        return self.tr("off") if row.spec.off else where or self.tr("for any incident")

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("playbook"):
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
