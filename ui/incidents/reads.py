"""What the incident screens ask the database; run on a reader's thread, where the imports that a
first window must not wait for are made."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.kinds import Severity, Stage, Urgency

if TYPE_CHECKING:
    from app.queries.choice import PersonChoice, ServiceChoice
    from app.queries.foresight import Foreseen
    from app.queries.incident_filter import Filter
    from app.queries.incident_row import Counts, EventRow, IncidentDetail, IncidentRow
    from app.queries.page import Upcoming
    from app.store import Store

LIKE = 3  # open incidents on the same service that a form mentions
QUICK = 200  # numbers that come first when something else is asked for
FIRST = 40  # rows that come with the ids, so that the first picture needs one question only
SORTS: dict[str, tuple[str, bool]] = {
    "newest": ("number", True),
    "severity": ("severity", False),
    "oldest": ("created_at", False),
    "changed": ("changed_at", True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list shows, as the chips say it. `mine` is a person's id; `days` counts back from
    now; `numbers` are those behind a figure of another page."""

    open: bool = True
    mine: int | None = None
    severities: frozenset[Severity] = frozenset()
    services: frozenset[int] = frozenset()
    stages: frozenset[Stage] = frozenset()
    days: int | None = None
    words: str = ""
    sort: str = "newest"
    numbers: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer to `wanted`: all numbers in order (or, where not `whole`, the first of them), the
    first rows, and what the chips count. `known` says whether there is any incident at all."""

    wanted: Wanted
    ids: list[int]
    whole: bool
    rows: "list[IncidentRow]"
    counts: "Counts"
    known: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One incident as it was read at one time. `told` are the events as they are read: an edit or
    a pin is no row of its own, but shown at what it speaks of."""

    detail: "IncidentDetail"
    events: "tuple[EventRow, ...]"
    upcoming: "Upcoming | None" = None
    told: "tuple[EventRow, ...]" = ()


def listed(store: "Store", wanted: Wanted, me: int | None, quick: bool = False) -> Listed:
    """The list; when `quick`, only so much of it as is painted at once."""
    from app.queries.incident import incident_ids, incident_rows, open_counts
    from app.queries.incident_filter import By, Filter, Sort

    by, down = SORTS[wanted.sort]
    limit = QUICK if quick else None
    ids = incident_ids(store, filter_of(store, wanted), Sort(By(by), down), limit)
    known = bool(ids) or bool(incident_ids(store, Filter(open=False), limit=1))
    first, counts = incident_rows(store, ids[:FIRST]), open_counts(store, me)
    return Listed(wanted, ids, len(ids) != limit, first, counts, known)


def filter_of(store: "Store", wanted: Wanted) -> "Filter":
    """The same wish in the query's words."""
    from app.domain.window import Window
    from app.queries.incident_filter import Filter

    now = store.now()
    days = wanted.days
    return Filter(
        open=wanted.open,
        mine=wanted.mine,
        severities=wanted.severities,
        services=wanted.services,
        stages=wanted.stages,
        words=wanted.words,
        numbers=wanted.numbers,
        span=Window(now - timedelta(days=days), now + timedelta(days=1)) if days else None,
    )


def rows(store: "Store", ids: list[int]) -> "list[IncidentRow]":
    """The lines that are about to be painted."""
    from app.queries.incident import incident_rows

    return incident_rows(store, ids)


def seen(store: "Store", number: int, events: "tuple[EventRow, ...]" = ()) -> Seen:
    """One incident; of the timeline only what is new since `events`."""
    from app.queries.incident_detail import detail, timeline
    from app.queries.upcoming import upcoming_of

    found = detail(store, number)
    fresh = timeline(store, number, after=max((event.id for event in events), default=0))
    known = {event.id for event in events}
    both = (*events, *(event for event in fresh if event.id not in known))
    ordered = tuple(sorted(both, key=_when)) if fresh else events
    return Seen(found, ordered, upcoming_of(store, number), folded(ordered))


def folded(events: "tuple[EventRow, ...]") -> "tuple[EventRow, ...]":
    """The newest text of each, and in its data whether it was edited or pinned."""
    from app.domain.story import entries

    return tuple(
        replace(
            entry.event,
            text=entry.text,
            data=entry.event.data | {"edited": entry.edited, "pinned": entry.pinned_by},
        )
        if entry.edited or entry.pinned_by
        else entry.event
        for entry in entries(events)
    )


def _when(event: "EventRow") -> "tuple[datetime, int]":
    return event.at, event.id


def foreseen(
    store: "Store", service: int | None, urgency: Urgency
) -> "tuple[list[Foreseen], list[IncidentRow]]":
    """Whom an incident on this service would page, and what is open on it already."""
    from app.queries.foresight import foreseen
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter

    if service is None:
        return [], []
    like = incident_ids(store, Filter(services=frozenset({service})), limit=LIKE)
    return foreseen(store, service, urgency), incident_rows(store, like)


def people(store: "Store") -> "list[PersonChoice]":
    """Everybody."""
    from app.queries import choice

    return choice.people(store)


def services(store: "Store") -> "list[ServiceChoice]":
    """All services."""
    from app.queries import choice

    return choice.services(store)
