"""Two people changed one schedule: what both did, together, and where that cannot be."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from app.domain.difference import shadow_order
from app.domain.limits import Limits
from app.domain.merge_override import Change, merged_overrides
from app.domain.window import Window
from app.domain.workspace import RotationSpec, ScheduleSpec

Value = TypeVar("Value")
OVERRIDES, ROTATION = "overrides", "rotation"
SETTINGS = ("name", "time_zone", "team", "holidays")
LIMITS = tuple(each.name for each in fields(Limits))
GROUPS: dict[str, tuple[str, ...]] = {  # fields of a rotation that are changed together
    "people": ("people",),
    "turns": ("start", "every", "unit"),
    "end": ("until",),
    "layer": ("layer",),
    "count": ("turns",),
    "restrictions": ("restrictions",),
}


@dataclass(frozen=True)
class Clash:
    """Both changed `what`, each in another way. It is a field of the schedule (the sides are its
    values), a group of a rotation's fields (the sides are the whole rotations), a rotation that one
    side has no more (None), or overrides (the sides are what each did in `span`)."""

    what: str
    mine: Any
    theirs: Any
    rotation: str = ""
    span: Window | None = None


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
    return _merged(base, mine, theirs, ())


def settled(merge: Merge, keep_mine: Collection[int]) -> ScheduleSpec:
    """The merge with mine at the clashes of these places (from 0), theirs at the others."""
    return _merged(merge.base, merge.mine, merge.theirs, keep_mine).spec


@dataclass
class Umpire:
    """Notes the clashes, and says whose side holds at each."""

    keep_mine: Collection[int]
    clashes: list[Clash] = field(default_factory=list)

    def holds(self, clash: Clash) -> bool:
        """Whether mine does."""
        self.clashes.append(clash)
        return len(self.clashes) - 1 in self.keep_mine

    def field(self, what: str, base: Value, mine: Value, theirs: Value) -> Value:
        """Of a value that is whole: that of the one who changed it."""
        return self.one(Clash(what, mine, theirs), base, mine, theirs)

    def one(self, clash: Clash, base: Value, mine: Value, theirs: Value) -> Value:
        """Where both changed it, that of the side for which the clash is settled."""
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        return mine if self.holds(clash) else theirs

    def overrides(self, span: Window, mine: tuple[Change, ...], theirs: tuple[Change, ...]) -> bool:
        """Whether what I did there holds."""
        return self.holds(Clash(OVERRIDES, mine, theirs, span=span))


def _merged(
    base: ScheduleSpec, mine: ScheduleSpec, theirs: ScheduleSpec, keep_mine: Collection[int]
) -> Merge:
    umpire = Umpire(keep_mine)
    spec = replace(
        theirs,
        **_fields(umpire, base, mine, theirs, SETTINGS),
        limits=Limits(**_fields(umpire, base.limits, mine.limits, theirs.limits, LIMITS)),
        rotations=_rotations(umpire, base.rotations, mine.rotations, theirs.rotations),
        overrides=merged_overrides(umpire.overrides, base, mine, theirs),
        shadows=_both(base.shadows, mine.shadows, theirs.shadows),
    )
    return Merge(
        replace(spec, shadows=tuple(sorted(spec.shadows, key=shadow_order))),
        tuple(umpire.clashes),
        base,
        mine,
        theirs,
    )


def _fields(
    umpire: Umpire, base: Value, mine: Value, theirs: Value, names: Iterable[str]
) -> dict[str, Any]:
    return {
        name: umpire.field(name, *(getattr(each, name) for each in (base, mine, theirs)))
        for name in names
    }


def _both(
    base: Collection[Value], mine: Collection[Value], theirs: Collection[Value]
) -> tuple[Value, ...]:
    """What stays on both sides, and what came on either."""
    kept = [each for each in theirs if each in mine or each not in base]
    return (*kept, *(each for each in mine if each not in base and each not in kept))


Rotations = tuple[RotationSpec, ...]


def _rotations(umpire: Umpire, base: Rotations, mine: Rotations, theirs: Rotations) -> Rotations:
    sides = [{each.name: each for each in side} for side in (base, mine, theirs)]
    found: dict[str, RotationSpec] = {}
    for name in _order(*([each.name for each in side] for side in (base, mine, theirs))):
        one = _rotation(umpire, name, *(side.get(name) for side in sides))
        if one is not None:
            found[name] = one
    return tuple(found.values())


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """As the one who changed the order has it; what only others have stands behind what it
    followed there."""
    unmoved = [name for name in base if name in mine] == [name for name in mine if name in base]
    first, second = (theirs, mine) if unmoved else (mine, theirs)
    order = list(first)
    for place, name in enumerate(second):
        if name not in order:
            order.insert(order.index(second[place - 1]) + 1 if place else 0, name)
    return order + [name for name in base if name not in order]


def _rotation(
    umpire: Umpire,
    name: str,
    base: RotationSpec | None,
    mine: RotationSpec | None,
    theirs: RotationSpec | None,
) -> RotationSpec | None:
    if base is None or mine is None or theirs is None:
        return umpire.one(Clash(ROTATION, mine, theirs, name), base, mine, theirs)
    found = theirs
    for what, names in GROUPS.items():
        values = (_part(each, names) for each in (base, mine, theirs))
        chosen: tuple[Any, ...] = umpire.one(Clash(what, mine, theirs, name), *values)
        found = replace(found, **dict(zip(names, chosen, strict=True)))
    return found


def _part(rotation: RotationSpec, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(rotation, name) for name in names)
