"""How long a test waits for what comes at once where the machine has nothing else to do: long, for
that costs nothing when all is well. And ports that nobody else comes by meanwhile."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable

PATIENCE = 90.0  # seconds
BELOW_THE_PASSING = range(20_000, 32_000)  # systems give connections that pass ports above these


def until(true: Callable[[], object]) -> None:
    """Waits for something to become so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def spare_port() -> int:
    """For a server that cannot find one itself. Port 0 would name one that the next connection of
    another test may get before the server does."""
    while True:
        port = random.choice(BELOW_THE_PASSING)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
