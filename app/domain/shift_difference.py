"""What two final schedules of one window differ in: who loses time, who gains it, and how much."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from app.domain.rota import PersonId, Resolved
from app.domain.stretch import united
from app.domain.window import Window

People = tuple[PersonId, ...]  # ascending


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A stretch that changes hands. Those in both `before` and `after` serve it either way."""

    window: Window
    before: People
    after: People

    @property
    def lost(self) -> People:
        """Who served it before and does not any more."""
        return tuple(each for each in self.before if each not in self.after)

    @property
    def gained(self) -> People:
        """Who serves it now and did not before."""
        return tuple(each for each in self.after if each not in self.before)


@dataclass(frozen=True, slots=True)
class Hours:
    """Time on call of one person in the window."""

    person: PersonId
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows by time; hours of everybody who serves before or after, by id. `opened` are stretches
    that nobody serves any more, `closed` those that somebody serves at last."""

    rows: tuple[DifferenceRow, ...]
    hours: tuple[Hours, ...]
    opened: tuple[Window, ...] = ()
    closed: tuple[Window, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)


def difference(before: Resolved, after: Resolved) -> Difference:
    """Of what both windows cover; where a shift comes from makes no difference."""
    window = before.window.meet(after.window)
    rows = _rows(window, before, after)
    return Difference(
        tuple(rows),
        tuple(_hours(window, before, after)),
        tuple(united(each.window for each in rows if not each.after)),
        tuple(united(each.window for each in rows if not each.before)),
    )


def _rows(window: Window, before: Resolved, after: Resolved) -> list[DifferenceRow]:
    """Stretches whose people differ; those that touch and have the same as one."""
    rows: list[DifferenceRow] = []
    for span, old, new in _swept(window, before, after):
        if old == new:
            continue
        last = rows[-1] if rows else None
        if last and last.window.end == span.start and (last.before, last.after) == (old, new):
            rows[-1] = DifferenceRow(Window(last.window.start, span.end), old, new)
        else:
            rows.append(DifferenceRow(span, old, new))
    return rows


def _swept(
    window: Window, before: Resolved, after: Resolved
) -> Iterator[tuple[Window, People, People]]:
    """Who serves in each stretch, by the one and by the other."""
    edges: dict[datetime, list[tuple[int, PersonId, int]]] = {window.start: [], window.end: []}
    for side, found in enumerate((before, after)):
        for shift in found.shifts:
            start, end = max(shift.start, window.start), min(shift.end, window.end)
            if start < end:
                edges.setdefault(start, []).append((side, shift.person, 1))
                edges.setdefault(end, []).append((side, shift.person, -1))
    counts: tuple[Counter[PersonId], Counter[PersonId]] = Counter(), Counter()
    for begin, end in pairwise(sorted(edges)):
        for side, person, step in edges[begin]:
            counts[side][person] += step
        yield Window(begin, end), _serving(counts[0]), _serving(counts[1])


def _serving(counts: Counter[PersonId]) -> People:
    return tuple(sorted(person for person, count in counts.items() if count > 0))


def _hours(window: Window, before: Resolved, after: Resolved) -> Iterator[Hours]:
    sums = [_time(window, before), _time(window, after)]
    for person in sorted({*sums[0], *sums[1]}):
        yield Hours(person, *(each.get(person, timedelta()) for each in sums))


def _time(window: Window, found: Resolved) -> dict[PersonId, timedelta]:
    sums: dict[PersonId, timedelta] = {}
    for shift in found.shifts:
        length = Window(shift.start, shift.end).meet(window).length
        if length:
            sums[shift.person] = sums.get(shift.person, timedelta()) + length
    return sums
