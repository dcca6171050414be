"""Adding or taking out somebody changes how many turns make a round. So that this does not shuffle
whose turn it is, the rotation's start moves by whole turns: who has this turn keeps it, and who
would come next comes next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.grid import Grid
from app.domain.restriction import united_week
from app.domain.turn import counted
from app.domain.wall import WEEK, aware, clock, instant
from app.domain.workspace import Handle, RotationSpec
from models.kinds import Unit

Slots = tuple[tuple[Handle, ...], ...]
LENGTH = {
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
}


def anchored(old: RotationSpec, people: Slots, zone: str, now: datetime) -> RotationSpec:
    """The rotation with other slots. Where the start cannot move so that it fits (months, turns
    that hours leave empty), or the rotation does not run at `now`, it stays."""
    new = replace(old, people=people)
    if len(people) == len(old.people) or not people or not old.people:
        return new
    here = _turn(old, zone, now)
    if here is None:
        return new
    turn, following = here
    wanted = _place(old.people, people, turn % len(old.people))
    for start in _starts(old, len(people)):
        moved = replace(new, start=start)
        found = _turn(moved, zone, now)
        if found is not None and (found[0] % len(people), found[1]) == (wanted, following):
            return moved
    return new


def _place(old: Slots, new: Slots, at: int) -> int:
    """Where the slot of a place is in the new list; of one that is gone, the place before the one
    that follows it."""
    grown = len(new) - len(old)
    same = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
    if at < same:
        return at
    if grown < 0 and at < same - grown:
        return (same - 1) % len(new)
    return (at + grown) % len(new)


def _starts(rotation: RotationSpec, slots: int) -> Iterator[datetime]:
    """The start and those some turns off, the nearest first."""
    length = LENGTH.get(rotation.unit)
    yield rotation.start
    if length is None:
        return
    for by in range(1, slots + 1):
        for way in (-by, by):
            try:
                yield rotation.start + way * rotation.every * length
            except OverflowError:
                continue


def _turn(rotation: RotationSpec, zone: str, now: datetime) -> tuple[int, int] | None:
    """The number of the turn that runs at an instant, and the wall time at which the next one
    begins; None before the start."""
    at = instant(now)
    year = aware(at).year
    wall = clock(zone, year - 1, year + 1).wall(at)
    grid = Grid(rotation.start, rotation.unit)
    cell = grid.cell(wall)
    if cell < 0:
        return None
    windows = united_week(rotation.restrictions)
    count = counted(zone, grid, rotation.every, windows, rotation.turns, year)
    ahead = cell + rotation.every + WEEK // min(grid.size, WEEK) + 1
    begun, (number, *_) = count.turns(cell, ahead)
    return number, next(iter(grid.walls(begun[1:2])), wall)
