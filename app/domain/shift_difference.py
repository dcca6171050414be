"""What two final schedules of one window differ in: who loses time, who gains it, and how much."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.rota import PersonId, Resolved
from app.domain.window import Window

People = tuple[PersonId, ...]  # ascending


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A stretch that changes hands. Those in both `before` and `after` serve it either way."""

    window: Window
    before: People
    after: People

    @property
    def lost(self) -> People:
        """Who served it before and does not any more."""
        return tuple(each for each in self.before if each not in self.after)

    @property
    def gained(self) -> People:
        """Who serves it now and did not before."""
        return tuple(each for each in self.after if each not in self.before)


@dataclass(frozen=True, slots=True)
class Hours:
    """Time on call of one person in the window."""

    person: PersonId
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows by time; hours of everybody who serves before or after, by id. `opened` are stretches
    that nobody serves any more, `closed` those that somebody serves at last."""

    rows: tuple[DifferenceRow, ...]
    hours: tuple[Hours, ...]
    opened: tuple[Window, ...] = ()
    closed: tuple[Window, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)


def difference(before: Resolved, after: Resolved) -> Difference:
    """Of what both windows cover; where a shift comes from makes no difference."""
    raise NotImplementedError
