"""Mails the monthly report, on a thread of its own: charts take seconds."""

import logging
import tempfile
import threading
import time
from pathlib import Path

from app.errors import Fault
from app.notify import send
from app.operations.report import Turn, finish, take_turn, title_of
from app.operations.sample import sample
from app.queries.asked import Asked
from app.store import Store
from models.kinds import PageState

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds


class ReportWatch:
    """`work` returns at once; one report at a time is under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._look_at = 0.0
        self._busy = threading.Lock()

    def work(self) -> None:
        """Looks when it is time. Raises Unavailable."""
        if time.monotonic() < self._look_at or self._busy.locked():
            return
        self._look_at = time.monotonic() + EVERY
        turn = take_turn(self._store)
        if turn is not None and not sample(self._store):
            threading.Thread(target=self.send, args=(turn,), name="report", daemon=True).start()

    def send(self, turn: Turn) -> str:
        """Returns what went wrong, or nothing."""
        with self._busy:
            error = self._sent(turn)
            try:
                finish(self._store, turn.month, error)
            except Fault as fault:
                log.warning("the report of %s is not noted: %s", turn.month, fault)
            return error

    def _sent(self, turn: Turn) -> str:
        try:
            return mailed(self._store, turn)
        except Fault as fault:
            return str(fault)
        except Exception:
            log.exception("the report stumbled")
            return "Watchbill could not write it; see its log."


def mailed(store: Store, turn: Turn) -> str:
    """Writes it as PDF and HTML and sends both; what went wrong, or nothing."""
    from app.paper.kind import written
    from app.queries.report import report

    title = title_of(turn.window, turn.zone)
    document = report(store, Asked(turn.window, turn.zone), title)
    with tempfile.TemporaryDirectory(prefix="watchbill-report-") as folder:
        files = [Path(folder) / f"watchbill-{turn.month}.{kind}" for kind in ("pdf", "html")]
        for file in files:
            file.write_bytes(written(document, file.suffix.removeprefix(".")))
        outcome = send.post(turn.address, title, document.subtitle, files)
    return "" if outcome.state is PageState.SENT else outcome.error
