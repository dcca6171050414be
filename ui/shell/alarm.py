"""The sound of a page, again and again until somebody acts. Played by whatever the machine has;
a machine without any player beeps."""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import resources
from ui.shell.calls import Calls

SOUND = Path(resources.__path__[0]) / "sounds" / "page.wav"
AGAIN = 4_000  # ms from one beginning to the next
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


def player() -> tuple[str, ...]:
    """The command that plays a file, without the file; empty where there is none."""
    for name, *options in PLAYERS:
        if found := QStandardPaths.findExecutable(name) or shutil.which(name):
            return (found, *options)
    return ()


class Alarm(QObject):
    """Sounds while something urgent rings: repeatedly for what is urgent, once for the rest.
    `quiet` hushes what nobody in particular is asked for, never a page to me. Nothing sounds where
    there is no screen."""

    def __init__(
        self,
        calls: Calls,
        command: tuple[str, ...] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._command = command
        self.quiet, self.wanted = False, True
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self.sound)
        self._process = QProcess(self)
        for channel in (self._process.setStandardOutputFile, self._process.setStandardErrorFile):
            channel(QProcess.nullDevice())
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
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(200)

    def sound(self) -> None:
        """Once."""
        if self._command is None:
            self._command = player()
        if self._command:
            self._play(*self._command)
        elif sys.platform == "win32":
            import winsound

            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            winsound.PlaySound(str(SOUND), flags)
        elif QGuiApplication.platformName() not in ("offscreen", "minimal"):
            QApplication.beep()

    def _play(self, program: str, *options: str) -> None:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._process.start(program, [*options, str(SOUND)])

    def _arrived(self, call: object) -> None:
        """What can wait sounds once."""
        if self.wanted and call in self._calls.ringing and not self.sounding:
            self.sound()

    def _heard(self, to_me: bool) -> bool:
        return self.wanted and (to_me or not self.quiet)
