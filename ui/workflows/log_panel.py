"""What a workflow did: each run with its steps, and what went wrong in words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import capital, worded
from ui.theme.space import L, M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text
from ui.widgets.when import clock_text, exact_text
from ui.workflows import reads, writes
from ui.workflows.line import line_of
from ui.workflows.words import sign_of, state_words

if TYPE_CHECKING:
    from app.queries.workflow import DeedRow, RunRow


class LogPanel(QWidget):
    """`incident_wanted` carries a number."""

    incident_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._name = ""
        self.runs: list[RunRow] = []
        self._build()

    def _build(self) -> None:
        self.all = Chip(self.tr("Also what was not run"))
        self.all.toggled.connect(self._fill)
        self.sheet = ScrollPage(gap=S, padding=L)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(S)
        self.sheet.add(self.lines)
        self.sheet.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row(self.all, STRETCH, margins=(L, M, L, 0)))
        layout.addWidget(self.sheet, 1)

    def show_workflow(self, name: str) -> None:
        """This one's from now on."""
        self._name, self.runs = name, []
        self._fill()
        self.ask()

    def ask(self) -> None:
        """Read them again."""
        if self._name:
            question = partial(reads.log, name=self._name)
            self._bridge.read(question, self._show, key=(id(self), "log"))

    def _show(self, found: "list[RunRow]") -> None:
        if found != self.runs:
            self.runs = found
            self._fill()

    def _fill(self, _: object = None) -> None:
        clear(self.lines)
        shown = [each for each in self.runs if self.all.isChecked() or each.state.value != "unmet"]
        for each in shown:
            self.lines.addWidget(self._card(each))
        if not shown:
            words = self.tr("It has not done anything yet.")
            more = self.tr("Every run will stand here, with what became of each step.")
            self.lines.addWidget(EmptyState("history", words, more))

    def _card(self, run: "RunRow") -> QWidget:
        from app.domain.workflow import Trigger
        from app.domain.workflow_words import WHEN

        card = Card(padding=M, gap=S)
        where = f"#{run.incident} {run.title}"
        card.setAccessibleName(f"{where}: {state_words(run.state)}")
        card.add(line_of(sign_of(run.state), where, "strong", exact_text(run.created_at)))
        cause = worded(f"When {WHEN[Trigger(run.cause)]}")
        said = self.tr("%1: %2").replace("%1", cause)
        card.add(Text(said.replace("%2", state_words(run.state)), "small", wrap=True))
        if run.outcome:
            look = "muted" if run.state.value in ("done", "unmet") else "warn"
            card.add(Text(worded(run.outcome), look, wrap=True))
        for each in run.deeds:
            card.add(_deed(each))
        go = Button(self.tr("Show the incident"), "quiet", on_click=partial(self._go, run.incident))
        foot = [go, STRETCH]
        if not run.state.over:
            foot.append(Button(self.tr("Stop it"), "quiet", on_click=partial(self._stop, run.id)))
        card.add(row(*foot))
        return card

    def _go(self, number: int) -> None:
        self.incident_wanted.emit(number)

    def _stop(self, run: int) -> None:
        act = partial(writes.stop, run=run, by=self._bridge.actor())
        self._bridge.write(act, self._stopped, self._bridge.failed.emit)

    def _stopped(self, _: object) -> None:
        self.ask()


def _deed(each: "DeedRow") -> QLayout:
    said = capital(worded(each.words))
    if each.time > 1:
        said += f" ({each.time})"
    if each.outcome and each.outcome not in ("Done.", "Noted.", "Added."):
        said += f" — {worded(each.outcome)}"
    at = each.ended_at or each.started_at
    look = "muted" if each.state.value == "skipped" else "body"
    return line_of(sign_of(each.state), said, look, clock_text(at))
