"""Fair fill: who takes which turn, so that all is legal, within the limits, and as fair as can be.

What was carried before the span, as far as the board's window reaches back, counts; so do time off,
other schedules, wishes, and how many incidents the hours of the week bring. Nothing is ever made
worse: where no better rota is found, the one that is there comes back.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.domain.board import Board
from app.domain.candidate import Candidate, candidates
from app.domain.check import Checker
from app.domain.days import days_of
from app.domain.fairness import Share, score, shares, sharing
from app.domain.fill_board import Task, puzzle_of
from app.domain.fill_search import solved, worth
from app.domain.fill_slots import FILLED, GAPS, Slot, bare_row, slots, unfilled, written
from app.domain.moment import at_wall, zone
from app.domain.rates import Rates
from app.domain.rota import PersonId
from app.domain.rota_edit import Unfit
from app.domain.window import Window
from app.domain.wish import weighed
from app.domain.workspace import Handle, ScheduleSpec
from models.kinds import CheckKind

__all__ = ["Candidate", "Filled", "Judged", "Unfit", "candidates", "filled"]

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """What a rota is worth: findings that are red and amber (public holidays aside, which somebody
    must work), the score of fairness.py, and people's wishes in the same points."""

    grave: int
    amber: int
    score: float
    wishes: float
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Filled:
    """A proposal: the schedule, what the present one and it are worth over the same time, and how
    many of `turns` somebody else would have."""

    spec: ScheduleSpec
    before: Judged
    after: Judged
    changed: int
    turns: int


def filled(
    board: Board,
    spec: ScheduleSpec,
    span: Window,
    *,
    rows: Collection[str] | None = None,
    people: Collection[Handle] | None = None,
    rates: Rates | None = None,
    seed: int = 0,
    enough: Callable[[], bool] = lambda: False,
) -> Filled:
    """The fairest legal rota for the turns that begin in a span within the board's window, from its
    now on. `rows`: names of rotations (all of them and the gaps, if not said); `people`: who may be
    given turns (those of these rotations). The same question has the same answer, unless `enough`
    says to stop before the end. Raises Unfit when there is nothing to fill or nobody for it."""
    if spec.limits != board.stored.limits:
        board = replace(board, limits=spec.limits)
    base = unfilled(spec, Window(max(span.start, board.now), span.end))
    task = _task(board, base, span, rows, people, rates)
    puzzle = puzzle_of(task)
    found = solved(puzzle, seed, enough)
    given = [
        (slot, None if place is None else puzzle.people[place])
        for slot, place in zip(task.slots, found, strict=True)
    ]
    names = {each.id: each.name for each in board.people}
    proposal = written(base, _settled(given), bare_row(board, base), names)
    before, after = (_judged(task, each) for each in (spec, proposal))
    turns, changed = len(task.slots), sum(1 for slot, person in given if person != slot.person)
    today, better = (worth(puzzle, each) for each in (_today(task, spec), found))
    if _rounded(better) >= _rounded(today):
        return Filled(spec, before, before, 0, turns)
    return Filled(proposal, before, after, changed, turns)


def _today(task: Task, spec: ScheduleSpec) -> list[int | None]:
    """Who has each slot now, by place of person: by the rotation, or by an earlier fair fill."""
    board = task.board
    fills = [each for each in spec.overrides if each.reason == FILLED]
    places = {person: place for place, person in enumerate(task.sharers)}

    def holder(slot: Slot) -> PersonId | None:
        name = board.members[slot.person].name if slot.person is not None else None
        for each in fills:
            here = each.start <= slot.hull.start < each.end
            if here and (name in each.out if name else not each.out):
                return board.idents[each.people[0]]
        return slot.person

    return [places.get(person) if (person := holder(s)) is not None else None for s in task.slots]


def _rounded(rank: tuple[float, float, float]) -> tuple[float, ...]:
    return tuple(round(each, 6) for each in rank)


def _task(
    board: Board,
    spec: ScheduleSpec,
    span: Window,
    rows: Collection[str] | None,
    people: Collection[Handle] | None,
    rates: Rates | None,
) -> Task:
    chosen = {each.name for each in spec.rotations} | {GAPS} if rows is None else set(rows)
    resolved = board.resolved(spec)
    found = slots(board, spec, span, chosen, resolved)
    if not found:
        raise Unfit("No turn begins in this span that could be given to somebody.")
    own = [each for each in spec.rotations if each.name in chosen] or spec.rotations
    free = set(people) if people else sharing(replace(spec, rotations=tuple(own)))
    takers = [e.id for e in board.people if e.name in free and e.active]
    if not takers:
        raise Unfit("There is nobody whom these turns could be given to.")
    usual = sharing(spec)
    others = [e.id for e in board.people if e.name in usual and e.active and e.id not in takers]
    last = max(each.hull.end for each in found)
    counted = Window(board.window.start, min(max(last, span.end), board.window.end))
    task = Task(board, spec.time_zone, resolved, tuple(found), (*takers, *others), len(takers),
                counted, board.wishes, rates)  # fmt: skip
    return replace(task, slots=tuple(_parted(task)))


def _parted(task: Task) -> Iterable[Slot]:
    """Slots that nobody can take whole, a day at a time."""
    parted: list[Slot] = []
    for slot in task.slots:
        if all(task.barred(slot, each) for each in task.sharers[: task.free]):
            parted += _by_day(slot, task.zone)
        else:
            parted.append(slot)
    return sorted(parted, key=lambda each: (each.hull, each.rotation, each.person or 0))


def _by_day(slot: Slot, zone_name: str) -> Iterable[Slot]:
    """Cut at each day's time of the slot's hand-off."""
    where, hull = zone(zone_name), slot.hull
    wall, begin = hull.start.astimezone(where).replace(tzinfo=None), hull.start
    while begin < hull.end:
        wall += DAY
        day = Window(begin, max(at_wall(wall, where), begin))
        begin = day.end
        windows = tuple(both for each in slot.windows if (both := each.meet(day)))
        if windows:
            yield Slot(slot.rotation, slot.person, windows)


def _settled(
    given: Sequence[tuple[Slot, PersonId | None]],
) -> list[tuple[Slot, PersonId | None]]:
    """People who have a turn together keep their places, where both would only change them."""
    wanted = {(slot.rotation, slot.windows, person) for slot, person in given}
    stay = {(s.rotation, s.windows, s.person) for s, _ in given} & wanted
    free: dict[tuple[str, tuple[Window, ...]], list[PersonId | None]] = {}
    for slot, person in given:
        if (slot.rotation, slot.windows, person) not in stay:
            free.setdefault((slot.rotation, slot.windows), []).append(person)
    return [
        (slot, slot.person)
        if (slot.rotation, slot.windows, slot.person) in stay
        else (slot, free[(slot.rotation, slot.windows)].pop(0))
        for slot, _ in given
    ]


def _judged(task: Task, spec: ScheduleSpec) -> Judged:
    board = task.board
    resolved = board.resolved(spec, task.counted)
    names = {board.members[each].name for each in task.sharers}
    found = Checker(board, task.counted, spec).checks(board.resolved(spec))
    carried = shares(board, spec, task.counted, resolved=resolved, people=names, rates=task.rates)
    grave = sum(each.grave for each in found)
    holidays = sum(each.kind is CheckKind.HOLIDAY for each in found)
    return Judged(
        grave, len(found) - grave - holidays, score(carried), _wished(task, spec), carried
    )


def _wished(task: Task, spec: ScheduleSpec) -> float:
    """What the slots' time means to whoever has it."""
    if not task.wishes:
        return 0.0
    days = days_of(task.zone, task.board.window)
    span = Window(task.slots[0].hull.start, task.slots[-1].hull.end)
    worked: dict[PersonId, set[int]] = {}
    for each in task.board.resolved(spec, span).shifts:
        worked.setdefault(each.person, set()).update(days.worked(each.start, each.end))
    return sum(
        weighed(task.wishes, person, [days.dates[day] for day in numbers])
        for person, numbers in worked.items()
    )
