"""Beside a form of one setting: that a colleague set it while somebody types here, and to what."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.operations.seen import Stand


class Meanwhile(QWidget):
    """Hidden while there is nothing to say. `given_up`: theirs is taken, what is typed may go."""

    given_up = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._seen: Stand | None = None  # what a save is weighed against
        self._late: tuple[Stand, str] | None = None  # heard while a save was under way
        self._sending = False
        self.said = Text(look="warn", wrap=True)
        self.theirs = Button(self.tr("Use theirs"), "link", on_click=self._give_up)
        layout = column(self.said, row(self.theirs, STRETCH), gap=S)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.hide()

    @property
    def stamp(self) -> str | None:
        """Of what was seen; None before anything was read."""
        return self._seen.stamp if self._seen is not None else None

    def hear(self, now: "Stand", to: str, typing: bool) -> None:
        """How it stands by now, in words (empty: it is not set). While somebody is `typing`,
        another's change is said; from then on a save is meant to keep what is typed."""
        if self._sending:
            self._late = now, to
            return
        before, self._seen = self._seen, now
        if before is None or now.stamp == before.stamp:
            return
        if not typing:
            self.hide()
            return
        words = self.tr("%1 set it to “%2” meanwhile. Save keeps yours.") if to else self.tr(
            "%1 took it out meanwhile. Save keeps yours.")  # fmt: skip
        self._say(words.replace("%1", now.by or self.tr("Somebody")).replace("%2", to))

    def send(self) -> str | None:
        """A save is under way from here; the stamp it is weighed against."""
        self._sending, self._late = True, None
        return self.stamp

    def sent(self, stamp: str) -> None:
        """It was stored, and stands so by now."""
        from app.operations.seen import Stand

        if self._late is not None and self._late[0] == self._seen:
            self._late = None  # read before it was stored
        self._sending, self._seen = False, Stand(stamp, self._bridge.user)
        self.hide()
        self._catch_up(typing=False)

    def refused(self, fault: Exception) -> bool:
        """It was not; whether that is said here, for a colleague was faster."""
        from app.errors import Conflict

        self._sending = False
        late = isinstance(fault, Conflict)
        if late:
            self._say(fault_words(fault))
        self._catch_up(typing=True)
        return late

    def _catch_up(self, typing: bool) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.hear(*late, typing)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.show()

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()
