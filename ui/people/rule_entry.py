"""One personal rule: so long after the page, this contact."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ui.people.entries import Entry
from ui.theme import fonts
from ui.widgets.duration import DurationField
from ui.widgets.menu import DropDown
from ui.widgets.text import Text


class RuleEntry(Entry):
    """Holds on to a contact by its key, so that its name can still be typed."""

    def __init__(self, contact: int, after: timedelta, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._build(after)
        self.wanted = contact

    def _build(self, after: timedelta) -> None:
        self.cross.setToolTip(self.tr("Take this rule out"))
        self.cross.setAccessibleName(self.cross.toolTip())
        self.after, self.contact = DurationField(after), DropDown()
        self.after.setFixedWidth(fonts.em() * 4)
        self.after.setAccessibleName(self.tr("So long after the page"))
        self.contact.setAccessibleName(self.tr("Contact"))
        for part in (Text(self.tr("after"), "muted"), self.after, Text(self.tr("by"), "muted")):
            self.line.addWidget(part)
        self.line.addWidget(self.contact, 1)
        self.line.addStretch(1)
        self.after.textEdited.connect(self.changed)
        self.after.changed.connect(self.changed)
        self.contact.currentIndexChanged.connect(self._choose)

    def offer(self, contacts: list[tuple[int, str]]) -> None:
        """The contacts of the form by key; the chosen one stays."""
        before = self.contact.blockSignals(True)
        self.contact.fill(list[tuple[object, str]](contacts))
        self.contact.set_value(self.wanted)
        self.contact.blockSignals(before)

    def begin(self) -> None:
        self.after.setFocus()
        self.after.selectAll()

    def _choose(self) -> None:
        value = self.contact.value()
        if isinstance(value, int):
            self.wanted = value
            self.changed.emit()
