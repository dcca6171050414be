"""One way to reach somebody. An address that is stored is never shown again, only its kind."""

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import PageState
from ui.language.sentence import fault_words
from ui.people.contact_guide import ContactGuide
from ui.people.contact_ways import RAW
from ui.people.entries import Entry
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.field import LineField
from ui.widgets.flow import flow, held
from ui.widgets.hours import HoursList
from ui.widgets.pill import Tag
from ui.widgets.rows import column, row
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.domain.rota import Restriction
    from app.notify.send import Outcome

_KEYS = count(1)
SERVICES = {  # by the scheme of an address, where that is not the name people use
    "ntfys": "ntfy", "gotifys": "gotify", "jsons": "json", "xmls": "xml", "forms": "form",
    "tgram": "telegram", "pover": "pushover", "pbul": "pushbullet", "msteams": "teams",
    "twilio": "sms", "signals": "signal",
}  # fmt: skip
MAILS = ("mailto", "mailtos")


class ContactEntry(Entry):
    """`scheme` is that of the stored address, empty for a new contact; `tried` asks for a test."""

    tried = Signal()

    def __init__(self, name: str = "", scheme: str = "", parent: QWidget | None = None) -> None:
        self.key = next(_KEYS)  # what rules hold on to while the name is typed
        self.stored = bool(scheme)
        self._name, self._scheme = name, scheme
        self._typed = False  # a name
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
        self.address = LineField(self.tr("ntfys://ntfy.sh/topic"))
        self.address.setAccessibleName(self.tr("Apprise address"))
        self.replace = Button(self.tr("Replace"), "link", on_click=self.show_address).give_way()
        self.test = Button(self.tr("Send a test"), "link", on_click=self.tried.emit).give_way()
        self.when = Button(self.tr("Hours"), "link", on_click=self._fold).give_way()
        self.hours = HoursList(none=self.tr("At every hour."))
        self.line.addWidget(self.label)
        self.line.addWidget(self.name)
        self.line.addWidget(self.tag)
        self.guide = ContactGuide()
        self.guide.pick.setMinimumWidth(fonts.em() * 6)
        self.line.addWidget(self.guide.pick)
        self.line.addWidget(self.address, 1000)
        self.line.addStretch(1)
        self.links = held(flow(self.when, self.test, self.replace, centred=True))
        self.line.addWidget(self.links)
        self._second = row(margins=(0, 0, 0, 0))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertLayout(1, self._second)
        self.guide.chosen.connect(self._choose)
        self.guide.said.connect(self._put)
        outer.insertWidget(2, self.guide)
        self._build_hours()
        self._show(typing=not self.stored)
        self.name.textEdited.connect(self._keep_name)
        self.address.textEdited.connect(self._propose)

    def _build_hours(self) -> None:
        """Folded below, for most contacts are used at every hour."""
        words = self.tr("When it is used for what is not urgent, by their own clock. "
                        "High urgency comes at every hour.")  # fmt: skip
        self.room = QWidget()
        self.room.setLayout(
            column(Text(words, "small", wrap=True), self.hours, margins=(fonts.em(), 0, 0, S))
        )
        self.room.setAccessibleName(self.tr("Hours of %1").replace("%1", self._name))
        self.room.hide()
        below = self.layout()
        assert below is not None
        below.addWidget(self.room)
        self.hours.changed.connect(self._hours_changed)
        self._tell_hours()

    def spec(self) -> tuple[str, str | None]:
        """Name and new address; no address keeps the one that is stored."""
        typed = self.address.text().strip()
        return self.named(), typed or (None if self.stored else "")

    def named(self) -> str:
        """As it is typed now."""
        return self._name if self.stored else self.name.text().strip()

    def blank(self) -> bool:
        """Whether nothing was typed into a new one."""
        raw = self.guide.way.key == RAW
        return raw and not (self.stored or self.named() or self.address.text().strip())

    def wrong(self) -> str:
        """What is still missing of an address that is put together; empty when nothing is."""
        missing = self.guide.missing() if self.guide.isVisibleTo(self) else ""
        return self.tr("Missing: %1.").replace("%1", missing) if missing else ""

    def _keep_name(self, name: str) -> None:
        self._typed = bool(name.strip())
        self.changed.emit()

    def _propose(self, address: str) -> None:
        """A name, as long as nobody typed one: that of the service."""
        scheme, mark, _ = address.strip().lower().partition("://")
        if mark and not (self._typed or self.stored):
            named = self.tr("mail") if scheme in MAILS else SERVICES.get(scheme, scheme)
            self.name.setText(self._free(named))
        self.changed.emit()

    def _free(self, name: str) -> str:
        """With a number where another contact of the person has this name."""
        around = self.parentWidget()
        others = around.findChildren(ContactEntry) if around is not None else ()
        taken = {each.named() for each in others if each is not self}
        numbered = (f"{name} {number}" for number in count(2))
        return name if name not in taken else next(each for each in numbered if each not in taken)

    def _choose(self, way: str) -> None:
        """Another way: what was said of the last one is not part of it."""
        self.address.clear()
        self.address.setVisible(way == RAW)
        self.tell("")
        self._propose(self.guide.shape())
        self._lay_links()

    def _put(self, address: str) -> None:
        """What the guide has put together."""
        self.address.setText(address)
        self._propose(address)

    def show_hours(self, listed: "Sequence[Restriction]") -> None:
        """Those that are stored; seen once the link is pressed."""
        self.hours.set_value(listed)
        self._tell_hours()

    def complain_of_hours(self, sentence: str) -> None:
        """Below the hours, which must be seen for it."""
        self.room.show()
        self.tell(sentence)

    def _fold(self) -> None:
        self.room.setVisible(self.room.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel what can be done stands below, in a line of its own."""
        super().resizeEvent(event)
        self._lay_links()

    def _lay_links(self) -> None:
        parts = (self.label, self.name, self.guide.pick, self.address, self.cross)
        wide = [_least(each) + S for each in parts if not each.isHidden()]
        wide.append(0 if self.tag.isHidden() else self.tag.sizeHint().width() + S)
        below = sum(wide) + 2 * S + self.links.sizeHint().width() > self.width()
        if below != (self._second.count() > 0):
            here, there = (self.line, self._second) if below else (self._second, self.line)
            here.removeWidget(self.links)
            there.addWidget(self.links)

    def _hours_changed(self) -> None:
        self._tell_hours()
        self.changed.emit()

    def _tell_hours(self) -> None:
        """Whether there are any is told while they are folded."""
        some = bool(self.hours.lines)
        self.when.setText(self.tr("Some hours") if some else self.tr("Hours"))
        name = self.named() or self.tr("this contact")
        self.when.setAccessibleName(self.tr("Hours of %1").replace("%1", name))
        self._lay_links()

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
        self.tell(fault_words(fault))

    def _show(self, *, typing: bool) -> None:
        self.label.setVisible(self.stored)
        self.name.setVisible(not self.stored)
        self.address.setVisible(typing and self.guide.way.key == RAW)
        self.guide.setVisible(typing)
        self.guide.pick.setVisible(typing)
        for part in (self.tag, self.replace, self.test):
            part.setVisible(not typing)
        self._lay_links()


def _least(part: QWidget) -> int:
    part.ensurePolished()  # what was never seen has another font
    return part.minimumWidth() or part.minimumSizeHint().width()
