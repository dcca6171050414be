"""Plays the sound of a page by whatever the machine has. A player that fails or hangs gives way to
the next; where none plays, it beeps."""

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import resources

SOUND = Path(resources.__path__[0]) / "sounds" / "page.wav"
HUNG = 3_000  # ms; the sound itself is shorter than one second
PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))
Command = tuple[str, ...]
RUNS = QProcess.ProcessState


def players() -> list[Command]:
    """The commands here that play a file, without the file."""
    found = [
        (QStandardPaths.findExecutable(name) or shutil.which(name) or "", *options)
        for name, *options in PLAYERS
    ]
    return [command for command in found if command[0]]


class Player(QObject):
    """Whatever played is asked first from then on. `done` says whether something played; a beep is
    not counted: it is often silent."""

    done = Signal(bool)

    def __init__(
        self, commands: Sequence[Command] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = None if commands is None else list(commands)
        self._left: list[Command] = []
        self._now: Command = ()
        self._playing, self._mute = False, False
        self._process = QProcess(self)
        for channel in (self._process.setStandardOutputFile, self._process.setStandardErrorFile):
            channel(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._hung = QTimer(self, interval=HUNG, singleShot=True)
        self._hung.timeout.connect(self._process.kill)
        self._go_on = QTimer(self, interval=0, singleShot=True)
        self._go_on.timeout.connect(self._next)

    def play(self) -> None:
        """Once; nothing where it plays already. Where nothing played before, it beeps at once."""
        if self._playing or self._process.state() is not RUNS.NotRunning:
            return
        if self._commands is None:
            self._commands = players()
        self._playing, self._left = True, list(self._commands)
        if self._mute:
            self._beep()
        self._next()

    def stop(self) -> None:
        """Silence, at once."""
        self._playing = False
        self._hung.stop()
        self._go_on.stop()
        if self._process.state() is not RUNS.NotRunning:
            self._process.kill()
            self._process.waitForFinished(200)

    def _next(self) -> None:
        if self._left:
            self._now = self._left.pop(0)
            self._hung.start()
            self._process.start(self._now[0], [*self._now[1:], str(SOUND)])
        else:
            heard = self._by_windows()
            if not heard and not self._mute:
                self._beep()
            self._end(heard)

    def _finished(self, code: int, how: QProcess.ExitStatus) -> None:
        self._hung.stop()
        if not self._playing:
            return
        if code != 0 or how is not QProcess.ExitStatus.NormalExit:
            self._go_on.start()
            return
        if self._commands is not None:
            self._commands.sort(key=self._now.__ne__)
        self._end(True)

    def _failed(self, what: QProcess.ProcessError) -> None:
        if what is QProcess.ProcessError.FailedToStart and self._playing:
            self._hung.stop()
            self._go_on.start()

    def _end(self, heard: bool) -> None:
        self._playing, self._mute = False, not heard
        self.done.emit(heard)

    def _by_windows(self) -> bool:
        if sys.platform == "win32":
            import winsound

            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            with suppress(RuntimeError):
                winsound.PlaySound(str(SOUND), flags)
                return True
        return False

    def _beep(self) -> None:
        """Nothing sounds where there is no screen."""
        if QGuiApplication.platformName() not in ("offscreen", "minimal"):
            QApplication.beep()
