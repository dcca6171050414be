"""What the people page asks the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
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
