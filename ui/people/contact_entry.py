"""One way to reach somebody. An address that is stored is never shown again, only its kind."""

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.kinds import PageState
from ui.people.entries import Entry
from ui.theme import fonts
from ui.widgets.button import Button
from ui.widgets.field import LineField
from ui.widgets.pill import Tag
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from app.notify.send import Outcome

_KEYS = count(1)


class ContactEntry(Entry):
    """`scheme` is that of the stored address, empty for a new contact; `tried` asks for a test."""

    tried = Signal()

    def __init__(self, name: str = "", scheme: str = "", parent: QWidget | None = None) -> None:
        self.key = next(_KEYS)  # what rules hold on to while the name is typed
        self.stored = bool(scheme)
        self._name, self._scheme = name, scheme
        super().__init__(self.tr("Take %1 out").replace("%1", name or self.tr("this contact")))
        self.setParent(parent)
        self._build()

    def _build(self) -> None:
        self.label = ElidedLabel(self._name, "strong")
        self.name = LineField(self.tr("phone"))
        self.name.setAccessibleName(self.tr("Name of the contact"))
        self.name.setText(self._name)
        self.label.setFixedWidth(fonts.em() * 5)
        self.name.setFixedWidth(fonts.em() * 5)
        self.tag = Tag(self._scheme)
        self.tag.setToolTip(self.tr("The address is sealed: it can be replaced, not read."))
        self.address = LineField(self.tr("ntfy://ntfy.sh/topic, mailto://…"))
        self.address.setAccessibleName(self.tr("Apprise address"))
        self.replace = Button(self.tr("Replace"), "link", on_click=self.show_address)
        self.test = Button(self.tr("Send a test"), "link", on_click=self.tried.emit)
        self.line.addWidget(self.label)
        self.line.addWidget(self.name)
        self.line.addWidget(self.tag)
        self.line.addWidget(self.address, 1000)
        self.line.addStretch(1)
        self.line.addWidget(self.test)
        self.line.addWidget(self.replace)
        self._show(typing=not self.stored)
        self.name.textEdited.connect(self.changed)
        self.address.textEdited.connect(self.changed)

    def spec(self) -> tuple[str, str | None]:
        """Name and new address; no address keeps the one that is stored."""
        typed = self.address.text().strip()
        return self.named(), typed or (None if self.stored else "")

    def named(self) -> str:
        """As it is typed now."""
        return self._name if self.stored else self.name.text().strip()

    def blank(self) -> bool:
        """Whether nothing was typed into a new one."""
        return not self.stored and not self.named() and not self.address.text().strip()

    def show_address(self) -> None:
        """Offer the field for another address."""
        self._show(typing=True)
        self.address.setFocus()

    def begin(self) -> None:
        (self.address if self.stored else self.name).setFocus()

    def show_error(self, sentence: str) -> None:
        """Beside the address, which must be seen for it."""
        if sentence:
            self._show(typing=True)
        self.tell(sentence)

    def tell_sending(self) -> None:
        """A test is on its way."""
        self.test.setEnabled(False)
        self.tell(self.tr("Sending…"), "small")

    def tell_outcome(self, outcome: "Outcome") -> None:
        """How the test went."""
        self.test.setEnabled(True)
        if outcome.state is PageState.SENT:
            self.tell(self.tr("Sent. Look whether it arrived."), "good")
        else:
            self.tell(outcome.error or self.tr("It was not sent."))

    def tell_fault(self, fault: Exception) -> None:
        """The test could not even begin."""
        self.test.setEnabled(True)
        self.tell(str(fault))

    def _show(self, *, typing: bool) -> None:
        self.label.setVisible(self.stored)
        self.name.setVisible(not self.stored)
        self.address.setVisible(typing)
        for part in (self.tag, self.replace, self.test):
            part.setVisible(not typing)
