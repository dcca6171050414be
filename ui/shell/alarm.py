"""The sound of a page, again and again until somebody acts."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.calls import Calls
from ui.shell.player import Command, Player

AGAIN = 4_000  # ms from one beginning to the next


class Alarm(QObject):
    """Sounds while something urgent rings: repeatedly for what is urgent, once for the rest.
    `quiet` hushes what nobody in particular is asked for, never a page to me. `unheard`: somebody
    listened, and nothing here could play it."""

    unheard = Signal()

    def __init__(
        self,
        calls: Calls,
        commands: Sequence[Command] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._listening = False
        self.player = Player(commands, self)
        self.player.done.connect(self._played)
        self.quiet, self.wanted = False, True
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self.sound)
        calls.changed.connect(self.refresh)
        calls.arrived.connect(self._arrived)
        self.refresh()

    @property
    def sounding(self) -> bool:
        """Whether it repeats now."""
        return self._again.isActive()

    def refresh(self) -> None:
        """Begins, or falls silent, as the calls are now."""
        wanted = any(call.urgent and self._heard(call.to_me) for call in self._calls.ringing)
        if wanted and not self.sounding:
            self._again.start()
            self.sound()
        elif not wanted and self.sounding:
            self.stop()

    def stop(self) -> None:
        """Silence, at once."""
        self._again.stop()
        self._listening = False
        self.player.stop()

    def sound(self) -> None:
        """Once."""
        self.player.play()

    def listen(self) -> None:
        """Once, for somebody who wants to know whether it is heard."""
        self._listening = True
        self.sound()

    def _played(self, heard: bool) -> None:
        listening, self._listening = self._listening, False
        if listening and not heard:
            self.unheard.emit()

    def _arrived(self, call: object) -> None:
        """What can wait sounds once."""
        if self.wanted and call in self._calls.ringing and not self.sounding:
            self.sound()

    def _heard(self, to_me: bool) -> bool:
        return self.wanted and (to_me or not self.quiet)
