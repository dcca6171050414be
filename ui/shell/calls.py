"""What rings at this desktop, kept up to date: the card, the sound, the tray and the notifications
all look here, and act through it."""

from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.kinds import Source
from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.queries.called import Call, Called, Gone
    from app.store import Store

POLL = 10_000  # ms; changes come at once, this only mends a missed one


class Calls(QObject):
    """`changed`: another list; `arrived` carries a `Call` that is new (or pages again); `over`
    carries a number and a sentence; `failed` a number and a sentence."""

    changed = Signal()
    arrived = Signal(object)
    over = Signal(int, str)
    failed = Signal(int, str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.all: tuple[Call, ...] = ()
        self._now, self._read_at = datetime.now(UTC), monotonic()
        self._silent: dict[int, float] = {}
        self._asking = self._stale = False
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self.ask)
        self._wake = QTimer(self, singleShot=True)
        self._wake.timeout.connect(self._awake)
        bridge.opened.connect(self.ask)
        bridge.changed.connect(self._heard)
        if bridge.post is not None:
            self.ask()

    @property
    def ringing(self) -> "tuple[Call, ...]":
        """What is not snoozed."""
        return tuple(call for call in self.all if call.number not in self._silent)

    def now(self) -> datetime:
        """By the database's clock."""
        return self._now + timedelta(seconds=monotonic() - self._read_at)

    def ask(self) -> None:
        """Looks again; while an answer is awaited, once more after it."""
        if self._asking or self.bridge.post is None:
            self._stale = True
            return
        self._asking, self._stale = True, False
        self._poll.start()
        known = tuple(call.number for call in self.all)
        self.bridge.read(
            partial(_called, person=self.bridge.user_id, known=known), self._show, self._lost
        )

    def snooze(self, number: int, minutes: float) -> None:
        """Neither card nor sound for so long; paging goes on."""
        self._silent[number] = monotonic() + minutes * 60
        self._plan()
        self.changed.emit()

    def acknowledge(self, number: int, source: Source) -> None:
        """I have it."""
        self._act(_acknowledge, number, source)

    def escalate(self, number: int, source: Source) -> None:
        """The next level, now."""
        self._act(_escalate, number, source)

    def _act(self, act: Any, number: int, source: Source) -> None:
        by = self.bridge.actor(source)
        self.bridge.write(
            partial(act, number=number, by=by),
            lambda _done: self.ask(),
            lambda fault: self._refused(number, fault),
        )

    def _refused(self, number: int, fault: Exception) -> None:
        self.failed.emit(number, fault_words(fault))
        self.ask()

    def _heard(self, _changes: object) -> None:
        self.ask()

    def _lost(self, _fault: Exception) -> None:
        """What rings goes on ringing; the next poll asks again."""
        self._asking = False

    def _show(self, found: "Called") -> None:
        self._asking = False
        self._now, self._read_at = found.now, monotonic()
        before, self.all = self.all, found.calls
        known = {call.number for call in self.all}
        self._silent = {n: until for n, until in self._silent.items() if n in known}
        if before != self.all:
            self.changed.emit()
        pages = {(call.number, call.page) for call in before}
        for call in self.all:
            if (call.number, call.page) not in pages:
                self.arrived.emit(call)
        for gone in found.gone:
            self.over.emit(gone.number, self._sentence(gone))
        if self._stale:
            self.ask()

    def _sentence(self, gone: "Gone") -> str:
        name = f"#{gone.number}"
        if not gone.stage.open:
            return self.tr("%1 is over.").replace("%1", name)
        if gone.mine:
            return self.tr("You have %1.").replace("%1", name)
        if gone.holder:
            words = self.tr("%2 has %1.").replace("%1", name)
            return words.replace("%2", gone.holder)
        return self.tr("%1 no longer pages you.").replace("%1", name)

    def _plan(self) -> None:
        if self._silent:
            left = min(self._silent.values()) - monotonic()
            self._wake.start(max(10, round(left * 1000)))

    def _awake(self) -> None:
        now = monotonic()
        self._silent = {n: until for n, until in self._silent.items() if until > now + 0.02}
        self._plan()
        self.changed.emit()


def _called(store: "Store", person: int | None, known: tuple[int, ...]) -> "Called":
    from app.queries.called import called

    return called(store, person, known)


def _acknowledge(store: "Store", number: int, by: "Actor") -> str:
    from app.operations import incident

    return worded(incident.acknowledge(store, number, by).sentence)


def _escalate(store: "Store", number: int, by: "Actor") -> None:
    from app.operations import escalation

    escalation.escalate_now(store, number, by)
