"""How fast a calendar subscription is answered: 24 months, 3 layers, with and without news.

The yardstick lets icalendar alone write as many events, from values that are there already.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from icalendar import Calendar, Event

from app.clock import SetClock
from app.domain.actor import Actor
from app.operations.feed import Fetched, Wish, fetched, subscribe
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import FeedKind, Source
from tests.bench.table import Row

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
PEOPLE = [f"person{number}" for number in range(8)]
PLAN = """
watchbill: 1
people: [{people}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - {{name: weeks, start: 2026-01-05T09:00, shift: {{every: 1, unit: week}}, people: [{names}]}}
      - {{name: nights, layer: 2, start: 2026-01-05T09:00, shift: {{every: 1, unit: day}},
         people: [{names}], restrictions: [{{from: "20:00", to: "08:00"}}]}}
      - {{name: weekends, layer: 3, start: 2026-01-05T09:00, shift: {{every: 1, unit: week}},
         people: [{names}], restrictions: [{{from: "fri 18:00", to: "mon 08:00"}}]}}
"""


def rows() -> list[Row]:
    """First fetch (everything is remembered), each after it, and for who has it already."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}", clock=SetClock(NOW))
        try:
            return _measured(store, _token(store))
        finally:
            store.close()


def _measured(store: Store, token: str) -> list[Row]:
    first = _once(lambda: _found(store, token).body())
    count = _found(store, token).body().count(b"BEGIN:VEVENT")
    full = _median(lambda: _found(store, token).body(), 21)
    known = _median(lambda: _found(store, token).tag, 51)
    alone = _median(lambda: _by_icalendar(count), 11)
    yardstick = f"{_ms(alone)} for icalendar to write {count} events"
    return [
        Row(f"a feed of 24 months, 3 layers: {count} shifts", _ms(full), yardstick, full / alone,
            "<= 1, well under 100 ms", full <= alone),
        Row("the same for who has it already (304)", _ms(known), yardstick, known / alone,
            "<= 0.5", known <= alone / 2),
        Row("the first fetch after a change of the rules", _ms(first), yardstick, first / alone,
            "none", None),
    ]  # fmt: skip


def _token(store: Store) -> str:
    people = ", ".join(f"{{name: {name}}}" for name in PEOPLE)
    plan = PLAN.format(people=people, names=", ".join(PEOPLE))
    by = Actor("bench", Source.FILE)
    apply(store, read(plan.encode()).workspace, by)
    wish = Wish(ahead=24)
    found = subscribe(store, FeedKind.SCHEDULE, "primary", by, wish)
    assert found.token is not None
    return found.token


def _found(store: Store, token: str) -> Fetched:
    found = fetched(store, token)
    assert found is not None
    return found


def _by_icalendar(count: int) -> bytes:
    calendar = Calendar()
    for place in range(count):
        start = NOW + timedelta(hours=place)
        event = Event()
        values = {"UID": f"{place}@bench", "DTSTART": start, "DTEND": start, "DTSTAMP": NOW,
                  "LAST-MODIFIED": NOW, "SEQUENCE": 1, "SUMMARY": "somebody on call: primary",
                  "DESCRIPTION": "Somebody is on call.\nTakes over from somebody."}  # fmt: skip
        for name, value in values.items():
            event.add(name, value)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _median(work: Callable[[], object], times: int) -> float:
    return median(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
