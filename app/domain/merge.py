"""Two people changed one schedule: what both did, together, and where that cannot be."""

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.workspace import ScheduleSpec


@dataclass(frozen=True)
class Clash:
    """Both changed `what`, each in another way; all in words, times as the schedule's clock."""

    what: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """`spec` keeps what both did and, where they clash, what they did."""

    spec: ScheduleSpec
    clashes: tuple[Clash, ...]
    base: ScheduleSpec
    mine: ScheduleSpec
    theirs: ScheduleSpec


def merged(base: ScheduleSpec, mine: ScheduleSpec, theirs: ScheduleSpec) -> Merge:
    """What both made of the base."""
    raise NotImplementedError


def settled(merge: Merge, keep_mine: Collection[int]) -> ScheduleSpec:
    """The merge with mine at the clashes of these places (from 0), theirs at the others."""
    raise NotImplementedError
