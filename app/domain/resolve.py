"""The one resolver: who is on call in a window or at an instant, by the rules of a rota.

Steps are swept as integers and become shifts at the end. Times out are aware UTC.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.override import active_overrides
from app.domain.rota import Gap, Neighbours, PersonId, Resolved, Rota, Shift, shifts_of
from app.domain.row import Entry, Row, Step, layers_of
from app.domain.stitch import covered
from app.domain.sweep import swept
from app.domain.turn import track
from app.domain.wall import EPOCH, MICRO, aware, instant, length
from app.domain.window import Window

Change = tuple[datetime, Row]  # the row from this instant on
People = tuple[PersonId, ...]
FIRST_LOOK = timedelta(days=8)  # a search goes this far, then each time four times as far


def resolve(rota: Rota, window: Window) -> Resolved:
    """The final schedule of a window."""
    if not window:
        return Resolved(window, (), (), 1.0)
    rows = [*_changes(_steps(rota, window)), (aware(instant(window.end)), None)]
    gaps = tuple(_gaps(rows))
    return Resolved(window, _shifts(rows), gaps, covered(window, gaps))


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
    holding = active_overrides(rota.overrides, window)
    steps = swept(tracks, layers_of(rota.rotations), holding, low)
    while steps[-1][0] >= high:
        steps.pop()
    return steps


def _changes(steps: Iterable[Step]) -> Iterator[Change]:
    """The steps whose row is another than the one before."""
    before: Row | object = object()
    moment, reached = EPOCH, 0
    for at, row in steps:
        if row is not before and row != before:
            moment += length(at - reached)
            yield moment, row
            before, reached = row, at


def _shifts(rows: Iterable[Change]) -> tuple[Shift, ...]:
    """By start, then person; the last row ends them all."""
    starts: list[datetime] = []
    ends: list[datetime] = []
    people: list[PersonId] = []
    sources: list[str] = []
    begun: dict[Entry, int] = {}
    before: tuple[Entry, ...] = ()
    for at, row in rows:
        here = row or ()
        for entry in before:
            if entry not in here:
                ends[begun[entry]] = at
        for entry in here if len(here) < 2 else sorted(here):
            if entry not in before:
                begun[entry] = len(starts)
                starts.append(at)
                ends.append(at)
                people.append(entry[0])
                sources.append(entry[1])
        before = here
    return shifts_of(zip(starts, ends, people, sources, strict=True))


def _gaps(rows: Sequence[Change]) -> Iterator[Gap]:
    for number, (start, row) in enumerate(rows[:-1]):
        if not row:
            yield Gap(Window(start, rows[number + 1][0]), deliberate=row is not None)


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
