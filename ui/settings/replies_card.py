"""Replies by e-mail: the mailbox that is looked into. Its password is never shown again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.meanwhile import Meanwhile
from ui.settings import writes
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flow
from ui.widgets.pill import Dot
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.settings.reads import Replies

MOST = 65535  # of ports


class RepliesCard(Card):
    """Where replies are looked for, and the form that sets it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Replies by e-mail"))
        self.setAccessibleName(self.tr("Replies by e-mail"))
        self._bridge = bridge
        self._build()
        self._build_form()

    def _build(self) -> None:
        self.add(Text(self.tr("Whoever is paged by e-mail can answer it: “ack” acknowledges, "
                              "“resolved” resolves, anything else becomes a note."),
                      "muted", wrap=True))  # fmt: skip
        self.dot, self.state = Dot(), Text(wrap=True)
        line = row(self.dot, self.state)
        line.setStretch(1, 1)
        self.add(line)
        self.setup = Button(self.tr("Set a mailbox"), icon_name="plus", on_click=self.begin)
        self.replace = Button(self.tr("Replace"), on_click=self.begin)
        self.remove = Button(self.tr("Remove"), "quiet", on_click=self.end)
        self.replace.setAccessibleName(self.tr("Replace the mailbox"))
        self.remove.setAccessibleName(self.tr("Remove the mailbox"))
        self.told = Text(look="small", wrap=True)
        self.add(flow(self.setup, self.replace, self.remove))
        self.add(self.told)
        self.told.hide()

    def _build_form(self) -> None:
        self.form = Form()
        self.host, self.port = LineField("imap.example.org"), LineField("993")
        self.user, self.word = LineField("watch@example.org"), LineField()
        self.folder = LineField("INBOX")
        self.word.setEchoMode(LineField.EchoMode.Password)
        self.sealed = Check(self.tr("Encrypted (IMAPS)"))
        self.sealed.setChecked(True)
        self.sealed.toggled.connect(self._hint_port)
        self.form.add("host", self.tr("Server"), self.host)
        self.form.add("port", self.tr("Port"), self.port, optional=True)
        self.form.add("user", self.tr("User"), self.user)
        sealed = self.tr("It is sealed, and never shown again.")
        self.form.add("word", self.tr("Password"), self.word, sealed)
        self.form.add("folder", self.tr("Folder"), self.folder, optional=True)
        self.form.beside("host", "port")
        self.form.beside("user", "word")
        self.form.body.addWidget(self.sealed)
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self.leave)
        self.form.body.addWidget(self.meanwhile)
        self.save = Button(self.tr("Save mailbox"), on_click=self.save_it)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        self.form.body.addLayout(row(STRETCH, cancel, self.save))
        self._fields = (self.host, self.port, self.user, self.word, self.folder)
        for field in self._fields:
            field.returnPressed.connect(self.save_it)
        self.add(self.form)
        self.form.hide()

    def show_replies(self, found: "Replies", now: "datetime") -> None:
        """As it is stored."""
        typing = not self.form.isHidden() and any(each.text() for each in self._fields)
        where = self._where(found)
        self.meanwhile.hear(found.stand, where, typing)
        for part in (self.replace, self.remove):
            part.setVisible(found.on)
        self.setup.setVisible(not found.on and self.form.isHidden())
        self.dot.show_mood("good" if found.looked else "warn" if found.on else "quiet")
        if not found.on:
            self.state.setText(self.tr("Replies are not looked for."))
            return
        if found.looked is None:
            self.state.setText(self.tr("%1. Not looked into yet.").replace("%1", where))
            return
        words = self.tr("%1. Looked into %2.").replace("%1", where)
        self.state.setText(words.replace("%2", ago_text(found.looked, now)))

    def _where(self, found: "Replies") -> str:
        """Which mailbox it is; empty for none."""
        if not found.on:
            return ""
        where = self.tr("%1 at %2").replace("%1", found.user).replace("%2", found.host)
        return where if found.host else self.tr("A mailbox whose key is not on this machine")

    def begin(self) -> None:
        """An empty form; what is stored stays until it is saved."""
        self.form.show_errors({})
        self._tell("")
        self.form.show()
        self.setup.hide()
        self.host.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back, and forget what was typed."""
        for field in self._fields:
            field.clear()
        self.meanwhile.hide()
        self.form.hide()
        self.setup.setVisible(self.remove.isHidden())

    def save_it(self) -> None:
        """As the button does."""
        wrong = self._wrong()
        self.form.show_errors(wrong)
        if wrong:
            return
        box = writes.Box(self.host.text().strip(), self.port.text().strip(),
                         self.user.text().strip(), self.word.text(),
                         self.folder.text().strip(), self.sealed.isChecked())  # fmt: skip
        act = partial(writes.set_mailbox, box=box, by=self._bridge.actor(),
                      was=self.meanwhile.send())  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def end(self) -> None:
        """Replies are looked for nowhere."""
        act = partial(writes.set_mailbox, box=None, by=self._bridge.actor(),
                      was=self.meanwhile.stamp)  # fmt: skip
        self._bridge.write(act, self._ended)

    def _wrong(self) -> dict[str, str]:
        port = self.port.text().strip()
        found = {
            "host": not self.host.text().strip(),
            "port": bool(port) and not _port(port),
            "user": not self.user.text().strip(),
            "word": not self.word.text(),
        }  # fmt: skip
        said = {
            "host": self.tr("Which server? Such as imap.example.org."),
            "port": self.tr("A port is a number up to 65535."),
            "user": self.tr("As whom? Mostly the e-mail address."),
            "word": self.tr("The mailbox needs its password."),
        }
        return {key: said[key] for key, bad in found.items() if bad}

    def _saved(self, stamp: str) -> None:
        self.meanwhile.sent(stamp)
        self.leave()
        self._tell(self.tr("Saved. An engine looks into it within a minute."), "good")

    def _ended(self, _: object) -> None:
        self._tell(self.tr("Removed."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if self.meanwhile.refused(fault):
            return
        if isinstance(fault, Refused):
            self.form.show_errors({"host": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _hint_port(self, sealed: bool) -> None:
        self.port.setPlaceholderText("993" if sealed else "143")

    def _tell(self, words: str, look: str = "small") -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))


def _port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) <= MOST
