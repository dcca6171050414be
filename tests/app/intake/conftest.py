"""A sender known to the database, and Watchbill listening on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from app.intake.batch import Batch
from app.store import Store
from app.web.app import build
from app.web.server import Server
from models.kinds import Format
from tests import builders
from tests.app.intake.payloads import KEY


@dataclass
class Site:
    """What serves, and a client of it."""

    store: Store
    batch: Batch
    client: httpx.Client
    url: str
    woken: list[int] = field(default_factory=list)


@pytest.fixture
def monitor(store: Store) -> int:
    """An integration of Events API v2 whose key is KEY."""
    return builders.sender(store, "monitor", KEY)


@pytest.fixture
def prometheus(store: Store) -> int:
    """An integration of Alertmanager whose key is KEY reversed."""
    return builders.sender(store, "prometheus", KEY[::-1], Format.ALERTMANAGER)


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    """A real server on a real socket."""
    with serving(store) as site:
        yield site


@contextmanager
def serving(store: Store) -> Iterator[Site]:
    """The same for a store of a test's own."""
    woken: list[int] = []
    batch = Batch(store, wake=lambda: woken.append(1))
    server = Server(build(store, batch, url=""), "127.0.0.1", 0)
    batch.start()
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield Site(store, batch, client, url, woken)
    server.stop()
    batch.stop()
