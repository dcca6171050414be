"""The dry run: what the workflow as it stands here would have done in an incident. Nothing is
written, nobody is told."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import capital, fault_words, worded
from ui.theme.space import L, M, S
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.empty import EmptyState
from ui.widgets.page import ScrollPage
from ui.widgets.picker import Picker
from ui.widgets.rows import clear, row
from ui.widgets.text import Text
from ui.widgets.when import clock_text, exact_text
from ui.workflows import reads
from ui.workflows.line import line_of

if TYPE_CHECKING:
    from app.domain.workflow import WorkflowSpec
    from app.domain.workflow_rehearsal import Line, Rehearsed
    from app.queries.workflow_rehearsal import Rehearsal

PAUSE = 250  # ms after a change


class TryPanel(QWidget):
    """`spec` is asked for what is to be tried."""

    def __init__(
        self, bridge: Bridge, spec: "Callable[[], WorkflowSpec]", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._spec = bridge, spec
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.ask)

    def _build(self) -> None:
        self.incident = Picker(self.tr("Which incident?"))
        self.incident.setAccessibleName(self.tr("Incident to try it at"))
        self.incident.chosen.connect(self.wonder)
        lead = Text(self.tr("What would it have done in"), "muted")
        head = row(lead, self.incident, margins=(L, M, L, S), gap=S)
        head.setStretch(1, 1)
        self.told = Text(look="small", wrap=True)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.sheet = ScrollPage(gap=S, padding=L)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(S)
        self.sheet.add(self.lines)
        self.sheet.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(row(self.told, margins=(L, 0, L, S)))
        layout.addLayout(row(self.error, margins=(L, 0, L, 0)))
        layout.addWidget(self.sheet, 1)

    def offer(self, incidents: tuple[tuple[int, str], ...]) -> None:
        """Those that it can be tried at, the latest first."""
        self.incident.set_choices([
            Choice(number, f"#{number} {title}", icon="siren") for number, title in incidents
        ])  # fmt: skip
        if self.incident.value() is None and incidents:
            self.incident.set_value(incidents[0][0])
        if not incidents:
            words = self.tr("No incident yet to try it at.")
            self._nothing(
                EmptyState("siren", words, self.tr("Declare one, or load a sample team."))
            )

    def wonder(self, _: object = None) -> None:
        """Something changed; asked again after a pause."""
        self._timer.start()

    def ask(self) -> None:
        """Hold the workflow against the incident that is chosen."""
        number = self.incident.value()
        if not isinstance(number, int) or not self.isVisible():
            return
        question = partial(reads.rehearsed, spec=self._spec(), number=number)
        self._bridge.read(question, self._show, self._fail, key=(id(self), "rehearsal"))

    def _show(self, found: "Rehearsal") -> None:
        self.error.hide()
        clear(self.lines)
        running = sum(each.runs for each in found.found)
        words = self.tr("Of %1 events: it would have run %2×. Nothing was written.")
        self.told.setText(words.replace("%1", str(found.events)).replace("%2", str(running)))
        if not found.found:
            self._nothing(
                EmptyState(
                    "circle-check",
                    self.tr("Nothing here would have set it off."),
                    self.tr("Try another incident, or change when it begins."),
                    calm=True,
                )
            )
        for each in found.found:
            self.lines.addWidget(_card(each))

    def _fail(self, fault: Exception) -> None:
        from app.errors import Refused

        if not isinstance(fault, Refused):
            self._bridge.failed.emit(fault)
            return
        self.error.setText(fault_words(fault))
        self.error.show()

    def _nothing(self, empty: EmptyState) -> None:
        clear(self.lines)
        self.lines.addWidget(empty)


def _card(each: "Rehearsed") -> QWidget:
    from app.domain.workflow_words import WHEN

    card = Card(padding=M, gap=S)
    at = exact_text(each.at)
    head = worded(f"When {WHEN[each.cause]}")
    card.setAccessibleName(f"{at}: {head}")
    sign = ("play", "accent_text") if each.runs else ("minus", "faint")
    card.add(line_of(sign, head, "strong", at))
    if not each.runs:
        card.add(
            Text(_tr("It would not run: %1.").replace("%1", worded(each.why)), "muted", wrap=True)
        )
    for line in each.lines:
        card.add(_step(line))
    return card


def _step(line: "Line") -> QLayout:
    said = capital(worded(line.words))
    if line.why:
        said = f"{said} ({worded(line.why)})"
    sign = ("circle-check", "good_text") if line.done else ("minus", "faint")
    return line_of(sign, said, "body" if line.done else "muted", clock_text(line.at))


def _tr(words: str) -> str:
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate("Workflow", words)
