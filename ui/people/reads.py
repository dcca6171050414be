"""What the people page asks the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from app.domain.workspace import TimeOffSpec
    from app.queries.people import PersonRow
    from app.queries.team import TeamRow
    from app.store import Store

PERSON, TEAM = "person", "team"


@dataclass(frozen=True, slots=True)
class Everybody:
    """The people, and the teams they form."""

    people: "list[PersonRow]"
    teams: "list[TeamRow]"


class Zone(NamedTuple):
    """A time zone and how far it is from UTC now, as +01:00."""

    name: str
    offset: str


def everybody(store: "Store") -> Everybody:
    """All that the two lists show."""
    from app.queries.people import people
    from app.queries.team import teams

    return Everybody(people(store), teams(store))


def opened(store: "Store", kind: str, ident: int) -> tuple[Any, dict[str, str]]:
    """The form of one person or team, None when it is gone; and the schemes of their contacts."""
    from app.queries.form import person_form, team_form
    from app.queries.people import people

    if kind == TEAM:
        return team_form(store, ident), {}
    form = person_form(store, ident)
    rows = people(store, everyone=True) if form is not None and form.spec.contacts else []
    contacts = next((row.contacts for row in rows if row.id == ident), ())
    return form, {each.name: each.scheme for each in contacts}


def zones(store: "Store") -> list[Zone]:
    """Every zone that people live in, by name; UTC first."""
    from zoneinfo import ZoneInfo

    from app.domain.problem import zones as known

    now = store.now()
    names = ["UTC", *sorted(name for name in known() if "/" in name and _lived_in(name))]
    return [Zone(name, _offset(now.astimezone(ZoneInfo(name)))) for name in names]


def _lived_in(name: str) -> bool:
    return not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))


def _offset(here: datetime) -> str:
    told = f"{here:%z}"
    return f"{told[:3]}:{told[3:5]}"


@dataclass(frozen=True, slots=True)
class Touching:
    """How many shifts of somebody lie in their time off, with nobody asked yet."""

    person: int
    name: str
    count: int


def touched(store: "Store", person: int) -> Touching:
    """Of one person."""
    from app.queries.people import people
    from app.queries.touched import touched_shifts

    row = next((each for each in people(store) if each.id == person), None)
    name = (row.full_name or row.name) if row is not None else ""
    found = touched_shifts(store, person) if row is not None else []
    return Touching(person, name, sum(each.request is None for each in found))


def away_in(store: "Store", path: str, zone: str) -> "list[TimeOffSpec]":
    """What a calendar file says, as time off from now on. Raises Refused."""
    from app.calendars.read import away_events
    from app.errors import Refused

    now = store.now()
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}") from fault
    today = now.replace(tzinfo=None)
    found = away_events(data, zone, now)
    return [each for each in found if each.end > today]
