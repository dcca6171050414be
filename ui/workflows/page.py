"""The Workflows page: all of them at the left, one as sentences at the right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
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
from ui.workflows import reads
from ui.workflows.desk import WorkflowDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.changes import Changes
    from app.queries.workflow import WorkflowRow
    from ui.workflows.reads import Seen

TOUCHING = ("workflow", "workflow_run", "workflow_deed", "playbook", "person", "team", "service",
            "policy", "schedule", "channel")  # fmt: skip


class WorkflowsPage(Page):
    """`visit` takes a workflow's name; `incident_wanted` carries a number."""

    incident_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Workflows"))
        self.setAccessibleName(self.tr("Workflows"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self._wanted = ""
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)

    def _build(self) -> None:
        self.new = Button(self.tr("New workflow"), "primary", icon_name="plus", on_click=self.begin)
        self.head.close_up()
        self.head.add_action(self.new)
        columns = [
            Column("name", self.tr("Workflow"), text=lambda row: row.name, stretch=True),
            Column("about", self.tr("State"), text=self._about),
        ]
        self.table = RowTable(columns, ident=lambda row: row.name)
        self.list = ListView(self.table, brief=lambda row: Brief(row.name, self._about(row)))
        self.list.setAccessibleName(self.tr("Workflows"))
        self.list.chosen.connect(self._choose)
        self.search = SearchField(self.tr("Filter workflows"))
        self.list.attach(self.search)
        panel = Panel()
        panel.body.addLayout(row(self.search, margins=(S, S, S, S)))
        panel.body.addWidget(self.list, 1)
        panel.setMinimumWidth(fonts.em() * 12)
        self.desk = WorkflowDesk(self._bridge)
        self.desk.saved.connect(self._saved)
        self.desk.switched.connect(self._switched)
        self.desk.removed.connect(self._removed)
        self.desk.log.incident_wanted.connect(self.incident_wanted)
        self.body.addWidget(Split("workflows", [panel, self.desk], [320, 820]), 1)
        self._toast = Toast(self)

    def visit(self, target: object) -> None:
        """Show a workflow by its name."""
        self._wanted = target if isinstance(target, str) else ""
        self.ask()

    def begin(self) -> None:
        """A new one."""
        if self.desk.dirty and not self.desk.fresh:
            self.desk.ask_about(partial(self.desk.open, None))
        else:
            self.desk.open(None)

    def ask(self) -> None:
        """Read them again; while hidden, when it is shown."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self.asking = False, True
        self._bridge.read(reads.seen, self._show, key=(id(self), "workflows"))

    def _show(self, seen: "Seen") -> None:
        self.asking, before = False, self.desk.row
        self.table.show(list(seen.rows))
        self.desk.hear(seen)
        self._turn(before, seen.rows)
        named = {row.name: row for row in seen.rows}
        if self._wanted in named:
            self.list.choose(self._wanted)
            if not self.desk.dirty:
                self.desk.open(named[self._wanted])
            self._wanted = ""
        if self.desk.row is None and not self.desk.fresh and seen.rows:
            self.list.choose(seen.rows[0].name)
            self.desk.open(seen.rows[0])

    def _turn(self, before: "WorkflowRow | None", rows: "Sequence[WorkflowRow]") -> None:
        """What was open stays so under the name that it has in another language."""
        from app.queries.shipped import renamed

        twin = renamed(before, rows)
        if twin is not None and not self.desk.dirty:
            self.list.choose(twin.name)
            self.desk.open(twin)

    def _choose(self, rows: "list[WorkflowRow]") -> None:
        if not rows or (self.desk.row is not None and rows[0].name == self.desk.row.name):
            return
        if self.desk.dirty:
            self.desk.ask_about(partial(self.desk.open, rows[0]))
        else:
            self.desk.open(rows[0])

    def _saved(self, name: str) -> None:
        self._wanted = name
        self._toast.tell(self.tr("Saved %1").replace("%1", name))
        self.ask()

    def _switched(self, name: str, on: bool) -> None:
        self._wanted = name
        words = self.tr("%1 is on now") if on else self.tr("%1 is off now")
        self._toast.tell(words.replace("%1", name))
        self.ask()

    def _removed(self, name: str) -> None:
        self._toast.tell(self.tr("Removed %1").replace("%1", name))
        self.ask()

    def _about(self, row: "WorkflowRow") -> str:
        if not row.spec.enabled:
            return self.tr("off") if row.number else self.tr("off, comes along")
        if row.failed:
            words = self.tr("on, ran %1× in 7 days, %2 went wrong")
            return words.replace("%1", str(row.runs)).replace("%2", str(row.failed))
        if not row.runs:
            return self.tr("on, has not run in 7 days")
        return self.tr("on, ran %1× in 7 days").replace("%1", str(row.runs))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
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
