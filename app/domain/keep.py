"""Whom a change of rules must leave on call for now, and which overrides stay through it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from app.domain.resolve import next_change, who
from app.domain.rota import PersonId, Rota, Rotation
from app.domain.window import Window
from app.domain.workspace import OverrideSpec
from models.kinds import OverrideKind

KEPT = "on call when the rotation was changed"  # the reason such a cover carries
YEAR = timedelta(days=366)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Placed:
    """An override in the order to be stored; `old` is its place among those stored, None if it is
    to be written anew."""

    spec: OverrideSpec
    old: int | None = None


def kept_on_call(
    old: Rota, new: Rota, now: datetime, staying: Collection[PersonId]
) -> tuple[tuple[PersonId, ...], Window] | None:
    """Whom a cover must keep on call, and until when: the end of their turn by the old rules.

    None when the same people are on call by the new rules, or nobody who stays was before.
    """
    before = replace(old, overrides=new.overrides)
    people = tuple(person for person in who(before, now) if person in staying)
    if not people or set(people) == set(who(new, now)):
        return None
    ends = (next_change(each, now, YEAR) for each in (before, turned_apart(before)))
    return people, Window(now, min((end for end in ends if end), default=now + WEEK))


def arranged(
    old: Sequence[OverrideSpec],
    wanted: Sequence[OverrideSpec],
    now: datetime,
    *,
    prune: Collection[str] | None = None,
) -> list[Placed]:
    """Stored overrides as they are, then the new ones. Those that a file does not list stay, or
    with `prune` (the handles of those who stay) only covers that keep somebody on call do.
    Where covers overlap the later one holds, so their order is the file's."""
    places = _places(old, wanted)
    listed = set(places)
    kept = [
        Placed(spec, place)
        for place, spec in enumerate(old)
        if place in listed or prune is None or _keeps(spec, now, prune)
    ]
    rest = iter(wanted)
    order: list[Placed] = []
    for place in places:
        spec = next(rest)
        known = Placed(spec, place)
        if place is not None and any(_after(kept, each, known) for each in order):
            kept.remove(known)
            known = Placed(spec)
        if known.old is None:
            kept.append(known)
        order.append(known)
    return kept


def _places(old: Sequence[OverrideSpec], wanted: Sequence[OverrideSpec]) -> list[int | None]:
    """Where each wanted override stands among the old ones; each old one is found once."""
    left: dict[OverrideSpec, list[int]] = {}
    for place, spec in enumerate(old):
        left.setdefault(spec, []).append(place)
    return [left[spec].pop(0) if left.get(spec) else None for spec in wanted]


def _after(kept: Sequence[Placed], earlier: Placed, later: Placed) -> bool:
    """Whether two covers that overlap would be stored in the wrong order."""
    one, other = earlier.spec, later.spec
    covers = one.kind is other.kind is OverrideKind.COVER
    overlap = one.start < other.end and other.start < one.end
    return covers and overlap and kept.index(earlier) > kept.index(later)


def _keeps(spec: OverrideSpec, now: datetime, staying: Collection[str]) -> bool:
    return spec.reason == KEPT and spec.end > now and all(each in staying for each in spec.people)


def turned_apart(rota: Rota) -> Rota:
    """The same hand-offs with somebody new at each, so that every end of a turn shows."""
    number = count(-1, -1)

    def apart(rotation: Rotation) -> Rotation:
        slots = (*rotation.people, *rotation.people)
        return replace(rotation, people=tuple((next(number),) if s else () for s in slots))

    return replace(rota, rotations=tuple(map(apart, rota.rotations)))
