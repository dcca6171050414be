"""What the panel asks the database, on a reader's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.names import Names
    from app.queries.choice import PersonChoice
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Offers:
    """What the settings of a schedule may name; countries with the codes of their parts."""

    names: "Names"
    zones: Sequence[str]
    countries: Mapping[str, Sequence[str]]
    people: "Sequence[PersonChoice]" = ()


def offers(store: "Store") -> Offers:
    """As it is now."""
    from app.calendars.country import offered
    from app.domain.names import Names
    from app.domain.problem import zones
    from app.queries.choice import people
    from app.queries.team import teams
    from app.queries.timetable import schedule_choices

    everybody = people(store)
    names = Names(
        people=frozenset(each.name for each in everybody if each.active),
        everyone=frozenset(each.name for each in everybody),
        teams=frozenset(each.name for each in teams(store)),
        schedules=frozenset(each.name for each in schedule_choices(store)),
    )
    return Offers(names, sorted(zones()), offered(), everybody)
