"""A foreign calendar as a schedule: what repeats as rotations, the rest as covers.

Whatever was recognised, the result is the calendar to the second: where the rotations alone would
give something else, a cover or a removal says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.calendars import event as events
from app.calendars.crowd import Crowd
from app.calendars.event import Happening
from app.calendars.read import Reading, refuse
from app.calendars.series import Series, rotations
from app.domain.board import rota_of
from app.domain.resolve import resolve
from app.domain.window import Window
from app.domain.workspace import Handle, OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind

Set = frozenset[Handle]
Step = tuple[datetime, Set]  # who is on call from here on
REASON = "imported"


@dataclass(frozen=True)
class Planned:
    """A schedule as a calendar says it. `until` is how far events that never end, and are no
    rotation, were written out; None when there are none."""

    spec: ScheduleSpec
    until: datetime | None


def planned(reading: Reading, crowd: Crowd, name: Handle, zone: str, team: str | None) -> Planned:
    """The schedule. Raises Refused with every sentence: whoever is not known."""
    people, wrong = {}, []
    for each in reading.happenings:
        key = (each.line, each.summary, each.who)
        if key not in people:
            people[key], said = crowd.named(each)
            wrong += said
    refuse(wrong)
    if not reading.happenings:
        refuse(["Every event of this calendar was called off."])
    on_call = [(each, people[each.line, each.summary, each.who]) for each in reading.happenings]
    span = Window(min(each.start for each, _ in on_call), max(each.end for each, _ in on_call))
    wanted = _steps(((each.start, each.end), names) for each, names in on_call)
    series = _series(reading, on_call)
    found, left = rotations(series)
    plans = [_plan(name, zone, team, each, wanted, span) for each in (found, ())]
    best = min(plans, key=lambda plan: len(plan.overrides) + len(plan.rotations))
    out = left if best.rotations else series
    return Planned(best, reading.until if any(each.last is None for each in out) else None)


def _series(
    reading: Reading, on_call: Sequence[tuple[Happening, tuple[Handle, ...]]]
) -> list[Series]:
    happened: dict[int, list[tuple[Happening, tuple[Handle, ...]]]] = defaultdict(list)
    for each, names in on_call:
        happened[each.line].append((each, names))
    return [
        Series(
            entry,
            happened[entry.line][0][0],
            happened[entry.line][-1][0] if events.ends(entry.event) else None,
            happened[entry.line][0][1],
        )
        for entry in reading.entries
        if "RRULE" in entry.event and happened[entry.line]
    ]


def _plan(
    name: Handle,
    zone: str,
    team: str | None,
    found: tuple[RotationSpec, ...],
    wanted: Sequence[Step],
    span: Window,
) -> ScheduleSpec:
    spec = ScheduleSpec(name, zone, team, found)
    names = sorted({one for _, people in wanted for one in people})
    idents = {each: number for number, each in enumerate(names)}
    given = resolve(rota_of(spec, idents), span).shifts
    got = _steps(((each.start, each.end), (names[each.person],)) for each in given)
    return ScheduleSpec(name, zone, team, found, tuple(_overrides(wanted, got, span)))


def _overrides(wanted: Sequence[Step], got: Sequence[Step], span: Window) -> Iterable[OverrideSpec]:
    """The fewest that make what the rotations give what is wanted."""
    edges = sorted({span.start, span.end, *(at for at, _ in (*wanted, *got))})
    inside = [at for at in edges if span.start <= at <= span.end]
    mine, theirs = _Row(wanted), _Row(got)
    begun: tuple[datetime, Set, Set] | None = None
    for at in inside:
        here = (mine.at(at), theirs.at(at)) if at < span.end else (frozenset(), frozenset())
        if begun is not None and not _same(begun, here):
            yield _override(begun, at)
            begun = None
        if begun is None and here[0] != here[1]:
            begun = (at, *here)


def _same(begun: tuple[datetime, Set, Set], here: tuple[Set, Set]) -> bool:
    """Whether one override goes on: to the same people, or taking out the same."""
    if begun[1]:
        return here[0] == begun[1] and here[0] != here[1]
    return here == begun[1:]


def _override(begun: tuple[datetime, Set, Set], end: datetime) -> OverrideSpec:
    start, people, given = begun
    if people:
        named = tuple(sorted(people))
        return OverrideSpec(OverrideKind.COVER, start, end, people=named, reason=REASON)
    out = tuple(sorted(given))
    return OverrideSpec(OverrideKind.REMOVE, start, end, out=out, reason=REASON)


class _Row:
    """Who is on call at ascending instants."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps, self._place = steps, -1

    def at(self, instant: datetime) -> Set:
        while self._place + 1 < len(self._steps) and self._steps[self._place + 1][0] <= instant:
            self._place += 1
        return self._steps[self._place][1] if self._place >= 0 else frozenset()


def _steps(
    spans: Iterable[tuple[tuple[datetime, datetime], Iterable[Handle]]],
) -> list[Step]:
    """Stretches of people as the steps of one row."""
    moves: dict[datetime, list[tuple[Handle, int]]] = defaultdict(list)
    for (start, end), people in spans:
        for each in people:
            moves[start].append((each, 1))
            moves[end].append((each, -1))
    counts: dict[Handle, int] = defaultdict(int)
    steps = []
    for at in sorted(moves):
        for each, by in moves[at]:
            counts[each] += by
        steps.append((at, frozenset(each for each, count in counts.items() if count)))
    return steps
