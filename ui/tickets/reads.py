"""The tickets of an incident's tasks, and where more can be made."""

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.queries.ticket import TicketRow, TrackerRow
    from app.store import Store


class Ticketing(NamedTuple):
    """Where tickets can be made, and those that are there, by task."""

    trackers: "tuple[TrackerRow, ...]" = ()
    tickets: "dict[int, tuple[TicketRow, ...]]" = {}


def ticketing(store: "Store", number: int) -> Ticketing:
    """Runs on a reader."""
    from app.queries.ticket import tickets, trackers

    found: defaultdict[int, tuple[TicketRow, ...]] = defaultdict(tuple)
    for each in tickets(store, number):
        if each.task_id is not None:
            found[each.task_id] += (each,)
    return Ticketing(tuple(trackers(store)), dict(found))
