"""What others ask of me about shifts, and the pager: told by the tray, done from its menu."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.shell import asked_words as words
from ui.shell.tray import Tray
from ui.shell.tray_words import plain
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.actor import Actor
    from app.domain.request import Act
    from app.operations.pager import Pager
    from app.queries.pager import Taken
    from app.queries.request import RequestRow
    from app.store import Store
    from ui.shell.palette import Entry

KINDS = ("request", "asked", "override", "team", "membership", "person")
LENGTHS = tuple(timedelta(minutes=each) for each in (30, 60, 120, 240, 480))
ANSWERS = ("accept", "approve", "decline", "turn down")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests that wait for me, and the pagers I took."""

    rows: "tuple[RequestRow, ...]"
    taken: "tuple[Taken, ...]"
    now: datetime


class Asked(QObject):
    """`counted` carries how many requests wait for me; `requests_wanted` asks for their page."""

    counted = Signal(int)
    requests_wanted = Signal()

    def __init__(self, bridge: Bridge, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._tray = bridge, tray
        self.seen: Waiting | None = None
        self._known: frozenset[int] | None = None
        self._inner: list[Menu] = []
        tray.parts.append(self.fill)
        bridge.opened.connect(self.ask)
        bridge.changed.connect(self._heard)
        self.ask()

    def ask(self) -> None:
        """Looks again."""
        if self._bridge.post is not None:
            work = partial(_waiting, person=self._bridge.user_id)
            self._bridge.read(work, self._show, self._lost, key=(id(self), "waiting"))

    def be_somebody_else(self) -> None:
        """Another person sits here."""
        self._known = None
        self.ask()

    def fill(self, menu: Menu) -> None:
        """The tray's menu."""
        for old in self._inner:
            old.deleteLater()
        self._inner = []
        if self.seen is None or self._bridge.user_id is None:
            return
        for row in self.seen.rows:
            self._add_request(menu, row, self.seen.now)
        for taken in self.seen.taken:
            back = partial(self.give_back, taken.schedule_id)
            menu.add(plain(words.held(taken, self.seen.now)), back)
        if not self.seen.taken:
            self._add_pager(menu)
        menu.addSeparator()

    def entries(self) -> "list[Entry]":
        """For the palette."""
        from ui.shell.palette import Entry

        if self._bridge.user_id is None or self.seen is None:
            return []
        listed = [Entry(self.tr("Requests: covers and swaps"), self.requests_wanted.emit)]
        for taken in self.seen.taken:
            said = words.held(taken, self.seen.now)
            listed.append(Entry(said, partial(self.give_back, taken.schedule_id)))
        duties = self._tray.seen.on_call if self._tray.seen is not None else ()
        for duty in () if self.seen.taken else duties:
            for length in LENGTHS:
                said = self.tr("Take the pager of %1").replace("%1", duty.schedule)
                run = partial(self.take, duty.schedule_id, length)
                listed.append(Entry(f"{said}: {words.length(length)}", run))
        return listed

    def take(self, schedule: int, length: timedelta) -> None:
        """The pager is mine for a while."""
        by = self._bridge.actor("tray")
        work = partial(_take, schedule=schedule, length=length, by=by)
        self._bridge.write(work, self._handed, self._refused)

    def give_back(self, schedule: int) -> None:
        """The rota holds again."""
        work = partial(_give_back, schedule=schedule, by=self._bridge.actor("tray"))
        self._bridge.write(work, self._handed, self._refused)

    def answer(self, row: "RequestRow", act: "Act") -> None:
        """Yes or no."""
        by = self._bridge.actor("tray")
        work = partial(_answer, number=row.id, act=act, seen=row.version, by=by)
        self._bridge.write(work, self._done, self._refused)

    # inside

    def _add_request(self, menu: Menu, row: "RequestRow", now: datetime) -> None:
        each = self._submenu(menu, f"{words.title(row)}: {words.text(row, now)}")
        names = {
            "accept": self.tr("Accept"), "approve": self.tr("Approve"),
            "decline": self.tr("Decline"), "turn down": self.tr("Turn down"),
        }  # fmt: skip
        for act in row.acts:
            if act.value in ANSWERS:
                each.add(names[act.value], partial(self.answer, row, act))
        each.add(self.tr("Show"), self.requests_wanted.emit)

    def _add_pager(self, menu: Menu) -> None:
        duties = self._tray.seen.on_call if self._tray.seen is not None else ()
        if not duties:
            return
        pager = self._submenu(menu, self.tr("Take the pager"))
        for duty in duties:
            inner = self._submenu(pager, duty.schedule) if len(duties) > 1 else pager
            for length in LENGTHS:
                inner.add(words.length(length), partial(self.take, duty.schedule_id, length))

    def _submenu(self, menu: Menu, title: str) -> Menu:
        each = Menu(plain(title), menu)
        menu.addMenu(each)
        self._inner.append(each)
        return each

    def _handed(self, found: "Pager") -> None:
        self._done(words.pager(found, self.seen.now if self.seen else datetime.now(UTC)))

    def _done(self, sentence: str) -> None:
        self._tray.tell(self.tr("Rota"), sentence)
        self.ask()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault):
            self._tray.tell(self.tr("Rota"), fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _show(self, seen: Waiting) -> None:
        self.seen = seen
        known, self._known = self._known, frozenset(row.id for row in seen.rows)
        self.counted.emit(len(seen.rows))
        self._tray.refill()
        for row in seen.rows:
            if known is not None and row.id not in known and not self._tray.quiet:
                self._tray.tell(words.title(row), words.text(row, seen.now))

    def _lost(self, _fault: Exception) -> None:
        """The next change asks again."""

    def _heard(self, changes: "Changes") -> None:
        if changes.touch(*KINDS):
            self.ask()


def _waiting(store: "Store", person: int | None) -> Waiting:
    from app.queries.pager import taken
    from app.queries.request import requests

    if person is None:
        return Waiting((), (), store.now())
    rows = tuple(row for row in requests(store, person) if row.waits)
    return Waiting(rows, tuple(taken(store, person)), store.now())


def _take(store: "Store", schedule: int, length: timedelta, by: "Actor") -> "Pager":
    from app.operations.pager import take

    return take(store, schedule, length, by)


def _give_back(store: "Store", schedule: int, by: "Actor") -> "Pager":
    from app.operations.pager import give_back

    return give_back(store, schedule, by)


def _answer(store: "Store", number: int, act: "Act", seen: int, by: "Actor") -> str:
    from app.operations import request_answer, request_decision

    if act.value == "turn down":
        return worded(request_decision.turn_down(store, number, by).sentence)
    verbs: dict[str, Any] = {
        "accept": request_answer.accept,
        "decline": request_answer.decline,
        "approve": request_decision.approve,
    }
    said: str = worded(verbs[act.value](store, number, by, seen=seen).sentence)
    return said
