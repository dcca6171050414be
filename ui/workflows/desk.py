"""One workflow: what it does, what it would do, what it did; switched on and off at the head."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.tabs import Tabs
from ui.widgets.text import ElidedLabel, Text
from ui.workflows import writes
from ui.workflows.form import WorkflowForm, begun
from ui.workflows.log_panel import LogPanel
from ui.workflows.try_panel import TryPanel

if TYPE_CHECKING:
    from app.domain.workflow import WorkflowSpec
    from app.queries.workflow import WorkflowRow
    from ui.workflows.reads import Seen


class WorkflowDesk(QWidget):
    """`saved`, `switched` and `removed` carry the name."""

    saved = Signal(str)
    switched = Signal(str, bool)
    removed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.row: WorkflowRow | None = None
        self.fresh = False  # a new one is being written
        self._clean: WorkflowSpec | None = None
        self._build()

    def _build(self) -> None:
        self.title = ElidedLabel("", "heading")
        self.state = Text(look="muted")
        self.power = Button("", on_click=self.switch)
        self.news = QVBoxLayout()
        self.news.setContentsMargins(L, 0, L, 0)
        self.tabs = Tabs([
            ("rule", self.tr("What it does")),
            ("try", self.tr("Dry run")),
            ("log", self.tr("Log")),
        ])  # fmt: skip
        self.tabs.chosen.connect(self._turn)
        self.form = WorkflowForm()
        self.keeper = Keeper(self._bridge, "workflow", self.form.spec, self.form.show_spec, self)
        self.form.edited.connect(self._edited)
        sheet = ScrollPage(gap=L, padding=L)
        sheet.add(self.form)
        sheet.body.addStretch(1)
        self.form.shown.connect(sheet.ensureWidgetVisible)
        self.trial = TryPanel(self._bridge, self.form.spec)
        self.log = LogPanel(self._bridge)
        self.stack = QStackedWidget()
        for each in (sheet, self.trial, self.log):
            self.stack.addWidget(each)
        panel = Panel()
        head = row(self.title, self.state, self.power, margins=(L, M, L, S), gap=M)
        head.setStretch(0, 1)
        panel.body.addLayout(head)
        panel.body.addLayout(row(self.tabs, STRETCH, margins=(L - S, 0, L, 0)))
        panel.add_line()
        panel.body.addLayout(self.news)
        panel.body.addWidget(self.stack, 1)
        panel.add_line()
        self.drop = Button(self.tr("Remove"), "quiet", icon_name="trash-2", on_click=self._ask)
        self.undo = Button(self.tr("Discard"), "quiet", on_click=self.discard)
        self.keep = Button(self.tr("Save"), "primary", on_click=self.save, tip="Ctrl+S")
        panel.body.addLayout(row(self.drop, STRETCH, self.undo, self.keep, margins=(L, S, L, S)))
        panel.setMinimumWidth(fonts.em() * 21)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._clean is not None and self.form.spec() != self._clean

    def open(self, found: "WorkflowRow | None") -> None:
        """One that is there, or a new one."""
        self.row, self.fresh = found, found is None
        self.keeper.end()
        clear(self.news)
        self.form.show_spec(found.spec if found else begun())
        self._clean = self.form.spec()
        kept = self.keeper.begin(found.id or found.name if found else None)
        if kept:
            self._tell(kept).add_action(self.tr("Discard"), self.discard)
        self.log.show_workflow(found.name if found else "")
        if found is None:
            self.tabs.choose("rule")
            self.form.name.setFocus()
        self._refresh()
        self.trial.wonder()

    def hear(self, seen: "Seen") -> None:
        """They were read again."""
        self.form.offer(seen.offer)
        self.trial.offer(seen.incidents)
        self.log.ask()
        new = next((each for each in seen.rows if self.row and each.name == self.row.name), None)
        if new is None or self.row is None or new.version == self.row.version:
            self.row = new or self.row
            self._refresh()
            return
        if not self.dirty or self.form.spec() == new.spec:
            self.open(new)
            return
        bar = self._tell(self.tr("%1 changed this workflow.").replace("%1", new.changed_by))
        bar.add_action(self.tr("Show theirs"), partial(self._leave, partial(self.open, new)))

    def _leave(self, go: Callable[[], object]) -> None:
        """What is typed is thrown away, and the draft of it."""
        self.keeper.forget()
        go()

    def save(self) -> None:
        """As Ctrl+S does; what is wrong is said in its place."""
        ident, seen = (self.row.id, self.row.version) if self.row else (None, None)
        act = partial(
            writes.save, spec=self.form.spec(), by=self._bridge.actor(), ident=ident, seen=seen
        )
        self._bridge.write(act, self._saved, self._fail)

    def switch(self) -> None:
        """On, or off; what is not saved is saved first by hand."""
        if self.row is None:
            return
        if self.dirty:
            self._tell(self.tr("Save or discard your changes first."))
            return
        on = not self.row.spec.enabled
        act = partial(writes.switch, name=self.row.name, on=on, by=self._bridge.actor())
        self._bridge.write(act, partial(self._switched, on), self._fail)

    def discard(self) -> None:
        """Back to what is stored."""
        self._leave(partial(self.open, self.row))

    def ask_about(self, go: "partial[None]") -> None:
        """Something else is wanted, and this is not saved."""
        bar = self._tell(self.tr("This workflow has changes that are not saved."))
        bar.add_action(self.tr("Discard them"), partial(self._leave, go))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        else:
            super().keyPressEvent(event)

    def _turn(self, key: str) -> None:
        self.stack.setCurrentIndex(("rule", "try", "log").index(key))
        self.trial.ask()
        self.log.ask()

    def _edited(self) -> None:
        self._refresh()
        self.keeper.note()
        self.trial.wonder()

    def _refresh(self) -> None:
        name = self.form.name.text().strip()
        self.title.setText(name or self.tr("New workflow"))
        stored = self.row
        on = stored is not None and stored.spec.enabled
        self.state.setText("" if stored is None else self.tr("on") if on else self.tr("off"))
        self.state.set_look("good" if on else "muted")
        self.power.setText(self.tr("Switch off") if on else self.tr("Switch on"))
        self.power.setVisible(stored is not None)
        self.drop.setVisible(stored is not None and stored.id is not None)
        self.undo.setVisible(self.dirty and stored is not None)
        self.keep.setEnabled(self.dirty)

    def _saved(self, found: object) -> None:
        if isinstance(found, dict):
            self._complain(found)
        else:
            self.form.show_wrong({})
            self._clean, self.fresh = self.form.spec(), False
            self.keeper.forget()
            self.saved.emit(self._clean.name)

    def _switched(self, on: bool, _: object = None) -> None:
        if self.row is not None:
            self.switched.emit(self.row.name, on)

    def _complain(self, wrong: Mapping[str, str]) -> None:
        self.tabs.choose("rule")
        clear(self.news)
        for sentence in self.form.show_wrong(wrong):
            self._tell(sentence)

    def _ask(self) -> None:
        lead = self.tr("Remove this workflow? Its log stays.")
        self._tell(lead).add_action(self.tr("Remove"), self._remove, "danger")

    def _remove(self) -> None:
        if self.row is None or self.row.id is None:
            return
        act = partial(
            writes.remove, ident=self.row.id, by=self._bridge.actor(), seen=self.row.version
        )
        self._bridge.write(act, self._removed, self._fail)

    def _removed(self, _: object) -> None:
        name = self.row.name if self.row else ""
        self.row = self._clean = None
        self.keeper.forget()
        self.removed.emit(name)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self._tell(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, words: str) -> Bar:
        clear(self.news)
        bar = Bar("", words, "warn")
        self.news.addWidget(bar)
        return bar
