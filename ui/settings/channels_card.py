"""The rooms many read: a chat, a mailing list, a telephone on the wall. An address is sealed, and
never shown again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import PageState
from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.settings import writes
from ui.settings.channel_form import ChannelForm, scheme_words
from ui.theme.space import XL, XS, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.pill import Tag
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.sure import Sure
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.notify.send import Outcome
    from app.queries.channel import ChannelRow


class ChannelsCard(Card):
    """The channels, what each is used by, and the form that adds or changes one."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Channels"))
        self.setAccessibleName(self.tr("Channels"))
        self._bridge = bridge
        self._shown: tuple[ChannelRow, ...] | None = None
        self._going: ChannelRow | None = None
        self.lines: dict[str, ChannelLine] = {}
        self._build()

    def _build(self) -> None:
        self.add(Text(self.tr("Rooms that many read: a chat, a mailing list. Levels of a policy, "
                              "groups that are told of updates and workflows can write there."),
                      "muted", wrap=True))  # fmt: skip
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.add(self._lines)
        self.setup = Button(self.tr("Add a channel"), icon_name="plus", on_click=self.begin)
        self.told = Text(look="small", wrap=True)
        self.told.hide()
        self.add(row(self.setup, STRETCH))
        self.add(self.told)
        self.form = ChannelForm()
        self.form.sent.connect(self.save_it)
        self.form.tried.connect(self.try_it)
        self.form.left.connect(self.leave)
        self.add(self.form)
        self.form.hide()

    def show_channels(self, rows: "tuple[ChannelRow, ...]") -> None:
        """Those there are; a form that is open keeps what is typed."""
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._lines)
        self.lines = {each.name: self._line(each) for each in rows}
        for line in self.lines.values():
            self._lines.addWidget(line)

    def begin(self, found: "ChannelRow | None" = None) -> None:
        """A new one, or one to change."""
        self.tell("")
        self.form.begin(found)
        self.form.show()
        self.setup.hide()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back, and forget what was typed."""
        self.form.address.clear()
        self.form.hide()
        self.setup.show()

    def save_it(self) -> None:
        """As the button does."""
        self.form.show_errors({})
        found = self.form.found
        name, address = self.form.said()
        act = partial(writes.save_channel, name=name, address=address, by=self._bridge.actor(),
                      ident=found.id if found else None,
                      seen=found.version if found else None)  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def try_it(self) -> None:
        """To what is typed, else to what is stored; on a reader's thread, for it may be slow."""
        self.form.show_errors({})
        self.tell(self.tr("Sending…"))
        found, (_, address) = self.form.found, self.form.said()
        act = partial(writes.try_channel, ident=found.id if found else None, address=address)
        self._bridge.read(act, self._tried, self._refused)

    def remove(self, ident: int, seen: int) -> None:
        """Refused while something needs it."""
        act = partial(writes.remove_channel, ident=ident, by=self._bridge.actor(), seen=seen)
        self._bridge.write(act, self._removed, self._refused)

    def tell(self, words: str, look: str = "small") -> None:
        """Below the channels."""
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))

    def _line(self, each: "ChannelRow") -> "ChannelLine":
        line = ChannelLine(each)
        line.change.clicked.connect(partial(self._begin_with, each))
        line.test.clicked.connect(partial(self._test, each.name, each.id))
        line.sure.gone.clicked.connect(partial(self._remove, each))
        return line

    def _begin_with(self, each: "ChannelRow", _on: bool = False) -> None:
        self.begin(each)

    def _remove(self, each: "ChannelRow", _on: bool = False) -> None:
        self.remove(each.id, each.version)

    def _test(self, name: str, ident: int, _on: bool = False) -> None:
        line = self.lines[name]
        line.tell(self.tr("Sending…"))
        act = partial(writes.try_channel, ident=ident, address="")
        self._bridge.read(act, partial(self._tested, name), partial(self._failed, name))

    def _tested(self, name: str, outcome: "Outcome") -> None:
        if name in self.lines:
            self.lines[name].tell(*outcome_words(outcome))

    def _failed(self, name: str, fault: Exception) -> None:
        if name in self.lines:
            self.lines[name].tell(fault_words(fault), "error")

    def _tried(self, outcome: "Outcome") -> None:
        self.tell(*outcome_words(outcome))

    def _saved(self, _: object) -> None:
        self.leave()
        self.tell(self.tr("Saved."), "good")

    def _removed(self, _: object) -> None:
        self.tell(self.tr("Removed. Its address is forgotten."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused, Unavailable

        if isinstance(fault, Refused) and not self.form.isHidden():
            left = self.form.show_errors({fault.field or "": fault_words(fault)})
            self.tell(" ".join(left), "error")
        elif isinstance(fault, Refused | Conflict | Unavailable):
            self.tell(fault_words(fault), "error")
        else:
            self._bridge.failed.emit(fault)


class ChannelLine(QWidget):
    """One channel: its name, the kind of its address, what needs it. Before one goes, it asks."""

    def __init__(self, each: "ChannelRow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(each.name)
        self._used = bool(each.uses)
        self._build(each)

    def _build(self, each: "ChannelRow") -> None:
        self.test = Button(self.tr("Send a test"), "link")
        self.change = Button(self.tr("Change"), "link")
        self.remove = Button(self.tr("Remove"), "link", on_click=self._ask)
        for button, words in (
            (self.test, self.tr("Send a test to %1")),
            (self.change, self.tr("Change %1")),
            (self.remove, self.tr("Remove %1")),
        ):
            button.setAccessibleName(words.replace("%1", each.name))
        tag = Tag(scheme_words(each.scheme))
        tag.setToolTip(self.tr("The address is sealed: it can be replaced, not read."))
        name = ElidedLabel(each.name, "strong")
        head = row(name, tag, STRETCH, self.test, self.change, self.remove)
        uses = Text(_uses_words(each.uses), "small", wrap=True)
        self._told = Text(look="small", wrap=True)
        self._told.hide()
        words = self.tr("Its address is forgotten, and has to be typed again to have it back.")
        self.sure = Sure(words, self.tr("Remove %1").replace("%1", each.name))
        self.setLayout(column(head, uses, self._told, self.sure, gap=XS))

    def tell(self, words: str, look: str = "small") -> None:
        """What came of a test."""
        self._told.setText(words)
        self._told.set_look(look)
        self._told.show()
        self.setAccessibleDescription(words)

    @property
    def told(self) -> str:
        """What stands below."""
        return self._told.text()

    def _ask(self) -> None:
        """What is needed goes nowhere: then the answer is why, at once."""
        if self._used:
            self.sure.gone.click()
        else:
            self.sure.ask(self.remove)


def outcome_words(outcome: "Outcome") -> tuple[str, str]:
    """What came of a test, and how it looks."""
    if outcome.state is not PageState.SENT:
        return worded(outcome.error), "error"
    sent = QCoreApplication.translate("Settings", "Sent. Look whether it arrived.")
    return worded(outcome.error) or sent, "good"


def _uses_words(uses: tuple[str, ...]) -> str:
    if not uses:
        return QCoreApplication.translate("Settings", "Nothing uses it yet.")
    words = QCoreApplication.translate("Settings", "Used by %1.")
    return words.replace("%1", ", ".join(worded(each) for each in uses))
