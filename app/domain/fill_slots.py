"""What fair fill hands out: the turns of rotations, as far as they are in the final row, and gaps;
and how a turn given to somebody else is written down."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from app.domain.board import Board, rota_of
from app.domain.resolve import resolve
from app.domain.rota import PersonId, Resolved, Rota, Rotation, Shift
from app.domain.window import Window
from app.domain.workspace import Handle, OverrideSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit

FILLED = "fair fill"  # the reason its overrides carry
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LENGTHS = {Unit.HOUR: DAY / 24, Unit.DAY: DAY, Unit.WEEK: WEEK, Unit.MONTH: 31 * DAY}
GAPS = ""  # the row of the gaps


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in one turn: when it is on call (ascending), and who has it by the rotation; None
    for a gap."""

    rotation: str
    person: PersonId | None
    windows: tuple[Window, ...]

    @property
    def hull(self) -> Window:
        """From its first instant to its last."""
        return Window(self.windows[0].start, self.windows[-1].end)


def bare_row(board: Board, spec: ScheduleSpec) -> Resolved:
    """What the rotations give, over the board's window."""
    return resolve(replace(rota_of(spec, board.idents), overrides=()), board.window)


def near(windows: Sequence[Window], window: Window) -> Sequence[Window]:
    """Those of sorted windows, apart from each other, that may touch one."""
    first = bisect_right(windows, Window(window.start, window.start))
    return windows[max(first - 1, 0) : bisect_right(windows, Window(window.end, window.end))]


def unfilled(spec: ScheduleSpec, begin: Window) -> ScheduleSpec:
    """Without what an earlier fair fill wrote for turns that begin in the window."""
    kept = (e for e in spec.overrides if not (e.reason == FILLED and e.start in begin))
    return replace(spec, overrides=tuple(kept))


def slots(
    board: Board, spec: ScheduleSpec, span: Window, rows: Collection[str], resolved: Resolved
) -> list[Slot]:
    """The turns that begin in the span (never before the board's now), by time. `rows` are names
    of rotations, and GAPS for stretches in which nobody is on call though somebody should be."""
    begin = Window(max(span.start, _minute(board.now)), min(span.end, board.window.end))
    found = [slot for slot in _turns(board, spec, begin, resolved) if slot.rotation in rows]
    if GAPS in rows:
        found += _gaps(resolved, begin)
    return sorted(found, key=lambda each: (each.hull, each.rotation, each.person or 0))


def written(
    spec: ScheduleSpec,
    given: Iterable[tuple[Slot, PersonId | None]],
    bare: Resolved,
    names: Mapping[PersonId, Handle],
) -> ScheduleSpec:
    """The schedule with these turns given to others, in as few overrides as it takes. `bare` is
    what the rotations give without any override: on that each override acts."""
    by_pair: dict[tuple[PersonId | None, PersonId], list[Window]] = defaultdict(list)
    for slot, person in given:
        if person is not None and person != slot.person:
            held = () if slot.person is None else _held(bare, slot.person)
            by_pair[(slot.person, person)] += _joined(slot.windows, held)
    new = [
        _override(old, person, window, names)
        for (old, person), windows in by_pair.items()
        for window in _touching(sorted(windows))
    ]
    new.sort(key=lambda each: (each.start, each.end, each.people))
    return replace(spec, overrides=(*spec.overrides, *new))


def _turns(board: Board, spec: ScheduleSpec, begin: Window, resolved: Resolved) -> Iterator[Slot]:
    """Every place of every turn, followed through layers with a stranger in each place."""
    rota = rota_of(spec, board.idents)
    strange, places = _strangers(rota)
    back = max((LENGTHS[e.unit] * e.every for e in rota.rotations), default=DAY) + WEEK
    looked_at = resolve(strange, Window(begin.start - back, board.window.end))
    final = _final(resolved)
    turns: dict[PersonId, list[list[Shift]]] = defaultdict(list)
    latest: dict[tuple[str, int], PersonId] = {}
    for shift in looked_at.shifts:
        place = places[shift.person]
        if latest.get((place.rotation, place.number)) != shift.person:
            turns[shift.person].append([])
            latest[(place.rotation, place.number)] = shift.person
        turns[shift.person][-1].append(shift)
    for stranger, taken in turns.items():
        place = places[stranger]
        for pieces in taken:
            if pieces[0].start in begin:
                windows = _met(pieces, final.get((place.person, place.rotation), ()))
                if windows:
                    yield Slot(place.rotation, place.person, tuple(windows))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stranger stands: `number` among those of the turn, and whom they stand for."""

    rotation: str
    number: int
    person: PersonId


def _strangers(rota: Rota) -> tuple[Rota, dict[PersonId, Place]]:
    """The same hand-offs with somebody new in every place of two rounds; no overrides."""
    number, places = count(-1, -1), {}

    def apart(rotation: Rotation) -> Rotation:
        people = []
        for slot in (*rotation.people, *rotation.people):
            strangers = []
            for at, person in enumerate(slot):
                strangers.append(next(number))
                places[strangers[-1]] = Place(rotation.name, at, person)
            people.append(tuple(strangers))
        return replace(rotation, people=tuple(people))

    return Rota(rota.time_zone, tuple(map(apart, rota.rotations))), places


def _final(resolved: Resolved) -> dict[tuple[PersonId, str], list[Window]]:
    found: dict[tuple[PersonId, str], list[Window]] = defaultdict(list)
    for each in resolved.shifts:
        found[(each.person, each.source)].append(Window(each.start, each.end))
    return found


def _met(pieces: Iterable[Shift], windows: Sequence[Window]) -> list[Window]:
    spans = [Window(each.start, each.end) for each in pieces]
    return [both for span in spans for each in near(windows, span) if (both := span.meet(each))]


def _gaps(resolved: Resolved, begin: Window) -> Iterator[Slot]:
    """Gaps that nobody meant, a week of them at most in one slot."""
    for gap in resolved.gaps:
        rest = Window(max(gap.window.start, begin.start), min(gap.window.end, begin.end))
        while rest and not gap.deliberate:
            end = min(rest.start + WEEK, rest.end)
            yield Slot(GAPS, None, (Window(rest.start, end),))
            rest = Window(end, rest.end)


def _minute(at: datetime) -> datetime:
    """The next whole minute."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def _held(bare: Resolved, person: PersonId) -> list[Window]:
    """All that the rotations give somebody."""
    return [Window(each.start, each.end) for each in bare.shifts if each.person == person]


def _joined(windows: Sequence[Window], held: Sequence[Window]) -> list[Window]:
    """The windows of a turn as fewer, longer ones, where that takes nothing else from who held
    them: a replacement only works where that person is on call."""
    joined = [windows[0]]
    for window in windows[1:]:
        between = Window(joined[-1].end, window.start)
        if held and not any(each.meet(between) for each in held):
            joined[-1] = Window(joined[-1].start, window.end)
        else:
            joined.append(window)
    return joined


def _touching(windows: Iterable[Window]) -> list[Window]:
    """Windows that follow each other at once as one."""
    joined: list[Window] = []
    for window in windows:
        if joined and joined[-1].end == window.start:
            joined[-1] = Window(joined[-1].start, window.end)
        else:
            joined.append(window)
    return joined


def _override(
    old: PersonId | None, new: PersonId, window: Window, names: Mapping[PersonId, Handle]
) -> OverrideSpec:
    people, out = (names[new],), () if old is None else (names[old],)
    kind = OverrideKind.COVER if old is None else OverrideKind.REPLACE
    return OverrideSpec(kind, window.start, window.end, people, out, FILLED)
