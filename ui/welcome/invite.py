"""Invite a colleague: a file that opens in their Watchbill, with no secret in it unless asked."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import XL, L, M
from ui.welcome import reads, writes
from ui.widgets.button import Button
from ui.widgets.check import Check
from ui.widgets.field import Form
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Text

if TYPE_CHECKING:
    from app.queries.people import PersonRow


class InviteForm(QWidget):
    """`written` carries the file's path."""

    written = Signal(str)
    left = Signal()
    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Invite a colleague"))
        self.lead = Text(self.tr(
            "The file says which database your team works on and who they are. A double click "
            "opens it in their Watchbill."
        ), "muted", wrap=True)  # fmt: skip
        self.form, self.who = Form(), DropDown()
        self.form.add("person", self.tr("Who"), self.who)
        self.password = Check(self.tr("With the database's password"))
        self.key = Check(self.tr("With the key that opens contacts and integrations"))
        self.warning = Text(self.tr(
            "Whoever has this file can read the team's data: send it by a way you trust, and "
            "delete it when they are in."
        ), "warn", wrap=True)  # fmt: skip
        for box in (self.password, self.key):
            box.toggled.connect(self._weigh)
            self.form.body.addWidget(box)
        self.form.body.addWidget(self.warning)
        self.error = Text("", "error", wrap=True)
        self.save = Button(self.tr("Save the file…"), "primary", on_click=self.choose)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.left.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        head = Text(self.tr("Invite a colleague"), "title")
        layout.addLayout(row(head, STRETCH, KeyHint("Esc")))
        for part in (self.lead, self.form, self.error):
            layout.addWidget(part)
        layout.addLayout(row(STRETCH, cancel, self.save))
        self.setMinimumWidth(fonts.em() * 26)

    def begin(self) -> None:
        """Nothing ticked."""
        self.password.setChecked(False)
        self.key.setChecked(False)
        self.error.hide()
        self._weigh()
        self._bridge.read(reads.people, self._fill, key=(id(self), "people"))

    def choose(self) -> None:
        """Where to."""
        name = f"{(self.who.value() and self.who.currentText().split()[0].lower()) or 'team'}"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the invitation"), f"{name}.watchbill",
            self.tr("Watchbill invitation (*.watchbill)"),
        )  # fmt: skip
        if path:
            self.write(Path(path))

    def write(self, file: Path) -> None:
        """There."""
        target = file if file.suffix else file.with_suffix(".watchbill")
        who = self.who.value()
        act = partial(
            writes.invite, person=who if isinstance(who, int) else None, file=target,
            password=self.password.isChecked(), key=self.key.isChecked(),
        )  # fmt: skip
        self._bridge.read(act, self._written, self._refused)

    def _fill(self, people: "list[PersonRow]") -> None:
        anybody = (None, self.tr("Somebody who is not in the team yet"))
        self.who.fill([anybody, *((row.id, row.full_name or row.name) for row in people)])
        self.who.set_value(next((row.id for row in people), None))

    def _written(self, file: Path) -> None:
        self.written.emit(str(file))

    def _refused(self, fault: Exception) -> None:
        self.error.setText(fault_words(fault))
        self.error.show()
        self.grown.emit()

    def _weigh(self, _on: bool = False) -> None:
        self.warning.setVisible(self.password.isChecked() or self.key.isChecked())
        self.grown.emit()
