"""The question before anything runs: the values a step asks for, and every word of what will run.
Nothing runs before Approve is pressed, and only what stands there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.playbooks import reads
from ui.playbooks.words import errand_words
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.field import Form, LineField
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.operations.errand import Prepared
    from app.queries.play import StepRow

PAUSE = 150  # ms after a key, before it is filled in again


class ApprovalSheet(Sheet):
    """`approved` carries the step's id, the text that stood here, and the values."""

    approved = Signal(int, str, object)

    def __init__(self, over: QWidget, bridge: Bridge, step: "StepRow") -> None:
        super().__init__(over, step.spec.title, 42)
        self._bridge, self._step = bridge, step
        self._text = ""
        self._fields: dict[str, LineField] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._ask)
        self._fill()
        self._ask()

    def _fill(self) -> None:
        from models.kinds import PlayKind

        telling = self._step.spec.kind is PlayKind.NOTIFY
        lead = (
            self.tr("This is sent to them as soon as you press the button.")
            if telling
            else self.tr(
                "This runs on this computer, with your rights. Read it as if you typed it yourself."
            )
        )
        self.body.addWidget(Text(lead, wrap=True))
        form = Form()
        for name in self._step.asks:
            field = LineField("")
            field.textChanged.connect(self._changed)
            form.add(name, name.replace("_", " ").capitalize(), field)
            self._fields[name] = field
        if self._fields:
            self.body.addWidget(form)
            self.first = next(iter(self._fields.values()))
        self.shown = QPlainTextEdit(readOnly=True)
        self.shown.setFont(fonts.mono())
        self.shown.setAccessibleName(self.tr("Exactly this will be run"))
        self.shown.setMinimumHeight(round(fonts.em() * 9))
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.body.setSpacing(S)
        self.body.addWidget(self.shown, 1)
        self.body.addWidget(self.error)
        words = self.tr("Send") if telling else self.tr("Approve and run")
        self.yes = Button(words, "primary", on_click=self._approve)
        self.yes.setEnabled(False)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Cancel"), "quiet", on_click=self.leave))
        self.foot.addWidget(self.yes)

    def values(self) -> dict[str, str]:
        """What was typed."""
        return {name: field.text() for name, field in self._fields.items()}

    def _changed(self, _text: str) -> None:
        self.yes.setEnabled(False)
        self._timer.start()

    def _ask(self) -> None:
        question = partial(reads.prepared, step=self._step.id, values=self.values())
        self._bridge.read(question, self._show, self._fail, key=(id(self), "prepared"))

    def _show(self, found: "Prepared") -> None:
        self._text = found.text
        self.shown.setPlainText(errand_words(found.text))
        self.error.hide()
        self.yes.setEnabled(not self._timer.isActive())

    def _fail(self, fault: Exception) -> None:
        self._text = ""
        self.shown.setPlainText(self._step.spec.code or self._step.spec.text)
        self.error.setText(fault_words(fault))
        self.error.show()

    def _approve(self) -> None:
        if self._text:
            self.leave()
            self.approved.emit(self._step.id, self._text, self.values())
