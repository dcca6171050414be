"""The nouns of a rota: the rules people wrote (rotations, overrides) and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from itertools import repeat
from typing import NamedTuple

from app.domain.window import Window
from models.kinds import OverrideKind, Turns, Unit

PersonId = int
OVERRIDE = "override"  # the source of a shift that no rotation gives


@dataclass(frozen=True)
class Restriction:
    """A weekly window of wall-clock time, in either shape of the workspace file.

    {days, from, to}: `days` (Monday 0; none means every day), weekdays of opens and closes None.
    {from: "fri 18:00", to: "mon 08:00"}: `days` empty, both ends with their weekday.
    """

    days: tuple[int, ...]
    opens: tuple[int | None, time]
    closes: tuple[int | None, time]


@dataclass(frozen=True)
class Rotation:
    """Slots of people taking turns of `every` units; start and until are the zone's wall clock.

    A slot's people work together; an empty slot means deliberately nobody. No restrictions: always.
    """

    id: int
    name: str
    layer: int
    start: datetime
    until: datetime | None
    every: int
    unit: Unit
    turns: Turns
    people: tuple[tuple[PersonId, ...], ...]
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True)
class Override:
    """A change for a while: `out` are taken out (replace, remove), `people` come."""

    id: int
    kind: OverrideKind
    window: Window
    out: tuple[PersonId, ...] = ()
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True)
class Rota:
    """The rules of one schedule, overrides in the order they were written."""

    time_zone: str
    rotations: tuple[Rotation, ...]
    overrides: tuple[Override, ...] = ()


class Shift(NamedTuple):
    """One person on call without a break; `source` is the rotation's name or "override"."""

    start: datetime
    end: datetime
    person: PersonId
    source: str


def shifts_of(rows: Iterable[tuple[datetime, datetime, PersonId, str]]) -> tuple[Shift, ...]:
    """As Shift(*row) of each, in a third of the time."""
    return tuple(map(tuple.__new__, repeat(Shift), rows))


@dataclass(frozen=True)
class Gap:
    """Nobody on call; deliberate where an empty slot says so."""

    window: Window
    deliberate: bool


@dataclass(frozen=True)
class Resolved:
    """Who is on call in a window: shifts by start then person, gaps, and the share that is covered.

    Everything is clipped to the window. A deliberate gap and an empty window count as covered.
    """

    window: Window
    shifts: tuple[Shift, ...]
    gaps: tuple[Gap, ...]
    coverage: float


@dataclass(frozen=True)
class Neighbours:
    """Who was on call until `since`, and who will be from `until`; None beyond the horizon."""

    before: tuple[PersonId, ...] | None
    since: datetime | None
    until: datetime | None
    after: tuple[PersonId, ...] | None
