"""Which database this is, and its backups by the clock."""

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.settings import machine
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card, Facts
from ui.widgets.duration import DurationField, duration_of, duration_text
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flow
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ui.settings.machine import Machine

OFF = "off"


class DatabaseCard(Card):
    """What it is and holds, and the way to another."""

    connect_wanted = Signal()
    invite_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._bridge = bridge
        self.section.set_title(self.tr("Database"))
        self.setAccessibleName(self.tr("Database"))
        self.facts = Facts()
        for key, label in (
            ("kind", self.tr("Kind")), ("address", self.tr("Address")),
            ("holds", self.tr("Holds")), ("key", self.tr("Key")),
        ):  # fmt: skip
            self.facts.add(label, "", key)
        self.told = Text("", "muted", wrap=True)
        self.told.hide()
        self.check = Button(self.tr("Check it"), on_click=self.check_it)
        self.add(self.facts)
        self.add(self.told)
        self.add(flow(
            Button(self.tr("Connect to another…"), on_click=self.connect_wanted.emit),
            Button(self.tr("Invite…"), on_click=self.invite_wanted.emit), self.check,
        ))  # fmt: skip

    def show_machine(self, seen: "Machine") -> None:
        """As it is."""
        found = seen.database
        self.facts.set("kind", f"{found.kind}, {self.tr('schema')} {found.schema}")
        self.facts.set("address", _place(found.address))
        holds = self.tr("%1 people, %2 incidents").replace("%1", QLocale().toString(found.people))
        self.facts.set("holds", holds.replace("%2", QLocale().toString(found.incidents)))
        here = self.tr("on this machine")
        gone = self.tr("not on this machine: contacts and integration keys cannot be read")
        self.facts.set("key", here if found.key_here else gone)
        if found.large and not self.told.text():
            self._say(self.tr("The file is too large to be looked through at each start: check it "
                              "from time to time."), "muted")  # fmt: skip

    def check_it(self) -> None:
        """Looks through everything that is stored."""
        self.check.setEnabled(False)
        self._say(self.tr("Looking through everything…"), "muted")
        self._bridge.read(machine.checked, self._checked, self._failed)

    def _checked(self, wrong: list[str]) -> None:
        self.check.setEnabled(True)
        if wrong:
            self._say("\n".join(wrong[:5]), "alarm")
        else:
            self._say(self.tr("It is sound, and its audit log was not altered."), "good")

    def _failed(self, fault: Exception) -> None:
        self.check.setEnabled(True)
        self._say(fault_words(fault), "error")

    def _say(self, words: str, look: str) -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.show()


class BackupCard(Card):
    """Where to, how often, how many; and one at once, or one brought back."""

    restore_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._bridge = bridge
        self._seen: Machine | None = None
        self.section.set_title(self.tr("Backups by the clock"))
        self.setAccessibleName(self.tr("Backups"))
        self.state = Text("", "muted", wrap=True)
        self.folder, self.every, self.keep = LineField(), DurationField(), LineField()
        self.form = Form()
        self.form.add("folder", self.tr("Folder"), self.folder, self.tr(
            "Empty: none are made. Best on another disk, such as one that is synchronised."
        ))  # fmt: skip
        self.form.add("every", self.tr("Every"), self.every, self.tr("Such as 6 h or 1 d."))
        self.form.add("keep", self.tr("Keep the latest"), self.keep,
                      self.tr("And the last of each month, for a year."))  # fmt: skip
        self.form.beside("every", "keep")
        self.save = Button(self.tr("Save"), on_click=self.save_it)
        self.save.setAccessibleName(self.tr("Save when backups are made"))
        self.now = Button(self.tr("Back up now"), on_click=self.make_one)
        browse = Button(self.tr("Choose a folder…"), "quiet", on_click=self.browse)
        self.add(self.state)
        self.add(self.form)
        self.restore = Button(self.tr("Restore from a backup…"), on_click=self.restore_wanted.emit)
        self.add(flow(self.save, self.now, browse, self.restore))

    def show_machine(self, seen: "Machine", now: "datetime") -> None:
        """As it is; what is being typed stays."""
        if self._seen is None or self._words() == self._stored(self._seen):
            for field, said in zip(
                (self.folder, self.every, self.keep), self._stored(seen), strict=True
            ):
                field.setText(said)
        self._seen = seen
        self.now.setEnabled(bool(seen.folder))
        self.restore.setVisible(not seen.sample)
        self._tell(seen, now)

    def save_it(self) -> None:
        """From now on."""
        from app.domain.moment import spoken

        folder, every, keep = self._words()
        span = self.every.value()
        act = partial(machine.set_backups, folder or OFF, spoken(span) if span else every, keep)
        self._bridge.run(act, self._saved, self._refused)

    def make_one(self) -> None:
        """At once."""
        self.now.setEnabled(False)
        self._bridge.read(machine.back_up_now, self._made, self._refused)

    def browse(self) -> None:
        """In the system's own dialog."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where backups go"))
        if chosen:
            self.folder.setText(chosen)

    def _words(self) -> tuple[str, str, str]:
        return self.folder.text().strip(), self.every.text().strip(), self.keep.text().strip()

    def _stored(self, seen: "Machine") -> tuple[str, str, str]:
        span = duration_of(seen.every)
        return seen.folder, duration_text(span) if span else seen.every, seen.keep

    def _tell(self, seen: "Machine", now: "datetime") -> None:
        if seen.wrong:
            self._say(seen.wrong, "error")
        elif seen.sample:
            self._say(self.tr("The sample team is not kept."), "muted")
        elif not seen.folder and seen.database.kind == "SQLite":
            self._say(self.tr("No backup of this file is made. Name a folder below, best on "
                              "another disk."), "warn")  # fmt: skip
        elif not seen.folder:
            self._say(self.tr("None are made on this machine. A PostgreSQL is usually backed up "
                              "where it runs, with pg_dump."), "muted")  # fmt: skip
        elif seen.last_at is None:
            self._say(self.tr("None was made yet; the first comes within the hour."), "muted")
        else:
            words = self.tr("%1 are there; the last was made %2 (%3).")
            words = words.replace("%1", str(seen.made)).replace("%2", ago_text(seen.last_at, now))
            size = QLocale().formattedDataSize(seen.last_size)
            self._say(words.replace("%3", size), "good")

    def _saved(self, _: object) -> None:
        self.form.show_errors({})
        self._bridge.read(machine.machine, self._again)

    def _made(self, _file: "Path") -> None:
        self._bridge.read(machine.machine, self._again)

    def _again(self, seen: "Machine") -> None:
        from datetime import UTC, datetime

        self._seen = None
        self.show_machine(seen, datetime.now(UTC))

    def _refused(self, fault: Exception) -> None:
        self.now.setEnabled(True)
        field = getattr(fault, "field", None)
        if self.form.show_errors({field or "other": fault_words(fault)}):
            self._say(fault_words(fault), "error")

    def _say(self, words: str, look: str) -> None:
        self.state.setText(words)
        self.state.set_look(look)


def _place(address: str) -> str:
    file = address.removeprefix("sqlite:///")
    return address if file == address else unquote(file)
