"""A desktop's bridge on a store without an engine, for tests and pictures."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.store import Store, open_store
from app.watch import Watch
from tests.patience import PATIENCE
from ui.bridge import Bridge

if TYPE_CHECKING:
    from tests.night import Night


@dataclass
class Seat:
    """As much of `app.start.Post` as a screen needs: a store, perhaps with its doorbell."""

    store: Store
    watch: Watch | None = None
    closes: bool = False
    engine: None = None

    def close(self) -> None:
        """Ends what was begun here."""
        if self.watch is not None:
            self.watch.stop()
        if self.closes:
            self.store.close()


def bridge_on(
    store: Store, user: str = "", user_id: int | None = None, *, watched: bool = False
) -> Bridge:
    """A bridge at which `user` sits. Close it before the store."""
    bridge = Bridge()
    bridge.user, bridge.user_id = user, user_id
    watch = Watch(store) if watched else None
    if watch is not None:
        watch.start()
    bridge.adopt(Seat(store, watch))  # type: ignore[arg-type]
    return bridge


@contextmanager
def desktop(team: "Night", url: str, name: str) -> Iterator[Bridge]:
    """A desktop of its own: another store, which hears by its doorbell what others write."""
    store = open_store(url, clock=team.clock, durable=False)
    bridge = bridge_on(store, name, team.people[name], watched=True)
    yield bridge
    bridge.close()
    store.close()


def forgetful() -> None:
    """Settings in an empty place of their own: nobody's remembered widths in a picture."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    user = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.IniFormat, user, tempfile.mkdtemp())


def settled(done: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Lets the screen work until `done()`; for pictures, where no test waits."""
    end = monotonic() + seconds
    while not done():
        QApplication.processEvents()
        if monotonic() > end:
            raise TimeoutError
    for _ in range(8):
        QApplication.processEvents()
