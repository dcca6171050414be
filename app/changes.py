"""What a commit touched, and the hub that carries the news to whoever watches."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from models.session import EVERYTHING, Touched


@dataclass(frozen=True)
class Changes:
    """Kinds (table names such as "incident") and ids that were touched; `everything` when unsure.
    `ours` is false when another program made them."""

    touched: Touched
    ours: bool = True

    @property
    def everything(self) -> bool:
        """Nothing can be ruled out: read again."""
        return self.touched >= EVERYTHING

    def touch(self, *kinds: str) -> bool:
        """Whether any row of these kinds may have changed."""
        return self.everything or any(kind in kinds for kind, _ in self.touched)

    def ids(self, kind: str) -> frozenset[int]:
        """The ids of one kind; meaningless when `everything`."""
        return frozenset(ident for each, ident in self.touched if each == kind)


Listener = Callable[[Changes], None]


class Hub:
    """Carries changes to listeners, on the thread that made or heard of them."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """From now on `listener` hears of every change; calling the result ends that."""
        with self._lock:
            self._listeners.append(listener)

        def leave() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return leave

    def publish(self, changes: Changes) -> None:
        """Tells everybody."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(changes)
