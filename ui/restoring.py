"""Restoring from a backup: the sheet that asks, and what is said once it is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.language.sentence import fault_words
from ui.places import Places
from ui.shell.actions import Act

if TYPE_CHECKING:
    from app.operations.recovery import Recovered
    from ui.shell.overlay import Overlay
    from ui.welcome.restore import RestoreForm


class Restoring(QObject):
    """`wanted` carries the backup that is to take the place of the database, which is closed for
    it."""

    wanted = Signal(object)

    def __init__(self, places: Places, named: str = "", *, offered: bool = True) -> None:
        """Not `offered` for the sample team, which is not kept. `named`: the database that was
        asked for; empty: the one of the settings."""
        super().__init__(places.window)
        self._named = named
        self._places, self._window = places, places.window
        self._made: tuple[Overlay, RestoreForm] | None = None
        places.restore_wanted.connect(self.begin)
        act = Act("restore", self.tr("Restore from a backup…"), "", "history",
                  self.tr("Everywhere"), self.tr("backup copy bring back recover"))  # fmt: skip
        if offered:
            self._window.acts.add(act, self.begin)

    def begin(self) -> None:
        """Also where the database cannot be opened: that is when it is needed most."""
        sheet, form = self._sheet()
        sheet.open()
        form.begin(lite=self._lite())

    def tell(self, done: "Recovered | Exception") -> None:
        """In the window that has taken the place of the one before."""
        bars = self._window.bars
        if isinstance(done, Exception):
            bars.tell("restored", self.tr("Nothing was restored."), fault_words(done), "alarm")
            return
        lead, words = self.tr("The backup was restored."), ""
        if done.kept is not None:
            kept = self.tr("What was there before is kept: %1")
            words = kept.replace("%1", str(done.kept))
        bars.tell("restored", lead, words, "good")
        if done.locked:
            lead = self.tr("Its key is not on this machine.")
            words = self.tr("Without it nobody can be paged: `watchbill db key import`.")
            bars.tell("unlocked", lead, fault_words(Exception(words)), "alarm")

    def _lite(self) -> bool:
        """Whether it is a file of this machine, which can be replaced from here."""
        from app import settings
        from app.errors import Refused

        post = self._places.bridge.post
        if post is not None:
            return post.store.database.lite
        try:
            return not (self._named or settings.load().database).startswith("postgres")
        except (Refused, OSError):  # settings that cannot be read: it is not known
            return True

    def _sheet(self) -> "tuple[Overlay, RestoreForm]":
        if self._made is None:
            from ui.shell.overlay import Overlay
            from ui.welcome.restore import RestoreForm

            sheet, form = Overlay(self._window), RestoreForm(self._places.bridge)
            sheet.hold(form)
            form.wanted.connect(self._agreed)
            self._made = sheet, form
        return self._made

    def _agreed(self, file: Path) -> None:
        self.wanted.emit(file)
