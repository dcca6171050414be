"""Likeness among a hundred thousand incidents: the first question, which reads them all, and the
next ones; beside the plain reading of the same columns."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from sqlalchemy import text

from app.domain.similar import Index, Text
from app.queries.similar import similar
from app.store import open_store
from tests.bench import history
from tests.bench.table import Row

COUNT, TIMES, WORST = 100_000, 9, 0.1  # incidents, questions, seconds for one of them
WORDS = ("disk", "memory", "queue", "payment", "login", "search", "index")
WORDS += ("cache", "mail", "export", "deploy", "node", "region")


def rows() -> Iterator[Row]:
    """SQLite with many alike; and the index alone, where every text is its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'watchbill.db'}")
        history.fill(store, COUNT)
        with store.read() as session:
            sql = "SELECT id, title, service_id, category, changed_at FROM incident"
            plain = _took(lambda: session.execute(text(sql)).all())
        first = _took(lambda: similar(store, COUNT))
        yield Row(
            f"similar, first, {COUNT:,}",
            f"{first:.2f} s",
            f"{plain:.2f} s",
            first / plain,
            "",
            None,
        )
        yield _next("similar, next", [_took(lambda: similar(store, COUNT)) for _ in range(TIMES)])
        store.close()
    index = Index()
    for number in range(COUNT):
        index.put(number, _text(number))
    asked = [Text(f"{a} full on {b}", "api") for a, b in pairwise(WORDS)]
    times = [_took(lambda each=each: index.like(each)) for each in asked[:TIMES]]  # type: ignore[misc]
    yield _next("like, no two texts equal", times)


def _text(number: int) -> Text:
    chosen = (WORDS[number // len(WORDS) ** place % len(WORDS)] for place in range(5))
    return Text(" ".join(chosen), f"service {'abcdefghij'[number % 10]}")


def _next(what: str, times: list[float]) -> Row:
    middle = statistics.median(times)
    goal = f"<= {WORST * 1000:.0f} ms"
    figure = f"{middle * 1000:.1f} ms"
    return Row(f"{what}, {COUNT:,}", figure, "-", middle / WORST, goal, middle <= WORST)


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
