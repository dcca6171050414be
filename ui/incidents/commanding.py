"""Carries out what was typed in the composer; the text stays until it is stored."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from models.kinds import Severity, Stage
from ui.incidents.command import Command
from ui.incidents.composer import Composer
from ui.incidents.seat import Seat
from ui.language.sentence import fault_words


class Commanding(QObject):
    """Between the composer and the acts. `severity_wanted` goes the way of the pill's menu."""

    severity_wanted = Signal(object)
    noted = Signal()

    def __init__(self, seat: Seat, composer: Composer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._acts, self._composer = seat, seat.acts, composer
        composer.noted.connect(self._note)
        composer.commanded.connect(self._obey)

    def run(self, word: str) -> None:
        """What another screen does for `/word`, if it is there."""
        for extra in self._composer.extras:
            if extra.word == word and self._composer.key:
                extra.run(int(self._composer.key), "")

    def _note(self, text: str) -> None:
        key = self._composer.key
        done, failed = partial(self._noted, key), partial(self._refused, key)
        given = self._composer.given
        if given.files:
            self._acts.attach(int(key), list(given.files), text, given.at, done, failed)
        else:
            self._acts.note(int(key), text, done, failed, given.at)

    def _noted(self, key: str, _event: int) -> None:
        self._composer.sent(key)
        self.noted.emit()

    def _refused(self, key: str, fault: Exception) -> None:
        from app.errors import Fault

        if key == self._composer.key:
            words = (
                fault_words(fault) if isinstance(fault, Fault) else self.tr("It was not stored.")
            )
            self._composer.complain(words)
        if not isinstance(fault, Fault):
            self._seat.bridge.failed.emit(fault)

    def _obey(self, command: Command) -> None:
        number = int(self._composer.key)
        if command.verb == "task":
            key = self._composer.key
            done = partial(self._noted, key)
            self._acts.add_task(number, command.text, done, partial(self._refused, key))
            return
        self._at_once(number, command)
        self._composer.sent(self._composer.key)

    def _at_once(self, number: int, command: Command) -> None:
        """What is told, or refused, by a toast or a bar."""
        acts = self._acts
        extra = next((e for e in self._composer.extras if e.word == command.verb), None)
        if extra is not None:
            extra.run(number, command.text)
        elif command.verb == "severity" and command.severity is not None:
            self.severity_wanted.emit(Severity(command.severity))
        elif command.verb == "stage" and command.stage is Stage.RESOLVED:
            acts.resolve(number)
        elif command.verb == "stage" and command.stage is not None:
            acts.move(number, command.stage)
        elif command.verb == "role" and command.role is not None:
            acts.assign(number, command.role, command.person)
        elif command.verb == "page" and command.person is not None:
            acts.hand_to(number, command.person)
        elif command.verb == "resolve":
            acts.resolve(number, command.text)
        else:
            plain = {"ack": acts.acknowledge, "reopen": acts.reopen, "escalate": acts.escalate,
                     "policy": acts.apply_policy}  # fmt: skip
            plain[command.verb](number)
