"""The overrides of two who changed one schedule: changes that have to do with each other stay
together, and where such a group of mine meets one of theirs, one of the two holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from zoneinfo import ZoneInfo

from app.domain.request_words import span_text
from app.domain.stretch import trimmed, united
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, ScheduleSpec
from models.kinds import OverrideKind

Overrides = Sequence[OverrideSpec]
MOST = 4  # changes that are told of a side
Judge = Callable[[str, str, str], bool]  # what, mine, theirs: whether mine holds


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
    found = list(theirs.overrides)
    zone = ZoneInfo(base.time_zone)
    for group in _groups([*_acts(base, mine, True), *_acts(base, theirs, False)]):
        ours, others = _side(group, mine=True), _side(group, mine=False)
        if not _beyond(ours, others):
            continue
        if _beyond(others, ours) and any(act.came for act in group):
            if not judge(_span(group, zone), _words(ours, zone), _words(others, zone)):
                continue
            found = _laid(found, [replace(a, came=not a.came) for a in others], base.overrides)
        found = _laid(found, ours, mine.overrides)
    return tuple(found)


def _acts(base: ScheduleSpec, side: ScheduleSpec, mine: bool) -> list[Act]:
    gone = _minus(base.overrides, side.overrides)
    came = _minus(side.overrides, base.overrides)
    return [Act(mine, False, each) for each in gone] + [Act(mine, True, each) for each in came]


def _minus(some: Overrides, others: Overrides) -> list[OverrideSpec]:
    """The stretches in which only some have an override that does just this."""
    left = [
        part
        for each in some
        for part in trimmed(each, united(_window(o) for o in others if _twins(o, each)))
    ]
    return list(dict.fromkeys(left))


def _groups(acts: list[Act]) -> list[list[Act]]:
    """Acts that have to do with each other, directly or through a third; by time."""
    home = list(range(len(acts)))

    def head(place: int) -> int:
        while home[place] != place:
            place = home[place]
        return place

    for (one, a), (other, b) in combinations(enumerate(acts), 2):
        if _related(a, b):
            home[head(other)] = head(one)
    groups: dict[int, list[Act]] = {}
    for place, act in enumerate(acts):
        groups.setdefault(head(place), []).append(act)
    return sorted(groups.values(), key=lambda group: min(act.override.start for act in group))


def _related(one: Act, other: Act) -> bool:
    """Of one side: an override went and one came in its time or in its stead. Of two: both took
    away of the same override, or brought something for the same people at the same time."""
    a, b = one.override, other.override
    if one.mine is other.mine:
        return one.came is not other.came and (_overlap(a, b) or _alike(a, b))
    if one.came is not other.came:
        return False
    return _collide(a, b) if one.came else _overlap(a, b) and _twins(a, b)


def _collide(one: OverrideSpec, other: OverrideSpec) -> bool:
    """Whether two overrides are about the same people at the same time."""
    if not _overlap(one, other):
        return False
    covers = OverrideKind.COVER in (one.kind, other.kind)
    return covers or not {*one.people, *one.out}.isdisjoint((*other.people, *other.out))


def _overlap(one: OverrideSpec, other: OverrideSpec) -> bool:
    return one.start < other.end and other.start < one.end


def _alike(one: OverrideSpec, other: OverrideSpec) -> bool:
    return (one.kind, set(one.people), set(one.out)) == (
        other.kind,
        set(other.people),
        set(other.out),
    )


def _beyond(some: list[Act], others: list[Act]) -> bool:
    """Whether one side did anything that the other did not do too."""
    known = [(act.came, act.override) for act in others]
    return any((act.came, act.override) not in known for act in some)


def _side(group: Iterable[Act], *, mine: bool) -> list[Act]:
    return [act for act in group if act.mine is mine]


def _twins(one: OverrideSpec, other: OverrideSpec) -> bool:
    """Whether two are the same but for their time."""
    return one == replace(other, start=one.start, end=one.end)


def _window(override: OverrideSpec) -> Window:
    return Window(override.start, override.end)


def _laid(found: list[OverrideSpec], acts: list[Act], order: Overrides) -> list[OverrideSpec]:
    """With what these acts did. What came stands as in an order: of covers that overlap the later
    holds."""
    for act in acts:
        if not act.came:
            gone = [_window(act.override)]
            found = [
                part
                for each in found
                for part in (trimmed(each, gone) if _twins(each, act.override) else [each])
            ]
    for act in acts:
        if act.came:
            found = _placed(found, act.override, order)
    return found


def _placed(found: list[OverrideSpec], new: OverrideSpec, order: Overrides) -> list[OverrideSpec]:
    """One more, made one with its twins that it touches."""
    touching = [e for e in found if _twins(e, new) and e.start <= new.end and new.start <= e.end]
    rank = next(n for n, each in enumerate(order) if _twins(each, new) and _overlap(each, new))
    found = [each for each in found if each not in touching]
    ends = united(_window(each) for each in (new, *touching))
    whole = replace(new, start=ends[0].start, end=ends[-1].end)
    places = [
        place + 1
        for place, each in enumerate(found)
        if any(_twins(each, other) and _overlap(each, other) for other in order[:rank])
    ]
    place = max(places, default=0)
    return [*found[:place], whole, *found[place:]]


def _span(group: Sequence[Act], zone: ZoneInfo) -> str:
    start = min(act.override.start for act in group)
    return span_text(Window(start, max(act.override.end for act in group)), zone)


def _words(acts: list[Act], zone: ZoneInfo) -> str:
    """What a side did; what merely went to make room is not told."""
    told = [act for act in acts if act.came] or acts
    said = [_told(act, zone) for act in sorted(told, key=lambda act: act.override.start)]
    more = [f"and {len(said) - MOST} more"] if len(said) > MOST else []
    return "; ".join([*said[:MOST], *more])


def _told(act: Act, zone: ZoneInfo) -> str:
    each = act.override
    people, out = " + ".join(each.people), " + ".join(each.out)
    words = {
        OverrideKind.COVER: f"{people} covers",
        OverrideKind.REPLACE: f"{people} instead of {out}",
        OverrideKind.ADD: f"{people} too",
        OverrideKind.REMOVE: f"without {out}",
    }[each.kind]
    span = span_text(_window(each), zone)
    return f"{'' if act.came else 'taken out: '}{words}, {span}"
