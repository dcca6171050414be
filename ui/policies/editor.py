"""A policy is edited at the left, and what it would do stands at the right."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.policies import reads, writes
from ui.policies.beginning import begun
from ui.policies.dry_run import DryRun
from ui.policies.form import PolicyForm
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.split import Split
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import PolicySpec
    from app.queries.form import Form
    from ui.policies.reads import Opened


class PolicyEditor(QWidget):
    """`saved` and `removed` carry the id and the name; `left`: back to all policies."""

    saved = Signal(int)
    removed = Signal(str)
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.ident: int | None = None
        self._stored: Form[PolicySpec] | None = None
        self._clean: PolicySpec | None = None
        self._build()

    def _build(self) -> None:
        self.title = Text(look="heading")
        self.back = Button(self.tr("All policies"), "quiet", icon_name="chevron-left")
        self.back.clicked.connect(self.leave)
        self.news = QVBoxLayout()
        self.news.setContentsMargins(L, 0, L, 0)
        self.form = PolicyForm()
        self.keeper = Keeper(self._bridge, "policy", self.form.spec, self.form.show_spec, self)
        self.form.edited.connect(self._refresh)
        self.form.entered.connect(self.save)
        self.sheet = ScrollPage(gap=L, padding=L)
        self.sheet.add(self.form)
        self.sheet.body.addStretch(1)
        self.form.shown.connect(self.sheet.ensureWidgetVisible)
        panel = Panel()
        panel.body.addLayout(row(self.back, self.title, STRETCH, margins=(M, M, L, M)))
        panel.add_line()
        panel.body.addLayout(self.news)
        panel.body.addWidget(self.sheet, 1)
        panel.add_line()
        self.drop = Button(self.tr("Remove"), "quiet", icon_name="trash-2", on_click=self._ask)
        self.undo = Button(self.tr("Discard"), "quiet", on_click=self.discard)
        self.keep = Button(self.tr("Save"), "primary", on_click=self.save, tip="Ctrl+S")
        panel.body.addLayout(row(self.drop, STRETCH, self.undo, self.keep, margins=(L, S, L, S)))
        panel.setMinimumWidth(fonts.em() * 26)
        self.dry = DryRun(self._bridge)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Split("policy", [panel, self.dry], [560, 580]))

    def open(self, ident: int | None, faces: Mapping[str, Face]) -> None:
        """A stored policy, or a new one."""
        self.keeper.end()
        self.ident, self._stored, self._clean = ident, None, None
        self.dry.faces = faces
        clear(self.news)
        self.ask()

    def ask(self) -> None:
        """Read it, and what it may name, again."""
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        question = partial(reads.opened, ident=self.ident, here=here)
        self._bridge.read(question, self._show, key=(id(self), "policy"))

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._clean is not None and self.form.spec() != self._clean

    def save(self) -> None:
        """As Ctrl+S does; what is wrong is said in its place."""
        wrong = self.form.wrong()
        if wrong:
            self._complain(wrong)
            return
        seen = self._stored.version if self._stored else None
        act = partial(writes.save, spec=self.form.spec(), by=self._bridge.actor(),
                      ident=self.ident, seen=seen)  # fmt: skip
        self._bridge.write(act, self._saved, self._fail)

    def discard(self) -> None:
        """Back to what is stored."""
        clear(self.news)
        if self._clean is not None:
            self.form.show_spec(self._clean)
        self._refresh()

    def leave(self) -> None:
        """Back to the page; what is not saved is asked about first."""
        if not self.dirty:
            self.left.emit()
            return
        bar = self._tell(self.tr("This policy has changes that are not saved."))
        bar.add_action(self.tr("Discard them"), self._give_up)

    def _give_up(self) -> None:
        self.keeper.forget()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif event.matches(QKeySequence.StandardKey.Cancel):
            self.leave()
        else:
            super().keyPressEvent(event)

    def _show(self, opened: "Opened") -> None:
        if self.ident is not None and opened.form is None:
            self._tell(self.tr("Somebody took this policy out meanwhile."))
            return
        self.form.offer(opened.offer)
        self.form.live_in(opened.zone)
        self.dry.offer(list(opened.offer.services), opened.moments)
        fresh = opened.form
        if self._clean is None:
            self._stored = fresh
            self._clean = fresh.spec if fresh else begun(opened.offer)
            self.form.show_spec(self._clean)
            kept = self.keeper.begin(self.ident)
            if kept:
                self._tell(kept).add_action(self.tr("Discard"), self.discard)
            if fresh is None:
                self.form.name.setFocus()
        elif fresh is not None and self._stored is not None:
            self._hear(fresh)
        self._refresh()

    def _hear(self, fresh: "Form[PolicySpec]") -> None:
        """Somebody may have changed it while it is edited here."""
        if self._stored is None or fresh.version == self._stored.version:
            return
        typed, dirty = self.form.spec(), self.dirty
        self._stored, self._clean = fresh, fresh.spec
        if not dirty or typed == fresh.spec:
            self.form.show_spec(fresh.spec)
            self.keeper.rebase(self.ident, fresh.spec)
            return
        self.keeper.rebase(self.ident, fresh.spec)
        bar = self._tell(self.tr("Somebody changed this policy."))
        bar.add_action(self.tr("Show theirs"), self.discard)
        bar.add_action(self.tr("Save mine"), self.save)

    def _refresh(self) -> None:
        if self._clean is None:
            return
        spec, dirty = self.form.spec(), self.dirty
        self.title.setText(spec.name or self.tr("New policy"))
        self.drop.setVisible(self.ident is not None)
        self.undo.setVisible(dirty)
        self.keep.setEnabled(dirty or (self.ident is None and bool(spec.name)))
        self.keeper.note()
        self.dry.wonder(spec, self.ident)

    def _saved(self, found: object) -> None:
        if isinstance(found, dict):
            self._complain(found)
        elif isinstance(found, int):
            self._clean = self.form.spec()
            self.keeper.forget()
            self.saved.emit(found)

    def _complain(self, wrong: Mapping[str, str]) -> None:
        clear(self.news)
        for sentence in self.form.show_wrong(wrong):
            self._tell(sentence)

    def _ask(self) -> None:
        lead = self.tr("Remove this policy? Open incidents keep it as it is.")
        self._tell(lead).add_action(self.tr("Remove"), self._remove, "danger")

    def _remove(self) -> None:
        if self.ident is None:
            return
        seen = self._stored.version if self._stored else None
        act = partial(writes.remove, ident=self.ident, by=self._bridge.actor(), seen=seen)
        self._bridge.write(act, self._removed, self._fail)

    def _removed(self, _: object) -> None:
        self.keeper.forget()
        self.removed.emit(self._stored.spec.name if self._stored else "")

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused) and fault.field:
            self._complain({fault.field: fault_words(fault)})
        elif isinstance(fault, Refused | Conflict):
            self._tell(fault_words(fault))
            self.ask()
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, words: str) -> Bar:
        clear(self.news)
        bar = Bar("", words, "warn")
        self.news.addWidget(bar)
        return bar
