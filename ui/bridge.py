"""The one place where other threads meet the GUI thread.

Reads run on a small pool, writes one after the other on a thread of their own; results come back
through one queued signal to bound methods. Screens say what they want and where the answer goes:

    self.bridge.read(partial(incident_rows, ids=ids), self.show_rows, key=self)
    self.bridge.write(partial(acknowledge, number=7, by=self.bridge.actor()), self.show_done)
"""

import logging
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.actor import Actor
    from app.start import Post
    from app.store import Store

log = logging.getLogger(__name__)

GATHER = 30  # ms in which changes are gathered into one

Work = Callable[["Store"], Any]
Done = Callable[[Any], None]


@dataclass(frozen=True)
class _Answer:
    """What comes back over the thread boundary; `turn` tells whether a newer question was asked."""

    done: Done | None
    failed: Callable[[Exception], None] | None
    value: Any
    fault: Exception | None
    key: Hashable | None
    turn: int


class Bridge(QObject):
    """`opened` once the database is there; `changed` carries `Changes`; `failed` carries a fault
    that no screen took: Conflict, Unavailable, Refused, or a bug."""

    opened = Signal()
    changed = Signal(object)
    failed = Signal(object)
    worked = Signal()
    _arrived = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.post: Post | None = None
        self.user = ""
        self.user_id: int | None = None
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._turns: dict[Hashable, int] = {}
        self._gathered: Changes | None = None
        self._closed = threading.Event()
        self._leave: Callable[[], None] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=GATHER)
        self._timer.timeout.connect(self._tell)
        self._arrived.connect(self._deliver)
        self._heard.connect(self._gather)

    def open(self, make: Callable[[], "Post"], failed: Callable[[Exception], None]) -> None:
        """Makes the post (database, doorbell, perhaps engine) on a worker; then `opened`."""

        def work() -> "Post":
            from app.start import forbid_gui_thread

            forbid_gui_thread()
            return make()

        self._submit(self._writer, work, self._accept, failed, None)

    def adopt(self, post: "Post") -> None:
        """Takes a post that is there already: for tests and pictures."""
        self._accept(post)

    def actor(self, source: str = "desktop") -> "Actor":
        """Whoever sits here, as the one who acts."""
        from app.domain.actor import Actor
        from models.kinds import Source

        return Actor(self.user or "somebody", Source(source), self.user_id)

    def read(
        self,
        query: Work,
        done: Done,
        failed: Callable[[Exception], None] | None = None,
        *,
        key: Hashable | None = None,
    ) -> None:
        """Asks; a newer question with the same key makes the older answer be dropped."""
        self._submit(self._readers, self._with_store(query), done, failed, key)

    def write(
        self,
        operation: Work,
        done: Done | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Acts; writes run in the order they were asked for."""
        self._submit(self._writer, self._with_store(operation), done, failed, None)

    def run(
        self,
        work: Callable[[], Any],
        done: Done | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Something slow that needs no database of ours, on a reader's thread."""
        self._submit(self._readers, work, done, failed, None)

    def close(self) -> None:
        """Waits for what runs, then closes the database."""
        self._closed.set()
        self._leave()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=False)
        if self.post is not None:
            self.post.close()
            self.post = None

    def _with_store(self, work: Work) -> Callable[[], Any]:
        def run() -> Any:
            if self.post is None:
                from app.errors import Unavailable

                raise Unavailable("The database is not open yet.")
            return work(self.post.store)

        return run

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Done | None,
        failed: Callable[[Exception], None] | None,
        key: Hashable | None,
    ) -> None:
        turn = self._turns[key] = self._turns.get(key, 0) + 1 if key is not None else 0

        def run() -> None:
            value, fault = None, None
            try:
                value = work()
            except Exception as raised:  # noqa: BLE001 - it is shown on the other side
                fault = raised
            if not self._closed.is_set():
                self._arrived.emit(_Answer(done, failed, value, fault, key, turn))

        if not self._closed.is_set():
            pool.submit(run)

    def _deliver(self, answer: _Answer) -> None:
        if self._closed.is_set():  # it was on its way when we closed; who asked is being taken down
            return
        if answer.key is not None and self._turns.get(answer.key) != answer.turn:
            return
        if answer.fault is not None:
            self._fail(answer)
            return
        self.worked.emit()
        if answer.done is not None and _alive(answer.done):
            answer.done(answer.value)

    def _fail(self, answer: _Answer) -> None:
        from app.errors import Fault

        fault = answer.fault
        if not isinstance(fault, Fault):
            log.error("a bug", exc_info=fault)
        if answer.failed is not None and _alive(answer.failed) and fault is not None:
            answer.failed(fault)
        else:
            self.failed.emit(fault)

    def _accept(self, post: "Post") -> None:
        self.post = post
        self._leave = post.store.hub.subscribe(self._heard.emit)
        self.opened.emit()

    def _gather(self, changes: "Changes") -> None:
        from app.changes import Changes

        old = self._gathered
        ours = changes.ours and (old is None or old.ours)
        self._gathered = Changes((old.touched if old else frozenset()) | changes.touched, ours)
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        gathered, self._gathered = self._gathered, None
        if gathered is not None:
            self.changed.emit(gathered)


def _alive(call: Callable[..., Any]) -> bool:
    """Whether the object behind a bound method, also one with its first arguments given, still
    exists on Qt's side."""
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
