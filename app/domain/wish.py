"""What people would like of a rota: days they had rather not be on call, and days they gladly
are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.rota import PersonId

AGAINST, FOR = 1.0, -0.5  # points of the fairness score, a day
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, order=True)
class WishSpec:
    """`gladly`, or rather not, on these weekdays (Monday 0, ascending; none means all) of the days
    from `first` to `last`, both included (None: always)."""

    days: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    gladly: bool = False

    def touches(self, day: date) -> bool:
        """Whether it is about this day."""
        if self.days and day.weekday() not in self.days:
            return False
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish and whose it is."""

    person: PersonId
    spec: WishSpec


def written(wish: WishSpec) -> dict[str, Any]:
    """As the workspace file and the database say it."""
    said: dict[str, Any] = {"days": [DAYS[day] for day in wish.days]} if wish.days else {}
    if wish.first is not None:
        said["from"] = wish.first.isoformat()
    if wish.last is not None:
        said["to"] = wish.last.isoformat()
    return said | ({"gladly": True} if wish.gladly else {})


def understood(said: Mapping[str, Any]) -> WishSpec:
    """What `written` wrote."""
    first, last = said.get("from"), said.get("to")
    return WishSpec(
        tuple(DAYS.index(day) for day in said.get("days", ())),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        bool(said.get("gladly")),
    )


def weighed(wishes: Iterable[Wish], person: PersonId, days: Iterable[date]) -> float:
    """What it means to somebody to work these days, in points of the score; below 0 is a joy."""
    mine = [each.spec for each in wishes if each.person == person]
    if not mine:
        return 0.0
    return sum(
        FOR if wish.gladly else AGAINST for day in days for wish in mine if wish.touches(day)
    )
