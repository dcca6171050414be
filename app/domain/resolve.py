"""The one resolver: who is on call in a window or at an instant, by the rules of a rota.

Steps are swept as integers and become shifts at the end. Times out are aware UTC.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from app.domain.override import active_overrides, overlaid
from app.domain.rota import Gap, Neighbours, PersonId, Resolved, Rota, Shift
from app.domain.row import Entry, Row, Step, layered, layers_of
from app.domain.turn import track
from app.domain.wall import MICRO, aware, instant
from app.domain.window import Window

People = tuple[PersonId, ...]
FIRST_LOOK = timedelta(days=8)  # a search goes this far, then each time four times as far


def resolve(rota: Rota, window: Window) -> Resolved:
    """The final schedule of a window."""
    if not window:
        return Resolved(window, (), (), 1.0)
    rows = [*_changes(_steps(rota, window)), (aware(instant(window.end)), None)]
    shifts = [Shift(start, end, who, why) for start, (who, why), end in _shifts(rows)]
    gaps = [
        Gap(Window(start, end), deliberate=row is not None)
        for (start, row), (end, _) in pairwise(rows)
        if not row
    ]
    uncovered = sum((gap.window.length for gap in gaps), timedelta())
    covered = (window.length - uncovered) / window.length
    return Resolved(window, tuple(shifts), tuple(gaps), covered)


def who(rota: Rota, at: datetime) -> People:
    """Everybody on call at an instant: by rotation, slot and override, in the order written."""
    begin = aware(instant(at))
    return _people(_steps(rota, Window(begin, begin + MICRO))[0])


def layer_shifts(rota: Rota, window: Window) -> tuple[Resolved, ...]:
    """What each rotation gives by itself, in their order: no layers, no overrides."""
    alone = (replace(rota, rotations=(each,), overrides=()) for each in rota.rotations)
    return tuple(resolve(each, window) for each in alone)


def next_change(rota: Rota, at: datetime, horizon: timedelta) -> datetime | None:
    """The first instant after `at` at which who() changes, if it is less than `horizon` ahead."""
    return _ahead(rota, at, horizon)[0]


def neighbours(rota: Rota, at: datetime, horizon: timedelta) -> Neighbours:
    """Who was on call before those of `at`, and who will be after them; () is a gap."""
    return Neighbours(*_behind(rota, at, horizon), *_ahead(rota, at, horizon))


def _steps(rota: Rota, window: Window) -> list[Step]:
    low, high = instant(window.start), instant(window.end)
    tracks = [track(each, rota.time_zone, low, high) for each in rota.rotations]
    steps = layered(tracks, layers_of(rota.rotations), low)
    steps = overlaid(steps, active_overrides(rota.overrides, window))
    while steps[-1][0] >= high:
        steps.pop()
    return steps


def _changes(steps: Iterable[Step]) -> Iterator[tuple[datetime, Row]]:
    """The steps whose row is another than the one before."""
    before: Row | object = object()
    for at, row in steps:
        if row != before:
            yield aware(at), row
            before = row


def _shifts(rows: Iterable[tuple[datetime, Row]]) -> list[tuple[datetime, Entry, datetime]]:
    """Start, person with source, end; the last row ends them all."""
    shifts: list[tuple[datetime, Entry, datetime]] = []
    begun: dict[Entry, datetime] = {}
    before: tuple[Entry, ...] = ()
    for at, row in rows:
        here = row or ()
        for entry in before:
            if entry not in here:
                start = begun.pop(entry)
                shifts.append((start, entry, at))
        for entry in here:
            if entry not in before:
                begun[entry] = at
        before = here
    return sorted(shifts)


def _ahead(
    rota: Rota, at: datetime, horizon: timedelta
) -> tuple[datetime, People] | tuple[None, None]:
    now, here = who(rota, at), aware(instant(at))
    for near, far in _looks(horizon):
        for step in _steps(rota, Window(here + near, here + far)):
            if _people(step) != now:
                return aware(step[0]), _people(step)
    return None, None


def _behind(
    rota: Rota, at: datetime, horizon: timedelta
) -> tuple[People, datetime] | tuple[None, None]:
    now, here = who(rota, at), aware(instant(at))
    for near, far in _looks(horizon):
        steps = _steps(rota, Window(here - far, here - near))
        ends = [*(begin for begin, _ in steps[1:]), instant(here - near)]
        for step, end in zip(reversed(steps), reversed(ends), strict=True):
            if _people(step) != now:
                return _people(step), aware(end)
    return None, None


def _looks(horizon: timedelta) -> Iterator[tuple[timedelta, timedelta]]:
    near, stride = timedelta(), FIRST_LOOK
    while near < horizon:
        far = min(near + stride, horizon)
        yield near, far
        near, stride = far, stride * 4


def _people(step: Step) -> People:
    return tuple(person for person, _ in step[1] or ())
