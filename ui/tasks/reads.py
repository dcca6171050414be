"""What follow-ups and problems ask the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.queries.choice import PersonChoice, ServiceChoice
    from app.queries.followup import FollowupRow
    from app.queries.problem import Behind, ProblemDetail, ProblemRow
    from app.queries.ticket import TrackerRow
    from app.store import Store

RECENT = 200  # incidents that can be chosen


@dataclass(frozen=True, slots=True)
class Listed:
    """The follow-ups, who can have them, and where tickets can be made; `incidents` are (number,
    title), the latest first."""

    rows: "tuple[FollowupRow, ...]"
    people: "tuple[PersonChoice, ...]"
    trackers: "tuple[TrackerRow, ...]"
    incidents: tuple[tuple[int, str], ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """The problems, and what their fields can choose from."""

    rows: "tuple[ProblemRow, ...]"
    people: "tuple[PersonChoice, ...]"
    services: "tuple[ServiceChoice, ...]"
    trackers: "tuple[TrackerRow, ...]"
    categories: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What the cards show of one incident."""

    number: int
    open: bool
    rows: "tuple[FollowupRow, ...]"
    tasks: int
    now: datetime


def listed(store: "Store") -> Listed:
    """The follow-ups page."""
    from app.queries.choice import people
    from app.queries.followup import followups
    from app.queries.incident import incident_ids, incident_rows
    from app.queries.incident_filter import Filter
    from app.queries.ticket import trackers

    numbers = sorted(incident_ids(store, Filter(open=False)), reverse=True)[:RECENT]
    named = {each.number: each.title for each in incident_rows(store, numbers)}
    pairs = tuple((number, named[number]) for number in numbers if number in named)
    rows = tuple(followups(store))
    return Listed(rows, tuple(people(store)), tuple(trackers(store)), pairs, store.now())


def gathered(store: "Store") -> Gathered:
    """The problems page."""
    from app.queries.choice import people, services
    from app.queries.incident_form import incident_form
    from app.queries.problem import problems
    from app.queries.ticket import trackers

    return Gathered(
        tuple(problems(store)),
        tuple(people(store)),
        tuple(services(store)),
        tuple(trackers(store)),
        tuple(each.name for each in incident_form(store).categories),
        store.now(),
    )


def problem(store: "Store", ident: int) -> "ProblemDetail | None":
    """None where it is gone."""
    from app.errors import Refused
    from app.queries.problem import problem as found

    try:
        return found(store, ident)
    except Refused:
        return None


def behind(store: "Store", number: int) -> "tuple[Behind, tuple[ProblemRow, ...]]":
    """What is, or may be, behind an incident; and all that could be chosen."""
    from app.queries.problem import behind as found
    from app.queries.problem import problems

    return found(store, number), tuple(problems(store, ended=False))


def beside(store: "Store", number: int) -> Beside:
    """The follow-ups of an incident, and how many tasks it leaves open."""
    from app.queries.followup import followups
    from app.queries.incident_detail import detail

    found = detail(store, number)
    left = sum(each.done_at is None for each in found.tasks)
    rows = tuple(followups(store, number))
    return Beside(number, found.row.stage.open, rows, left, store.now())
