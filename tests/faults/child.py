"""An engine in a process of its own, to be killed, stopped, and starved: `python -m
tests.faults.child URL`. SIGUSR1 fills its disk (no file may grow), SIGUSR2 empties it again."""

from __future__ import annotations

import resource
import signal
import sys
import time

from app.duties.engine import Engine
from app.store import open_store


def fill(*_: object) -> None:
    """From now on writing beyond what there is fails, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))


def empty(*_: object) -> None:
    """There is room again."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, fill)
    signal.signal(signal.SIGUSR2, empty)
    engine = Engine(open_store(sys.argv[1]), "child", url="http://watch.example.org")
    engine.start()
    print("ready", flush=True)
    while True:
        time.sleep(0.2)
