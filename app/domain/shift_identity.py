"""Which shift is the same as one known before, and whom it takes over from and hands over to."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.rota import PersonId, Shift
from app.domain.window import Window


@dataclass(frozen=True, slots=True)
class Known:
    """A shift as it was; one that is `gone` may come back."""

    id: int
    person: PersonId
    source: str
    window: Window
    gone: bool = False


@dataclass(frozen=True, slots=True)
class HandOff:
    """Who is on call in the instant before a stretch of one person, and in the first after it,
    without that person; empty: nobody, None: beyond what was looked at."""

    before: tuple[PersonId, ...] | None = None
    after: tuple[PersonId, ...] | None = None


def recognised(known: Sequence[Known], shifts: Sequence[Shift]) -> dict[int, Known]:
    """By the place of a shift, the known one that it is: of the same person, sharing time. Those
    that are unchanged come first, then those still there, then the longest time shared."""
    found: dict[int, Known] = {}
    free = {each.id: each for each in known}
    exact = {_face(each.person, each.source, each.window): each for each in known if not each.gone}
    for place, shift in enumerate(shifts):
        same = exact.get(_face(shift.person, shift.source, Window(shift.start, shift.end)))
        if same is not None and same.id in free:
            found[place] = free.pop(same.id)
    for place, each in _closest(free.values(), shifts, found):
        if place not in found and each.id in free:
            found[place] = free.pop(each.id)
    return found


def hand_offs(shifts: Sequence[Shift], seen: Window) -> list[HandOff]:
    """For each shift of those in a window; adjoining shifts of one person are one stretch."""
    begins, ends = _by(shifts, "start"), _by(shifts, "end")
    firsts = _edges(shifts, ends, "start")
    lasts = _edges(shifts, begins, "end")
    ordered = sorted(shifts, key=lambda each: each.start)

    def others(me: PersonId, at: datetime, meeting: Iterable[Shift]) -> tuple[PersonId, ...] | None:
        """Those who change over at this instant; without any, those on call through it."""
        if not seen.start < at < seen.end:
            return None
        people = [each.person for each in meeting if each.person != me] or _running(ordered, at)
        return tuple(dict.fromkeys(each for each in people if each != me))

    return [
        HandOff(
            others(shift.person, firsts[place], ends.get(firsts[place], ())),
            others(shift.person, lasts[place], begins.get(lasts[place], ())),
        )
        for place, shift in enumerate(shifts)
    ]


def _running(ordered: Sequence[Shift], at: datetime) -> list[PersonId]:
    """People on call both just before an instant and from it on."""
    return [each.person for each in ordered if each.start < at < each.end]


def _by(shifts: Iterable[Shift], side: str) -> dict[datetime, list[Shift]]:
    found: dict[datetime, list[Shift]] = defaultdict(list)
    for each in shifts:
        found[getattr(each, side)].append(each)
    return found


def _edges(
    shifts: Sequence[Shift], touching: dict[datetime, list[Shift]], side: str
) -> list[datetime]:
    """Where the stretch that a shift belongs to begins, or ends."""
    found = []
    for shift in shifts:
        at = getattr(shift, side)
        while beside := [each for each in touching.get(at, ()) if each.person == shift.person]:
            at = getattr(beside[0], side)
        found.append(at)
    return found


def _closest(
    known: Iterable[Known], shifts: Sequence[Shift], done: dict[int, Known]
) -> list[tuple[int, Known]]:
    free: dict[PersonId, list[Known]] = defaultdict(list)
    for each in known:
        free[each.person].append(each)
    pairs = []
    for place, shift in enumerate(shifts):
        if place in done:
            continue
        window = Window(shift.start, shift.end)
        for each in free.get(shift.person, ()):
            shared = window.meet(each.window).length
            if shared > timedelta():
                rank = (each.gone, -shared, each.source != shift.source, place, each.id)
                pairs.append((rank, place, each))
    return [(place, each) for _, place, each in sorted(pairs, key=lambda pair: pair[0])]


def _face(person: PersonId, source: str, window: Window) -> Hashable:
    return person, source, window
