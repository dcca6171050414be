"""What people would like of a rota: days they had rather not be on call, and days they gladly
are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.rota import PersonId

AGAINST, FOR = 1.0, -0.5  # points of the fairness score, a day


@dataclass(frozen=True, slots=True)
class Wish:
    """Of one person: `gladly`, or rather not, on these weekdays (Monday 0; none means all) of the
    days from one to another, both included (None: always)."""

    person: PersonId
    gladly: bool = False
    weekdays: frozenset[int] = frozenset()
    first: date | None = None
    last: date | None = None

    def touches(self, day: date) -> bool:
        """Whether it is about this day."""
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        return (self.first or day) <= day <= (self.last or day)


def weighed(wishes: Iterable[Wish], person: PersonId, days: Iterable[date]) -> float:
    """What it means to somebody to work these days, in points of the score; below 0 is a joy."""
    mine = [each for each in wishes if each.person == person]
    if not mine:
        return 0.0
    return sum(
        FOR if wish.gladly else AGAINST for day in days for wish in mine if wish.touches(day)
    )
