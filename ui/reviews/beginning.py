"""What stands in a review's place before it is begun: which template, or why none is needed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.reviews.words import template_word
from ui.theme.space import L
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flow
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.reviews.reads import Opened


class BeginningPanel(Panel):
    """`started` carries a template's name, `waived` the reason."""

    started = Signal(str)
    waived = Signal(str)
    incident_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._number = 0
        self._build()
        self._build_waiver()

    def _build(self) -> None:
        self.title = Text(look="heading", wrap=True)
        self.lead = Text(look="muted", wrap=True)
        self.template = DropDown()
        self.start = Button(self.tr("Start the review"), "primary", on_click=self._start)
        self.form = Form()
        self.form.add("template", self.tr("Template"), self.template,
                      self.tr("The closest to its category and severity is chosen."))  # fmt: skip
        self.visit_it = Button(self.tr("Show the incident"), "quiet", icon_name="siren",
                               on_click=self._show_incident)  # fmt: skip
        self.no_need = Button(self.tr("None is needed…"), "quiet", on_click=self.ask_why)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(L * 2, L * 2, L * 2, L)
        self._inside.setSpacing(L)
        for part in (self.title, self.lead, self.form):
            self._inside.addWidget(part)
        self._inside.addLayout(flow(self.start, self.no_need, self.visit_it))

    def _build_waiver(self) -> None:
        self.waiver, self.reason = Form(), LineField()
        self.waiver.add("reason", self.tr("Why is no review needed?"), self.reason,
                        self.tr("It stands in the timeline. A review can be begun all the same "
                                "later."))  # fmt: skip
        self.reason.returnPressed.connect(self._waive)
        self.waive = Button(self.tr("No review"), "primary", on_click=self._waive)
        self.cancel = Button(self.tr("Cancel"), "quiet", on_click=self.waiver.hide)
        self.waiver.body.addLayout(row(STRETCH, self.cancel, self.waive))
        self._inside.addWidget(self.waiver)
        self._inside.addStretch(1)
        self.body.addLayout(self._inside)
        self.waiver.hide()

    def show_opened(self, found: "Opened") -> None:
        """An incident without a review."""
        if found.number != self._number:
            self._number = found.number
            self.waiver.hide()
            self.reason.clear()
        self.title.setText(f"#{found.number}  {found.title}")
        self.lead.setText(self._lead(found))
        self.start.setEnabled(found.over)
        self.form.setVisible(found.over)
        self.no_need.setVisible(found.over and found.detail is None)
        self.template.fill([(each, template_word(each, found)) for each in found.templates])
        self.template.set_value(found.template)
        self.form.show_errors({})

    def ask_why(self) -> None:
        """As the button does."""
        self.waiver.show_errors({})
        self.waiver.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fault(self, words: str, field: str) -> None:
        """Beside what it is about."""
        (self.waiver if field == "reason" else self.form).show_errors({field or "template": words})

    def _lead(self, found: "Opened") -> str:
        if found.detail is not None:
            said = self.tr("%1 said that no review is needed: %2")
            said = said.replace("%1", found.detail.row.changed_by)
            return said.replace("%2", found.detail.sections[0].text)
        if not found.over:
            return self.tr("It is not over yet: resolve it first, then it can be reviewed.")
        return self.tr("Nobody has begun its review. A draft is made here, from what is on record: "
                       "facts, clocks, people, timeline, what went well and what did not. "
                       "Nothing leaves this machine.")  # fmt: skip

    def _start(self) -> None:
        self.started.emit(str(self.template.value() or ""))

    def _waive(self) -> None:
        self.waived.emit(self.reason.text())

    def _show_incident(self) -> None:
        self.incident_wanted.emit(self._number)
