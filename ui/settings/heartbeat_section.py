"""The heartbeat: somebody else alarms when Watchbill falls silent. Its address is a secret."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.meanwhile import Meanwhile
from ui.settings import writes
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.check import Check
from ui.widgets.duration import DurationField, duration_text
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flow
from ui.widgets.pill import Dot
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.settings.reads import Paging

USUAL = timedelta(minutes=1)


class HeartbeatSection(Section):
    """Shows the host and how the last beat went; the address can be replaced, not read."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Heartbeat"))
        self.setAccessibleName(self.tr("Heartbeat"))
        self._bridge = bridge
        self._build_rest()
        self._build_form()

    def _build_rest(self) -> None:
        why = self.tr(
            "An address hears from us as long as paging works, so that a service outside alarms "
            "when we fall silent."
        )
        self.add(Text(why, "muted", wrap=True))
        self.dot, self.state = Dot(), Text(wrap=True)
        line = row(self.dot, self.state)
        line.setStretch(1, 1)
        self.add(line)
        self.test = Button(self.tr("Send one now"), icon_name="send", on_click=self.send)
        self.replace = Button(self.tr("Replace"), "quiet", on_click=self.begin)
        self.remove = Button(self.tr("Remove"), "quiet", on_click=self.end)
        self.setup = Button(self.tr("Set a heartbeat"), icon_name="plus", on_click=self.begin)
        self.replace.setAccessibleName(self.tr("Replace the heartbeat's address"))
        self.remove.setAccessibleName(self.tr("Remove the heartbeat"))
        self.told = Text(look="small", wrap=True)
        self.add(flow(self.setup, self.test, self.replace, self.remove))
        self.add(self.told)
        self.told.hide()

    def _build_form(self) -> None:
        self.form = Form()
        self.address, self.every = LineField(), DurationField(USUAL)
        self.address.setPlaceholderText(self.tr("https://hc.example.org/ping/…"))
        self.inside = Check(self.tr("It may be an address inside the house"))
        sealed = self.tr("A web address, or one of Apprise. It is sealed, and not shown again.")
        self.form.add("url", self.tr("Address"), self.address, sealed)
        self.form.add("every", self.tr("Every"), self.every, self.tr("10s or longer."))
        self.save = Button(self.tr("Save heartbeat"), on_click=self.save_it)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        self.form.body.addWidget(self.inside)
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self.leave)
        self.form.body.addWidget(self.meanwhile)
        self.form.body.addLayout(row(STRETCH, cancel, self.save))
        self.address.returnPressed.connect(self.save_it)
        self.add(self.form)
        self.form.hide()

    def show_beats(self, found: "Paging", now: "datetime") -> None:
        """As it is stored."""
        beats = found.beats
        typing = not self.form.isHidden() and bool(self.address.text())
        to = f"{found.place}, {duration_text(beats.every)}" if beats is not None else ""
        self.meanwhile.hear(found.beats_stand, to, typing)
        for part in (self.test, self.replace, self.remove):
            part.setVisible(beats is not None)
        self.setup.setVisible(beats is None and self.form.isHidden())
        if beats is None:
            self._say("quiet", self.tr("No heartbeat goes out."))
            return
        words = self.tr("%1, every %2").replace("%1", found.place)
        lead = words.replace("%2", duration_text(beats.every))
        if found.sample:
            kept = self.tr("%1. Nothing is sent from the sample team.")
            self._say("quiet", kept.replace("%1", lead))
        elif beats.error:
            failed = self.tr("%1. The last one failed: %2").replace("%1", lead)
            self._say("alarm", failed.replace("%2", beats.error))
        elif beats.heard_at is None:
            self._say("warn", self.tr("%1. None was sent yet.").replace("%1", lead))
        else:
            heard = self.tr("%1. Heard %2.").replace("%1", lead)
            self._say("good", heard.replace("%2", ago_text(beats.heard_at, now)))

    def begin(self) -> None:
        """Ask for an address; nothing changes before it is saved."""
        self.address.clear()
        self.form.show_errors({})
        self._tell("")
        self.form.show()
        self.setup.hide()
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back, and forget what was typed."""
        self.address.clear()
        self.meanwhile.hide()
        self.form.hide()
        self.setup.setVisible(self.test.isHidden())

    def save_it(self) -> None:
        """As the button does."""
        every, wrong = self.every.value(), {}
        if not self.address.text().strip():
            wrong["url"] = self.tr("An address is missing, such as https://hc.example.org/ping/…")
        if every is None:
            wrong["every"] = self.tr("This is no length of time, such as 60s or 5m.")
        if wrong or every is None:
            self.form.show_errors(wrong)
            return
        address = self.address.text().strip()
        act = partial(writes.set_heartbeat, address=address, every=every,
                      inside=self.inside.isChecked(), by=self._bridge.actor(),
                      was=self.meanwhile.send())  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def end(self) -> None:
        """Nobody expects one any more."""
        act = partial(writes.set_heartbeat, address="", every=USUAL, inside=False,
                      by=self._bridge.actor(), was=self.meanwhile.stamp)  # fmt: skip
        self._bridge.write(act, self._ended)

    def send(self) -> None:
        """One now; on a reader, for the other end may be slow and other writes must not wait."""
        self.test.setEnabled(False)
        self._tell(self.tr("Sending…"))
        self._bridge.read(writes.try_beat, self._sent, self._unsent, key=(id(self), "beat"))

    def _sent(self, wrong: str) -> None:
        self.test.setEnabled(True)
        heard = self.tr("It was heard. Look whether the other side says so too.")
        self._tell(wrong or heard, "error" if wrong else "good")

    def _unsent(self, fault: Exception) -> None:
        self._sent(fault_words(fault))

    def _saved(self, stamp: str) -> None:
        self.meanwhile.sent(stamp)
        self.leave()
        self._tell(self.tr("Saved. Send one now to see that it is heard."), "good")

    def _ended(self, _: object) -> None:
        self._tell(self.tr("Removed: whoever waits for it will alarm, so tell them."), "small")

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if self.meanwhile.refused(fault):
            return
        if isinstance(fault, Refused):
            self.form.show_errors({fault.field or "url": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _say(self, mood: str, words: str) -> None:
        self.dot.show_mood(mood)
        self.state.setText(words)

    def _tell(self, words: str, look: str = "small") -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))
