"""The overrides of two who changed one schedule: changes that have to do with each other stay
together, and where such a group of mine meets one of theirs, one of the two holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.stretch import trimmed, united
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, ScheduleSpec
from models.kinds import OverrideKind

Overrides = Sequence[OverrideSpec]
Same = tuple[OverrideKind, tuple[str, ...], tuple[str, ...], str]


@dataclass(frozen=True)
class Change:
    """An override that came, or went, as a side tells of it."""

    came: bool
    override: OverrideSpec


Changes = tuple[Change, ...]
Judge = Callable[[Window, Changes, Changes], bool]  # when, mine, theirs: whether mine holds


@dataclass(frozen=True)
class Act:
    """A stretch of an override that came, or went, on one side."""

    mine: bool
    came: bool
    override: OverrideSpec


def merged_overrides(
    judge: Judge, base: ScheduleSpec, mine: ScheduleSpec, theirs: ScheduleSpec
) -> tuple[OverrideSpec, ...]:
    """Those of both; where they meet, those of the side for which the judge is."""
    if mine.overrides in (base.overrides, theirs.overrides):
        return theirs.overrides
    if theirs.overrides == base.overrides:
        return mine.overrides
    back, ahead = _judged(judge, base, mine, theirs)
    return tuple(_laid(_laid(theirs.overrides, back, base.overrides), ahead, mine.overrides))


def _judged(
    judge: Judge, base: ScheduleSpec, mine: ScheduleSpec, theirs: ScheduleSpec
) -> tuple[list[Act], list[Act]]:
    """What is to be taken back of theirs, and what of mine is to be done."""
    back, ahead = list[Act](), list[Act]()
    for group in _groups([*_acts(base, mine, True), *_acts(base, theirs, False)]):
        ours, others = _side(group, mine=True), _side(group, mine=False)
        if not _beyond(ours, others):
            continue
        if _beyond(others, ours) and any(act.came for act in group):
            if not judge(_span(group), _told(ours), _told(others)):
                continue
            back += [replace(act, came=not act.came) for act in others]
        ahead += ours
    return back, ahead


def _acts(base: ScheduleSpec, side: ScheduleSpec, mine: bool) -> list[Act]:
    gone = _minus(base.overrides, side.overrides)
    came = _minus(side.overrides, base.overrides)
    return [Act(mine, False, each) for each in gone] + [Act(mine, True, each) for each in came]


def _minus(some: Overrides, others: Overrides) -> list[OverrideSpec]:
    """The stretches in which only some have an override that does just this."""
    known, there = set(others), _times(others)
    left = [
        part
        for each in some
        if each not in known
        for part in trimmed(each, there.get(_same(each), ()))
    ]
    return list(dict.fromkeys(left))


def _laid(some: Overrides, acts: Sequence[Act], order: Overrides) -> Overrides:
    """With what these acts did; what came stands as in an order."""
    gone = _times([act.override for act in acts if not act.came])
    left = [part for each in some for part in trimmed(each, gone.get(_same(each), ()))]
    for act in acts:
        if act.came:
            left = _placed(left, act.override, order)
    return left


def _times(overrides: Overrides) -> dict[Same, list[Window]]:
    """When there is one that does the same, by what it does."""
    times: dict[Same, list[Window]] = {}
    for each in overrides:
        times.setdefault(_same(each), []).append(_window(each))
    return {what: united(windows) for what, windows in times.items()}


def _groups(acts: list[Act]) -> list[list[Act]]:
    """Acts that have to do with each other, directly or through a third; by time."""
    home = {act: act for act in acts}

    def head(act: Act) -> Act:
        while home[act] is not act:
            act = home[act]
        return act

    for one, other in (*_overlapping(acts), *_alike(acts)):
        home[head(other)] = head(one)
    groups: dict[Act, list[Act]] = {}
    for act in acts:
        groups.setdefault(head(act), []).append(act)
    return sorted(groups.values(), key=lambda group: min(act.override.start for act in group))


def _overlapping(acts: Iterable[Act]) -> Iterator[tuple[Act, Act]]:
    """Acts at one time: of one side, an override that went and one that came; of two, both took
    away of the same override, or brought something for the same people."""
    open_: list[Act] = []
    for act in sorted(acts, key=lambda act: act.override.start):
        open_ = [each for each in open_ if each.override.end > act.override.start]
        for each in open_:
            if each.mine is act.mine:
                related = each.came is not act.came
            elif each.came is not act.came:
                related = False
            else:
                one, other = each.override, act.override
                related = _collide(one, other) if act.came else _same(one) == _same(other)
            if related:
                yield each, act
        open_.append(act)


def _alike(acts: Iterable[Act]) -> Iterator[tuple[Act, Act]]:
    """An override that went, and one for the same people that came, of one side: it moved."""
    first: dict[tuple[object, ...], Act] = {}
    went = {(a.mine, *_same(a.override)[:3]) for a in acts if not a.came}
    came = {(a.mine, *_same(a.override)[:3]) for a in acts if a.came}
    for act in acts:
        key = (act.mine, *_same(act.override)[:3])
        if key in went and key in came:
            yield first.setdefault(key, act), act


def _collide(one: OverrideSpec, other: OverrideSpec) -> bool:
    """Whether two overrides of one time are about the same people."""
    covers = OverrideKind.COVER in (one.kind, other.kind)
    return covers or not {*one.people, *one.out}.isdisjoint((*other.people, *other.out))


def _beyond(some: list[Act], others: list[Act]) -> bool:
    """Whether one side did anything that the other did not do too."""
    known = [(act.came, act.override) for act in others]
    return any((act.came, act.override) not in known for act in some)


def _side(group: Iterable[Act], *, mine: bool) -> list[Act]:
    return [act for act in group if act.mine is mine]


def _same(override: OverrideSpec) -> Same:
    """All but the time."""
    return override.kind, override.people, override.out, override.reason


def _window(override: OverrideSpec) -> Window:
    return Window(override.start, override.end)


def _overlap(one: OverrideSpec, other: OverrideSpec) -> bool:
    return one.start < other.end and other.start < one.end


def _placed(found: list[OverrideSpec], new: OverrideSpec, order: Overrides) -> list[OverrideSpec]:
    """One more, made one with those that it touches and that do the same. Of covers that overlap
    the later holds: it stands as in an order."""
    touching = [
        each
        for each in found
        if each.start <= new.end and new.start <= each.end and _same(each) == _same(new)
    ]
    found = [each for each in found if each not in touching]
    ends = united(_window(each) for each in (new, *touching))
    whole = replace(new, start=ends[0].start, end=ends[-1].end)
    later = [
        place
        for place, each in enumerate(found)
        if each.kind is new.kind is OverrideKind.COVER
        and _overlap(each, whole)
        and _rank(order, each) > _rank(order, new)
    ]
    place = min(later, default=len(found))
    return [*found[:place], whole, *found[place:]]


def _rank(order: Overrides, override: OverrideSpec) -> int:
    """The place of an override, or of one of which it is a part; that of strangers is the first."""
    for place, each in enumerate(order):
        if _overlap(each, override) and _same(each) == _same(override):
            return place
    return -1


def _span(group: Sequence[Act]) -> Window:
    start = min(act.override.start for act in group)
    return Window(start, max(act.override.end for act in group))


def _told(acts: list[Act]) -> Changes:
    """What a side did, by time; what merely went to make room is not told."""
    told = [act for act in acts if act.came] or acts
    ordered = sorted(told, key=lambda act: act.override.start)
    return tuple(Change(act.came, act.override) for act in ordered)
