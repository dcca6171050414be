"""Beside an incident: what is left to do after it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from models.kinds_learn import TaskState
from ui.bridge import Bridge
from ui.tasks import reads, writes
from ui.tasks.side import SideCard
from ui.tasks.words import Words
from ui.widgets.button import Button, IconButton
from ui.widgets.check import Check
from ui.widgets.field import LineField
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.followup import FollowupRow
    from ui.tasks.reads import Beside


class FollowupsCard(SideCard):
    """`followup_wanted` carries an id. Hidden while the incident is open and has none."""

    followup_wanted = Signal(int)
    touching = ("task", "incident", "ticket")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "", parent)
        self.section.set_title(self.tr("Follow-ups"))
        self.setAccessibleName(self.tr("Follow-ups"))
        self.words = Words(self)
        self.field = LineField(self.tr("Add a follow-up"), "plus")
        self.field.setAccessibleName(self.tr("Add a follow-up"))
        self.field.setProperty("look", "sunken")
        self.field.returnPressed.connect(self._add)
        self.add(self.field)

    def question(self) -> Callable[..., object]:
        return reads.beside

    def show_found(self, found: "Beside") -> None:
        self.words.now = found.now
        clear(self.lines)
        for each in found.rows:
            self.lines.addLayout(self._line(each))
        if found.tasks and not found.open:
            one = found.tasks == 1
            words = self.tr("1 task is still open.") if one else self.tr("%1 tasks are still open.")
            words = words.replace("%1", str(found.tasks))
            keep = Button(self.tr("Keep as follow-ups"), on_click=self._keep)
            self.lines.addLayout(column(Text(words, "caption", wrap=True), row(keep, STRETCH)))
        done = sum(each.state.over for each in found.rows)
        hint = self.tr("%1 of %2 done").replace("%1", str(done))
        self.section.set_hint(hint.replace("%2", str(len(found.rows))) if found.rows else "")
        self.setVisible(bool(found.rows) or not found.open)

    def _line(self, each: "FollowupRow") -> QLayout:
        box = Check()
        box.setChecked(each.state.over)
        box.setAccessibleName(each.title)
        box.toggled.connect(partial(self._tick, each.id))
        name = Text(each.title, "muted" if each.state.over else "body", wrap=True)
        name.setBuddy(box)
        late = self.words.late(each)
        due = "" if each.state.over else self.words.due(each)
        parts = [due, each.owner, *(f"{t.shown} {t.status}".strip() for t in each.tickets)]
        said = Text(" · ".join(filter(None, parts)), "alarm" if late else "small", wrap=True)
        said.setVisible(bool(said.text()))
        words = self.tr("Open “%1”").replace("%1", each.title)
        more = IconButton("chevron-right", words)
        more.clicked.connect(partial(self._open, each.id))
        top = Qt.AlignmentFlag.AlignTop
        line = row(gap=0)
        line.addWidget(box, 0, top)
        line.addLayout(column(name, said, gap=2), 1)
        line.addWidget(more, 0, top)
        return line

    def _open(self, ident: int, _on: bool = False) -> None:
        self.followup_wanted.emit(ident)

    def _tick(self, ident: int, on: bool) -> None:
        self.act(writes.move, ident=ident, to=TaskState.DONE if on else TaskState.OPEN)

    def _keep(self) -> None:
        self.act(writes.keep_all, number=self.number)

    def _add(self) -> None:
        from app.operations.followup import Wanted

        title = " ".join(self.field.text().split())
        if title:
            act = partial(writes.add, number=self.number, said=Wanted(title),
                          by=self.bridge.actor())  # fmt: skip
            self.bridge.write(act, partial(self._added, title), self.fail)

    def _added(self, title: str, _ident: object) -> None:
        if " ".join(self.field.text().split()) == title:
            self.field.clear()
        self.complain("")
