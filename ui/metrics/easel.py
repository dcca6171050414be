"""Draws the charts of a page one after the other, those that are seen first: figures that are
being reckoned meanwhile need the other readers, and Python draws only one at a time anyway."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.bridge import Bridge

if TYPE_CHECKING:
    from app.store import Store

Work = Callable[["Store"], object]
Done = Callable[[Any], None]


class Easel(QObject):
    """Whoever asks again before its turn came is drawn once."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._asked: dict[QWidget, tuple[Callable[[], Work | None], Done]] = {}
        self._drawing = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)

    def ask(self, who: QWidget, work: Callable[[], Work | None], done: Done) -> None:
        """`work` is made when its turn comes; None: not wanted any more."""
        self._asked[who] = (work, done)
        if not self._drawing:
            self._soon.start()

    def _next(self) -> None:
        while self._asked and not self._drawing:
            waiting = [each for each in self._asked if isValid(each)]
            if not waiting:
                self._asked.clear()
                return
            who = min(waiting, key=_hidden)
            made, done = self._asked.pop(who)
            work = made()
            if work is not None:
                self._drawing = True
                self._bridge.read(work, partial(self._take, done), self._fail)

    def _take(self, done: Done, found: object) -> None:
        self._drawing = False
        owner = getattr(done, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):
            done(found)
        self._soon.start()

    def _fail(self, fault: Exception) -> None:
        self._drawing = False
        self._soon.start()
        self._bridge.failed.emit(fault)


def _hidden(view: QWidget) -> bool:
    return view.visibleRegion().isEmpty()
