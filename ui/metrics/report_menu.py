"""The report: of last month or of what is shown, to a file, or mailed when a month is over."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.metrics import reads
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.menu import Menu
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.report import Plan
    from ui.metrics.wanted import Wanted

KINDS = "PDF (*.pdf);;HTML (*.html);;Markdown (*.md)"
WIDTH = 26  # ems


class ReportMenu(QObject):
    """Fills a button; `told` carries a sentence."""

    told = Signal(str)

    def __init__(self, bridge: Bridge, button: Button, wanted: "Callable[[], Wanted]") -> None:
        super().__init__(button)
        self._bridge, self._button, self._wanted = bridge, button, wanted
        menu = Menu(parent=button)
        menu.add(self.tr("Last month…"), partial(self.save, True), "calendar-days")
        menu.add(self.tr("What is shown…"), partial(self.save, False), "file-text")
        menu.addSeparator()
        menu.add(self.tr("Mail it every month…"), self.plan, "mail")
        button.set_menu(menu)

    def save(self, month: bool) -> None:
        """Asks where."""
        name = "incident-report.pdf"
        told = QFileDialog.getSaveFileName(self._button, self.tr("Save the report"), name, KINDS)
        if told[0]:
            path = Path(told[0])
            self.save_to(path if path.suffix else path.with_suffix(".pdf"), month)

    def save_to(self, path: Path, month: bool) -> None:
        """PDF, HTML or Markdown by the ending; takes a few seconds."""
        self.told.emit(self.tr("Writing the report …"))
        work = partial(reads.reported, wanted=self._wanted(), path=path, month=month)
        self._bridge.read(work, self._saved, self._not_saved)

    def plan(self) -> None:
        """Whether and where it is mailed."""
        self._bridge.read(reads.planned, self._open)

    def _open(self, plan: "Plan") -> None:
        popup = MailPopup(plan, self._button)
        popup.wanted.connect(partial(self._schedule, popup))
        popup.closed.connect(popup.deleteLater)
        popup.open_below(self._button, fonts.em() * WIDTH)

    def _schedule(self, popup: "MailPopup", address: str) -> None:
        work = partial(reads.scheduled, address=address, zone=self._wanted().zone,
                       by=self._bridge.actor())  # fmt: skip
        self._bridge.write(work, partial(self._planned, popup), popup.refuse)

    def _planned(self, popup: "MailPopup", plan: "Plan") -> None:
        popup.close()
        on = self.tr("The report is mailed when a month is over")
        self.told.emit(on if plan.scheme else self.tr("The report is not mailed any more"))

    def _saved(self, path: Path) -> None:
        self.told.emit(self.tr("Saved %1").replace("%1", path.name))

    def _not_saved(self, fault: Exception) -> None:
        self.told.emit(self.tr("Not saved: %1").replace("%1", fault_words(fault)))


class MailPopup(PopupCard):
    """`wanted` carries an address; empty: no more."""

    wanted = Signal(str)

    def __init__(self, plan: "Plan", parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        self.setAccessibleName(self.tr("Mail the report every month"))
        self.field = QLineEdit()
        self.field.setPlaceholderText("mailto://user:word@example.org?to=board@example.org")
        self.field.setAccessibleName(self.tr("Address"))
        self.field.returnPressed.connect(self.take)
        self.error = Text(plan.error, "error", wrap=True)
        self.error.setVisible(bool(plan.error))
        lead = self.tr("The engine sends it as PDF and HTML when a month is over.")
        if plan.scheme:
            lead += " " + self.tr("Now by %1; the last was %2.").replace("%1", plan.scheme)
            lead = lead.replace("%2", plan.sent)
        self.body.setSpacing(S)
        self.body.addWidget(Text(self.tr("Mail the report every month"), "strong", wrap=True))
        self.body.addWidget(Text(lead, "small", wrap=True))
        self.body.addWidget(self.field)
        self.body.addWidget(self.error)
        stop = Button(self.tr("Stop"), "quiet", on_click=partial(self.wanted.emit, ""))
        stop.setVisible(bool(plan.scheme))
        save = Button(self.tr("Save"), "primary", on_click=self.take)
        self.body.addLayout(row(stop, STRETCH, save))

    def take(self) -> None:
        """What is typed."""
        address = self.field.text().strip()
        if address:
            self.wanted.emit(address)
        else:
            self._complain(self.tr("An address is needed, such as mailto://…"))

    def refuse(self, fault: Exception) -> None:
        """Beside the field."""
        self._complain(fault_words(fault))

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.adjustSize()
