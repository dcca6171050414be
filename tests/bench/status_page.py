"""The status page of 50 components and 500 past incidents: opened, opened right after a change, and
by 200 readers at once; beside the same bytes served by an application that does nothing else."""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.actor import Actor
from app.domain.workspace import ComponentSpec, PageSpec
from app.intake.batch import Batch
from app.operations import component
from app.operations.status_page import save_page
from app.operations.status_version import bump
from app.store import Store, open_store
from app.web.app import build
from app.web.server import Server
from models.incident import Incident
from models.kinds import Source, Stage
from models.kinds_status import ComponentState
from models.status import Component, ComponentSpan, PublicIncident, StatusUpdate
from tests.bench.table import Row

PARTS, PAST, READERS, PRIVATE = 50, 500, 200, "nobody may read this"
OPEN_MS = 100.0
BY = Actor("root", Source.SHELL)
SAID = ((Stage.INVESTIGATING, "We are looking into a problem with **search**."),
        (Stage.IDENTIFIED, "We have found what causes it."),
        (Stage.RESOLVED, "It is solved. We are sorry for the trouble."))  # fmt: skip


def rows() -> Iterator[Row]:
    """Over a real socket."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'status.db'}", durable=False)
        fill(store)
        app = build(store, Batch(store), url="")
        app.state.status.warm()
        server = Server(app, "127.0.0.1", 0)
        port = server.start()
        body = asyncio.run(_read(port))[1]
        assert PRIVATE.encode() not in body, "it says something of a private incident"
        plain = Server(Starlette(routes=[Route("/status", _plain(body))]), "127.0.0.1", 0)
        bare = plain.start()
        yield _opened(port, bare, len(body))
        yield _changed(store, port)
        yield _together(port, bare)
        for each in (server, plain):
            each.stop()
        store.close()


def fill(store: Store, parts: int = PARTS, past: int = PAST) -> None:
    """With a year's trouble, every tenth incident a private one that was never shown."""
    chance, now = random.Random(7), store.now()
    save_page(store, PageSpec(title="Acme status", time_zone="Europe/Madrid"), BY)
    idents = [
        component.save_component(store, ComponentSpec(f"Part {n}", f"Group {n // 10}"), BY)
        for n in range(parts)
    ]
    with store.write() as session:
        for row in session.query(Component):
            row.created_at = now - timedelta(days=400)
        for n in range(past):
            _incident(session, n, now - timedelta(hours=6 + 4 * n), chance, idents)
        bump(session)


def _incident(
    session: Session, n: int, began: datetime, chance: random.Random, idents: list[int]
) -> None:
    end = began + timedelta(minutes=chance.randint(5, 200))
    title = PRIVATE if n % 10 == 0 else f"Trouble {n}"
    row = Incident(title=title, stage=Stage.RESOLVED, created_at=began, changed_at=began,
                   resolved_at=end, private=n % 10 == 0)  # fmt: skip
    session.add(row)
    session.flush()
    state = chance.choice(tuple(ComponentState)[2:])
    session.add(PublicIncident(incident_id=row.id, slug=f"{row.id:012d}", title=title, state=state,
                               began_at=began, changed_at=end, resolved_at=end))  # fmt: skip
    for ident in chance.sample(idents, 2):
        session.add(ComponentSpan(component_id=ident, incident_id=row.id, state=state, since=began,
                                  until=end))  # fmt: skip
    for place, (stage, text) in enumerate(SAID):
        session.add(StatusUpdate(incident_id=row.id, at=began + timedelta(minutes=place),
                                 stage=stage, public=True, text=text, actor="ana"))  # fmt: skip


def _opened(port: int, bare: int, size: int) -> Row:
    ours, other = (median(_one_by_one(each, 100)) for each in (port, bare))
    return Row(f"status page, {PARTS} parts, {PAST} past: opened ({size // 1000} kB)",
               f"{ours:.1f} ms", f"{other:.1f} ms the same bytes", ours / other,
               f"<= {OPEN_MS:.0f} ms", ours <= OPEN_MS)  # fmt: skip


def _changed(store: Store, port: int) -> Row:
    """What a reader waits who comes when everything is another."""
    waits = []
    for _ in range(5):
        with store.write() as session:
            bump(session)
        sleep(1.1)
        waits += _one_by_one(port, 1)
    worst = max(waits)
    return Row("status page: opened right after a change", f"{worst:.0f} ms", "", None,
               f"<= {OPEN_MS:.0f} ms", worst <= OPEN_MS)  # fmt: skip


def _together(port: int, bare: int) -> Row:
    ours, failed = asyncio.run(_many(port))
    other, _ = asyncio.run(_many(bare))
    late, usual = (quantiles(each, n=100)[98] for each in (ours, other))
    words = f"p99 {late:.0f} ms, {failed} failed"
    return Row(f"status page: {READERS} readers at once, 5 times each", words,
               f"p99 {usual:.0f} ms the same bytes", late / usual, "<= 2.5x, none failed",
               failed == 0 and late <= 2.5 * usual)  # fmt: skip


def _one_by_one(port: int, times: int) -> list[float]:
    async def read() -> list[float]:
        return [(await _read(port))[0] for _ in range(times)]

    return asyncio.run(read())


async def _many(port: int) -> tuple[list[float], int]:
    async def reader() -> list[float]:
        return [(await _read(port))[0] for _ in range(5)]

    found = await asyncio.gather(*(reader() for _ in range(READERS)), return_exceptions=True)
    good = [took for each in found if isinstance(each, list) for took in each]
    return good, sum(not isinstance(each, list) for each in found)


async def _read(port: int) -> tuple[float, bytes]:
    """Milliseconds, and the body."""
    start = perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /status HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    said = await reader.read()
    writer.close()
    head, _, body = said.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace"))
    return (perf_counter() - start) * 1e3, body


def _plain(body: bytes) -> object:
    async def answer(_: Request) -> Response:
        return Response(body, media_type="text/html")

    return answer
