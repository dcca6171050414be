"""Intake and reader as a program of its own, to be killed or measured: says its port on stdout.

`python -m tests.app.intake.site URL [unread]`; `unread` leaves the signals pending.
"""

from __future__ import annotations

import sys
import threading

from app.intake.batch import Batch
from app.operations.signal import process
from app.store import open_store
from app.web.app import build
from app.web.server import Server


def main(url: str, unread: bool) -> None:
    """Serves until it is killed."""
    store = open_store(url)
    bell = threading.Event()
    batch = Batch(store, wake=bell.set)
    batch.start()
    print(Server(build(store, batch, url=""), "127.0.0.1", 0).start(), flush=True)
    while True:
        bell.wait(0.5)
        bell.clear()
        if not unread:
            process(store)


if __name__ == "__main__":
    main(sys.argv[1], "unread" in sys.argv)
