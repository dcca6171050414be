"""What overrides make of the people whom the rotations give."""

from bisect import insort
from collections.abc import Sequence

from app.domain.rota import OVERRIDE, Override, PersonId
from app.domain.row import Row
from app.domain.wall import instant
from app.domain.window import Window
from models.kinds import OverrideKind

COVER, REPLACE, ADD, _ = OverrideKind
Active = tuple[Override, ...]


def active_overrides(overrides: Sequence[Override], window: Window) -> dict[int, Active]:
    """Which overrides hold from which instant on, in the order they were written."""
    edges: list[tuple[int, int]] = []
    for number, each in enumerate(overrides):
        start, end = max(each.window.start, window.start), min(each.window.end, window.end)
        if start < end:
            edges += (instant(start), number), (instant(end), number)
    numbers: list[int] = []
    steps: dict[int, Active] = {}
    for at, number in sorted(edges):
        if number in numbers:
            numbers.remove(number)
        else:
            insort(numbers, number)
        steps[at] = tuple([overrides[each] for each in numbers])
    return steps


def overridden(row: Row, active: Active) -> Row:
    """The row with overrides applied: each to what the rotations give, none to another.

    A gap stays of the kind it is; one that an override leaves is not deliberate.
    """
    sources = dict(row or ())
    cover: Override | None = None
    out: tuple[PersonId, ...] = ()
    come: tuple[PersonId, ...] = ()
    added: tuple[PersonId, ...] = ()
    for each in active:
        kind = each.kind
        if kind is COVER:
            cover = each
        elif kind is ADD:
            added += each.people
        elif not sources.keys().isdisjoint(each.out):
            out += each.out
            come += each.people if kind is REPLACE else ()
    if cover:
        sources, come = {}, cover.people
    for person in out:
        sources.pop(person, None)
    for person in come + added:
        sources.setdefault(person, OVERRIDE)
    return tuple(sources.items()) or (None if row else row)
