"""A timeline of 5,000 events on the screen: opened, scrolled, and how long an import takes.

Offscreen, so what the graphics driver adds is missing; everything of ours is in it. The events are
what a long incident really has: notes in Markdown, messages of a Slack export, edits, pins, pages.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from app.domain.actor import ENGINE, Actor
from app.intake.conversation import file
from app.operations import annotation, conversation, incident
from app.operations.incident import Declaration
from app.operations.timeline import held, record
from app.store import Store, open_store
from models.incident import Event
from models.kinds import EventKind, Source
from tests import talks
from tests.bench.table import Row
from tests.postgres import Server

if TYPE_CHECKING:
    from ui.incidents.page import IncidentsPage

COUNT, TALK = 5_000, 2_500  # events in all; those that come from Slack
SHELL = Actor("root", Source.SHELL)
OPEN_MS, FRAME_MS = 150.0, 1000 / 60
STEPS = 400
NOTE = (
    "**{n}**: the replica `db-{n}` lags {n} s behind\n\n- restarted\n- [graph](https://x.org/{n})"
)


def rows() -> Iterator[Row]:
    """On both databases."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _urls() as urls:
        for name, url in urls:
            store = open_store(url, durable=False)
            number, took = _filled(store)
            yield _took(name, took)
            yield from _measured(name, store, number)
            store.close()


@contextmanager
def _urls() -> Iterator[tuple[tuple[str, str], ...]]:
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        try:
            lite = f"sqlite:///{Path(folder) / 'timeline.db'}"
            yield ("SQLite", lite), ("PostgreSQL", server.url(server.make()))
        finally:
            server.remove()


def _filled(store: Store) -> tuple[int, float]:
    """The incident's number, and how many milliseconds the import took."""
    number = incident.declare(store, Declaration("db is down"), SHELL)
    now = store.now()
    with store.write() as session:
        row, notes = held(session, number), list[Event]()
        kinds = (EventKind.NOTE, EventKind.PAGE, EventKind.FIELD)
        for n in range(COUNT - TALK - 100):
            at, kind = now - timedelta(seconds=n), kinds[n % 3]
            text = NOTE.format(n=n) if kind is EventKind.NOTE else f"something {n} happened"
            event = record(session, row, kind, text, ENGINE, at)
            notes += [event] if kind is EventKind.NOTE else []
        session.flush()
        last = notes[-1].id
    for n in range(50):
        annotation.edit(store, last, f"better {n}", SHELL)
        (annotation.unpin if n % 2 else annotation.pin)(store, last, SHELL)
    begin = now.timestamp() - talks.NIGHT.timestamp() - TALK
    said = [talks.said(begin + n, "U1", f"*{n}*: looks `bad` <@U2>") for n in range(TALK)]
    content = talks.slack(*said)
    start = perf_counter()
    conversation.bring(store, number, file.read(content, "export.zip"), SHELL)
    return number, (perf_counter() - start) * 1e3


def _took(name: str, took: float) -> Row:
    figure, yardstick = f"{took:.0f} ms", f"{took / TALK:.2f} ms a message"
    return Row(f"{TALK:,} messages of Slack, {name}", figure, yardstick, None, "-", True)


def _measured(name: str, store: Store, number: int) -> Iterator[Row]:
    from PySide6.QtWidgets import QApplication

    from tests.desk import bridge_on, forgetful
    from ui.incidents.page import IncidentsPage
    from ui.theme.current import Scheme, dress
    from ui.theme.fonts import use_shipped

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    forgetful()
    use_shipped(app)
    dress(app, Scheme.LIGHT)
    other = incident.declare(store, Declaration("something small"), SHELL)
    bridge = bridge_on(store)
    page = IncidentsPage(bridge)
    page.resize(1170, 780)
    page.show()
    _until(lambda: page.detail.shown is not None)
    yield _opened(name, page, number, other)
    yield _scrolled(name, page)
    page.close()
    bridge.close()


def _opened(name: str, page: "IncidentsPage", number: int, other: int) -> Row:
    times = []
    for _ in range(7):
        _until(lambda: _shows(page, other), lambda: page.open_incident(other))
        start = perf_counter()
        _until(lambda: _shows(page, number), lambda: page.open_incident(number))
        page.detail.timeline.view.viewport().repaint()
        times.append((perf_counter() - start) * 1e3)
    middle = median(times)
    worst, ratio = f"{max(times):.0f} ms at worst, of 7", middle / OPEN_MS
    case = f"timeline of {COUNT:,}: asked for to its first screen painted, {name}"
    return Row(case, f"{middle:.0f} ms", worst, ratio, "<= 150 ms", middle <= OPEN_MS)


def _scrolled(name: str, page: "IncidentsPage") -> Row:
    from PySide6.QtWidgets import QApplication

    view = page.detail.timeline.view
    _until(lambda: not view.heights.unsure)
    bar, times = view.verticalScrollBar(), []
    for step in range(STEPS):
        start = perf_counter()
        bar.setValue(bar.maximum() * step // STEPS if step % 4 == 0 else bar.value() + 90)
        view.viewport().repaint()
        QApplication.processEvents()
        times.append((perf_counter() - start) * 1e3)
    worst = quantiles(times, n=100)[98]
    case = f"timeline of {COUNT:,}: a frame while scrolling, p99 of {STEPS}, {name}"
    ratio, middle = worst / FRAME_MS, f"median {median(times):.1f} ms"
    return Row(case, f"{worst:.1f} ms", middle, ratio, "<= 16.7 ms", worst <= FRAME_MS)


def _shows(page: "IncidentsPage", number: int) -> bool:
    shown = page.detail.shown
    return shown is not None and shown.detail.row.number == number


def _until(done: Callable[[], bool], act: Callable[[], object] | None = None) -> None:
    from PySide6.QtWidgets import QApplication

    if act is not None:
        act()
    end = perf_counter() + 30
    while not done():
        QApplication.processEvents()
        sleep(0.0005)  # as an event loop does; one that spins would starve the reader's thread
        if perf_counter() > end:
            raise TimeoutError("the screen did not get there")
