"""Backups by the clock, on a thread of their own: a copy takes its time, and paging never waits."""

import logging
import threading

from app.operations import backup_plan
from app.store import Store

log = logging.getLogger(__name__)


class Archivist:
    """One copy at a time; a program that ends meanwhile leaves no half of one under its name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Makes one if it is due; returns at once."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="backup", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            backup_plan.work(self._store)
        except Exception:
            log.exception("no backup was made")
