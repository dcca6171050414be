"""Restore from a backup: chosen, read through, and compared with what it would replace before
anything is touched."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import XL, L, M
from ui.welcome import reads
from ui.widgets.button import Button
from ui.widgets.card import Facts
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import KeyHint, Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from app.operations.recovery import Held

WIDE = 26  # ems


class RestoreForm(QWidget):
    """`wanted` carries the file that was looked at and agreed to; `left` says that it may go,
    `grown` that it is higher or lower."""

    wanted = Signal(object)
    left = Signal()
    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lite = True
        self.file: Path | None = None
        self._looking: Path | None = None  # it is being read through
        self._build()

    def _build(self) -> None:
        self.title = Text(self.tr("Restore from a backup"), "title", wrap=True)
        self.setAccessibleName(self.title.text())
        self.lead = Text("", "muted", wrap=True)
        self.facts = Facts()
        for key, label in (
            ("file", self.tr("Backup")), ("holds", self.tr("Holds")), ("now", self.tr("Replaces")),
        ):  # fmt: skip
            self.facts.add(label, "", key)
        self.told = Text("", "muted", wrap=True)
        self.pick = Button(self.tr("Choose a backup…"), on_click=self.choose)
        self.act = Button(self.tr("Restore it"), "danger", on_click=self._agree)
        self.cancel = Button(self.tr("Cancel"), "quiet", on_click=self.left.emit)
        head = row(self.title, KeyHint("Esc"))
        head.setStretch(0, 1)
        buttons = row(self.pick, STRETCH, self.cancel, self.act)
        self.setLayout(column(head, self.lead, self.facts, self.told, buttons, gap=M,
                              margins=(XL, L, XL, L)))  # fmt: skip
        self.setMinimumWidth(fonts.em() * WIDE)

    def begin(self, *, lite: bool) -> None:
        """Nothing is chosen yet. A PostgreSQL is the whole team's."""
        self._lite, self.file = lite, None
        lead = self.tr("A backup takes the place of all that this database holds. What is there "
                       "now is kept in a file beside it.")  # fmt: skip
        if not lite:
            lead = fault_words(Exception(self.tr(
                "This database is the whole team's. Stop the engines, then put a backup in its "
                "place with `watchbill db restore FILE --replace`, and start them again."
            )))  # fmt: skip
        self.lead.setText(lead)
        self._forget()
        for part in (self.pick, self.act):
            part.setVisible(lite)
        self._say("", "muted")
        (self.pick if lite else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """In the system's own dialog."""
        kinds = f"{self.tr('Backups (*.backup *.db)')};;{self.tr('All files (*)')}"
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a backup"), reads.backup_folder(), kinds
        )
        if path:
            self.look(Path(path))

    def look(self, file: Path) -> None:
        """Reads all of it; nothing is changed."""
        self._forget()
        self._looking = file
        self.pick.setEnabled(False)
        self._say(self.tr("Looking through the backup…"), "muted")
        self._bridge.run(
            partial(reads.backup_held, file), partial(self._found, file), self._refused
        )

    def work(self) -> None:
        """While it is being restored nothing else can be done here."""
        for part in (self.pick, self.act, self.cancel):
            part.setEnabled(False)
        self._say(self.tr("Restoring. Watchbill opens again by itself…"), "muted")

    # inside

    def _found(self, file: Path, held: "Held") -> None:
        if file != self._looking:  # another was chosen meanwhile, or the form was opened anew
            return
        self.file = file
        self.pick.setEnabled(True)
        self.facts.set("file", file.name)
        self.facts.set("holds", self._words(held))
        self.facts.show()
        if self._bridge.post is None:
            self._compare(None)
            return
        self._bridge.read(reads.present, self._compare, self._unread, key=(id(self), "present"))

    def _unread(self, _fault: Exception) -> None:
        self._compare(None)

    def _compare(self, held: "Held | None") -> None:
        if self.file is None:
            return
        unread = self.tr("a database that cannot be read")
        self.facts.set("now", self._words(held) if held else unread)
        self._say(
            self.tr("The backup is whole. What was written since then will be missing."), "warn"
        )
        self.act.setEnabled(True)
        self.act.setAccessibleDescription(
            self.tr("Replaces: %1").replace("%1", self._words(held) if held else unread)
        )
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)  # the safe answer has the keys

    def _refused(self, fault: Exception) -> None:
        self.pick.setEnabled(True)
        self._say(fault_words(fault), "error")

    def _agree(self) -> None:
        if self.file is not None:
            self.work()
            self.wanted.emit(self.file)

    def _forget(self) -> None:
        self.file = self._looking = None
        self.facts.hide()
        self.act.setEnabled(False)
        self.cancel.setEnabled(True)
        self.pick.setEnabled(True)

    def _say(self, words: str, look: str) -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))
        self.grown.emit()
        QTimer.singleShot(0, self, self.grown.emit)  # when the lines have their heights

    def _words(self, held: "Held") -> str:
        number = QLocale().toString
        words = self.tr("%1 people, %2 incidents").replace("%1", number(held.people))
        words = words.replace("%2", number(held.incidents))
        if held.last_at is None:
            return words
        last = self.tr("the last entry %1")
        return f"{words}; {last.replace('%1', ago_text(held.last_at, datetime.now(UTC)))}"
