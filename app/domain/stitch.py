"""Consecutive stretches of a schedule as one: the record of the past, then what the rules give."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from app.domain.rota import Gap, Resolved, Shift
from app.domain.window import Window


def stitched(window: Window, parts: Iterable[Resolved]) -> Resolved:
    """Parts that follow each other and fill the window; shifts and gaps that touch are merged."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    gaps = merged_gaps(gap for part in listed for gap in part.gaps)
    shifts = merged_shifts(shift for part in listed for shift in part.shifts)
    return Resolved(window, shifts, gaps, covered(window, gaps))


def covered(window: Window, gaps: Iterable[Gap]) -> float:
    """The share of a window without the gaps nobody meant; an empty window counts as covered."""
    bare = sum((gap.window.length for gap in gaps if not gap.deliberate), timedelta())
    return (window.length - bare) / window.length if window else 1.0


def merged_shifts(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """Adjoining stretches of one person and source as one; by start, then person."""
    merged: list[Shift] = []
    latest: dict[tuple[int, str], int] = {}
    for shift in sorted(shifts, key=attrgetter("start", "person", "source")):
        key = (shift.person, shift.source)
        last = latest.get(key)
        if last is not None and merged[last].end >= shift.start:
            end = max(merged[last].end, shift.end)
            merged[last] = Shift(merged[last].start, end, *key)
        else:
            latest[key] = len(merged)
            merged.append(shift)
    return tuple(merged)


def merged_gaps(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Adjoining gaps of one kind as one."""
    merged: list[Gap] = []
    for gap in sorted(gaps, key=attrgetter("window.start")):
        if merged and _touch(merged, gap):
            merged[-1] = Gap(Window(merged[-1].window.start, gap.window.end), gap.deliberate)
        else:
            merged.append(gap)
    return tuple(merged)


def _touch(merged: Sequence[Gap], gap: Gap) -> bool:
    last = merged[-1]
    return last.deliberate == gap.deliberate and last.window.end >= gap.window.start
