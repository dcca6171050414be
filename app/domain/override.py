"""What overrides make of the people whom the rotations give."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from app.domain.rota import OVERRIDE, Override, PersonId
from app.domain.row import Row, Step
from app.domain.wall import LATEST, instant
from app.domain.window import Window
from models.kinds import OverrideKind

Active = tuple[Override, ...]


def active_overrides(overrides: Sequence[Override], window: Window) -> list[tuple[int, Active]]:
    """Which overrides hold from which instant on, in the order they were written."""
    edges: list[tuple[int, int]] = []
    for number, each in enumerate(overrides):
        start, end = max(each.window.start, window.start), min(each.window.end, window.end)
        if start < end:
            edges += (instant(start), number), (instant(end), number)
    numbers: set[int] = set()
    steps: dict[int, Active] = {}
    for at, number in sorted(edges):
        numbers ^= {number}
        steps[at] = tuple([overrides[each] for each in sorted(numbers)])
    return list(steps.items())


def overlaid(steps: list[Step], overrides: list[tuple[int, Active]]) -> list[Step]:
    """The rotations' steps with the overrides applied where they hold."""
    begins = [at for at, _ in steps]
    result: list[Step] = []
    for (begin, active), (end, _) in pairwise([(begins[0], ()), *overrides, (LATEST, ())]):
        first, last = bisect_right(begins, begin), bisect_left(begins, end)
        stretch = [(begin, steps[first - 1][1]), *steps[first:last]]
        if begin < end:
            result += [(at, overridden(row, active)) for at, row in stretch] if active else stretch
    return result


def overridden(row: Row, active: Active) -> Row:
    """The row with overrides applied: each to what the rotations give, none to another.

    A gap stays of the kind it is; one that an override leaves is not deliberate.
    """
    base = row or ()
    here = {person for person, _ in base}
    out: set[PersonId] = set()
    cover: Override | None = None
    replacing: list[PersonId] = []
    added: list[PersonId] = []
    for each in active:
        if each.kind is OverrideKind.COVER:
            cover = each
        elif each.kind is OverrideKind.ADD:
            added += each.people
        elif not here.isdisjoint(each.out):
            out.update(each.out)
            replacing += each.people if each.kind is OverrideKind.REPLACE else ()
    sources = {} if cover else {who: source for who, source in base if who not in out}
    for person in (*(cover.people if cover else replacing), *added):
        sources.setdefault(person, OVERRIDE)
    return tuple(sources.items()) or (None if row else row)
