"""What the alerts page asks the database, on a reader's thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.queries.alert import AlertRow, Occurrence
    from app.store import Store

PAGE = 300  # alerts that come at once
LOG = 100  # occurrences that come at once


@dataclass(frozen=True, slots=True)
class Heard:
    """Alerts, newest first; `more` when older ones were left out; `ever` whether there was one at
    all, open or not."""

    rows: "list[AlertRow]"
    more: bool
    ever: bool


def heard(store: "Store", open_only: bool, count: int) -> Heard:
    """The newest `count` alerts."""
    from app.queries.alert import alerts

    rows = alerts(store, open_only=open_only, limit=count + 1)
    ever = bool(rows) or bool(alerts(store, open_only=False, limit=1))
    return Heard(rows[:count], len(rows) > count, ever)


def log(store: "Store", alert: int) -> "list[Occurrence]":
    """The latest signals of one alert."""
    from app.queries.alert import occurrences

    return occurrences(store, alert, limit=LOG)


def body(store: "Store", payload: int) -> str:
    """A request's body as text, cut where it is very long."""
    from app.queries.alert import body

    found = body(store, payload)
    return "" if found is None else found.raw[:200_000].decode("utf-8", "replace")
