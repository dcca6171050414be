"""What the incident screens ask the database; run on a reader's thread, where the imports that a
first window must not wait for are made."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.kinds import EventKind, Severity, Stage, Urgency

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catch_up import Chapter
    from app.domain.incident_form import IncidentForm
    from app.domain.names import Names
    from app.queries.choice import PersonChoice, ServiceChoice
    from app.queries.dependency import Hit
    from app.queries.foresight import Foreseen
    from app.queries.incident_filter import Filter
    from app.queries.incident_row import Counts, EventRow, IncidentDetail, IncidentRow
    from app.queries.page import Upcoming
    from app.queries.similar import Similar
    from app.store import Store

    Forecast = tuple[
        list[Foreseen], list[IncidentRow], tuple[Hit, ...], tuple[Hit, ...], tuple[Similar, ...]
    ]

LIKE = 3  # open incidents on the same service, or of such a title, that a form mentions
PAST = 2  # those that are over and may help
OTHERS = 60  # incidents of each kind that are offered to be tied to
QUICK = 200  # numbers that come first when something else is asked for
LATEST = 200  # events that come first of a long timeline
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
    tags: frozenset[int] = frozenset()


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
    a pin is no row of its own, but shown at what it speaks of. What is not `whole` has only the
    latest of a long timeline's events."""

    detail: "IncidentDetail"
    events: "tuple[EventRow, ...]"
    upcoming: "Upcoming | None" = None
    told: "tuple[EventRow, ...]" = ()
    form: "IncidentForm | None" = None
    whole: bool = True


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


def glimpsed(file: "Path", wanted: Wanted) -> Listed | None:
    """The first rows of an embedded database without opening it as such; None where that cannot
    be: for any wish but the usual one, or when there is nothing."""
    from app.queries.glimpse import glimpse

    if replace(wanted, open=True, sort="newest") != Wanted():
        return None
    by, down = SORTS[wanted.sort]
    found = glimpse(file, FIRST, open_only=wanted.open, by=by, down=down)
    if found is None or not found.rows:
        return None
    ids = [row.number for row in found.rows]
    return Listed(wanted, ids, not found.more, found.rows, found.counts, known=True)


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
        tags=wanted.tags,
        span=Window(now - timedelta(days=days), now + timedelta(days=1)) if days else None,
    )


def rows(store: "Store", ids: list[int]) -> "list[IncidentRow]":
    """The lines that are about to be painted."""
    from app.queries.incident import incident_rows

    return incident_rows(store, ids)


def seen(
    store: "Store", number: int, events: "tuple[EventRow, ...]" = (), *, quick: bool = False
) -> Seen:
    """One incident; of the timeline only what is new since `events`, or, when `quick`, no more than
    is painted at once."""
    from app.queries.incident_detail import detail, timeline
    from app.queries.incident_form import incident_form
    from app.queries.upcoming import upcoming_of

    found, form = detail(store, number), incident_form(store)
    if quick:
        last = tuple(timeline(store, number, latest=LATEST + 1))
        shown, whole = last[-LATEST:], len(last) <= LATEST
        return Seen(found, shown, upcoming_of(store, number), folded(shown), form, whole)
    fresh = timeline(store, number, after=max((event.id for event in events), default=0))
    known = {event.id for event in events}
    both = (*events, *(event for event in fresh if event.id not in known))
    if any(event.kind is EventKind.TIE for event in fresh if event.id not in known):
        both = tuple(timeline(store, number))  # what was merged brings its past along
    ordered = tuple(sorted(both, key=_when)) if fresh else events
    return Seen(found, ordered, upcoming_of(store, number), folded(ordered), form)


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


def foreseen(store: "Store", service: int | None, urgency: Urgency, title: str = "") -> "Forecast":
    """Whom an incident on this service would page, what is open on it already or has such a title,
    what stands on it and what it stands on, and what solved the ones before it."""
    from app.queries.dependency import depends
    from app.queries.foresight import foreseen
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter
    from app.queries.similar import alike

    found = alike(store, title, service, OTHERS)
    past = tuple(each for each in found if not each.row.stage.open and each.solution)[:PAST]
    near = [each.row.number for each in found if each.row.stage.open]
    if service is None:
        return [], incident_rows(store, near[:LIKE]), (), (), past
    same = incident_ids(store, Filter(services=frozenset({service})), limit=LIKE)
    like = list(dict.fromkeys([*near, *same]))[:LIKE]
    rows, hit = incident_rows(store, like), depends(store, service)
    return foreseen(store, service, urgency), rows, *hit, past


def people(store: "Store") -> "list[PersonChoice]":
    """Everybody."""
    from app.queries import choice

    return choice.people(store)


def names(store: "Store") -> "Names":
    """Everything that may be called to help."""
    from app.queries import choice

    return choice.names(store)


def others(store: "Store", number: int) -> "list[IncidentRow]":
    """What this one may be tied to: the latest that are open, then those that are over."""
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter

    both = [incident_ids(store, Filter(open=True), limit=OTHERS),
            incident_ids(store, Filter(open=False), limit=OTHERS)]  # fmt: skip
    ids = dict.fromkeys(each for some in both for each in some if each != number)
    return incident_rows(store, list(ids))


def form(store: "Store") -> "IncidentForm":
    """What the team asks for."""
    from app.queries.incident_form import incident_form

    return incident_form(store)


def catch_up(store: "Store", number: int) -> "tuple[Chapter, ...]":
    """In a minute, what happened; wall clocks of this machine."""
    from app.domain.moment import zone
    from app.queries.incident_story import catch_up

    return catch_up(store, number, zone(here()))


def exported(store: "Store", number: int, kind: str, path: "Path") -> tuple[str, str]:
    """Writes the incident into a file; returns its name, and what was masked in it. Raises
    OSError."""
    from app.domain.moment import zone
    from app.queries.incident_paper import exported

    made = exported(store, number, kind, zone(here()))
    path.write_bytes(made.content)
    return path.name, made.masked


def here() -> str:
    """This machine's IANA zone, as far as it is known."""
    from PySide6.QtCore import QTimeZone

    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"


def tags(store: "Store") -> list[tuple[int, str]]:
    """Those that any incident has."""
    from app.queries.tag import used

    return used(store)


def services(store: "Store") -> "list[ServiceChoice]":
    """All services."""
    from app.queries import choice

    return choice.services(store)
