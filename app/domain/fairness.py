"""How evenly on-call is shared: what each person carries, how much of it is fairly theirs, and one
score for the whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.board import Board
from app.domain.days import Days, days_of
from app.domain.rates import Expected, Rates
from app.domain.rota import PersonId, Resolved, Shift
from app.domain.window import Window
from app.domain.workspace import Handle, ScheduleSpec
from models.kinds import Measure

HOUR = timedelta(hours=1)
WEIGHTS: Mapping[Measure, float] = {
    Measure.HOURS: 4,
    Measure.NIGHTS: 2,
    Measure.WEEKENDS: 2,
    Measure.HOLIDAYS: 1,
    Measure.EXPECTED: 1,
}


@dataclass(frozen=True, slots=True)
class Share:
    """What one person carries in a span. Nights, weekends and public holidays count each once,
    however long somebody was on call in it; `pages` are incidents somebody was paged for,
    `expected` the incidents that such hours of the week have brought. `part`: of everything, what
    is fairly theirs; 0 for somebody outside the rotations."""

    person: PersonId
    hours: float = 0.0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    pages: int = 0
    expected: float = 0.0
    part: float = 0.0

    def measured(self, measure: Measure) -> float:
        """One of the figures."""
        return {
            Measure.HOURS: self.hours,
            Measure.NIGHTS: self.nights,
            Measure.WEEKENDS: self.weekends,
            Measure.HOLIDAYS: self.holidays,
            Measure.EXPECTED: self.expected,
        }[measure]


def shares(
    board: Board,
    spec: ScheduleSpec,
    span: Window | None = None,
    *,
    resolved: Resolved | None = None,
    people: Iterable[Handle] | None = None,
    pages: Mapping[PersonId, int] | None = None,
    rates: Rates | None = None,
) -> tuple[Share, ...]:
    """Of a span within the board's window, most hours first. `people` share the load (those of the
    rotations who are still there, if not said); `resolved` is that of the spec, if at hand."""
    whole = (span or board.window).meet(board.window)
    names = sharing(spec) if people is None else set(people)
    members = [each for each in board.people if each.name in names and each.active]
    due = parts(board, [each.id for each in members], whole)
    shifts = (resolved or board.resolved(spec, whole)).shifts
    days = days_of(spec.time_zone, board.window, board.holidays)
    carried = _carried(shifts, whole, days, rates.over(spec.time_zone, whole) if rates else None)
    hits = pages or {}
    everybody = {*due, *carried, *(each for each, number in hits.items() if number)}
    found = [_share(each, carried, hits, due) for each in everybody]
    return tuple(sorted(found, key=lambda each: (-each.hours, each.person)))


def score(carried: Iterable[Share]) -> float:
    """The share of all load, in per cent, that would have to change hands for everybody to carry
    exactly their part; 0 is perfectly fair. For each measure m, with x(p) what person p carries,
    X the sum of it and part(p) what is fairly theirs (parts sum to 1):

        unfair(m) = sum over p of |x(p) - part(p) X| / (2 X)
        score     = 100 * sum over m of weight(m) unfair(m) / sum of the weights

    A measure of which there is nothing (X = 0) is left out. A part is by the time somebody was
    there: who is away for half of the span owes half as much. People outside the rotations who
    once helped out have no part, and what they carried is not counted. Pages are not scored: whom
    they hit is luck; `expected` is what can be planned by.
    """
    sharers = [each for each in carried if each.part > 0]
    due = [each.part for each in sharers]
    return scored({m: [each.measured(m) for each in sharers] for m in WEIGHTS}, due)


def unfairness(carried: Iterable[Share], measure: Measure) -> float | None:
    """Of one measure, from 0 to 1; None where there is nothing of it."""
    sharers = [each for each in carried if each.part > 0]
    return uneven([each.measured(measure) for each in sharers], [each.part for each in sharers])


def scored(values: Mapping[Measure, Sequence[float]], due: Sequence[float]) -> float:
    """The score of bare figures, one of each person and measure."""
    bad = weights = 0.0
    for measure, weight in WEIGHTS.items():
        share = uneven(values[measure], due)
        if share is not None:
            bad += weight * share
            weights += weight
    return 100 * bad / weights if weights else 0.0


def uneven(values: Sequence[float], due: Sequence[float]) -> float | None:
    """The share of a total that would have to change hands; None where the total is nothing."""
    total = sum(values)
    if not total:
        return None
    return sum(abs(x - part * total) for x, part in zip(values, due, strict=True)) / (2 * total)


def sharing(spec: ScheduleSpec) -> set[Handle]:
    """Everybody whom a rotation has."""
    return {name for each in spec.rotations for slot in each.people for name in slot}


def parts(board: Board, people: Sequence[PersonId], span: Window) -> dict[PersonId, float]:
    """What of everything is fairly each one's, by the time they are there; equal where nobody
    ever is."""
    there = dict.fromkeys(people, span.length / HOUR)
    last: dict[PersonId, datetime] = defaultdict(lambda: span.start)
    for off in sorted(board.away, key=lambda each: each.window.start):
        if off.person in there:
            window = Window(max(off.window.start, last[off.person]), min(off.window.end, span.end))
            there[off.person] -= window.length / HOUR
            last[off.person] = max(last[off.person], window.end)
    whole = sum(there.values())
    even = 1 / max(len(there), 1)
    return {each: hours / whole if whole > 0 else even for each, hours in there.items()}


@dataclass
class Sums:
    """What gathers of one person."""

    hours: float
    nights: set[int]
    weekends: set[int]
    holidays: set[int]
    expected: float


def _carried(
    shifts: Iterable[Shift], span: Window, days: Days, expected: Expected | None
) -> dict[PersonId, Sums]:
    found: dict[PersonId, Sums] = defaultdict(lambda: Sums(0.0, set(), set(), set(), 0.0))
    for each in shifts:
        start, end = max(each.start, span.start), min(each.end, span.end)
        if start >= end:
            continue
        sums, touched = found[each.person], days.touched(start, end)
        sums.hours += (end - start) / HOUR
        sums.nights.update(days.nights(start, end))
        sums.weekends.update(w for day in touched if (w := days.weekend(day)) is not None)
        sums.holidays.update(day for day in touched if day in days.free)
        if expected is not None:
            sums.expected += expected.between(start, end)
    return found


def _share(
    person: PersonId,
    carried: Mapping[PersonId, Sums],
    pages: Mapping[PersonId, int],
    due: Mapping[PersonId, float],
) -> Share:
    sums, part = carried.get(person), due.get(person, 0.0)
    if sums is None:
        return Share(person, pages=pages.get(person, 0), part=part)
    return Share(
        person,
        sums.hours,
        len(sums.nights),
        len(sums.weekends),
        len(sums.holidays),
        pages.get(person, 0),
        sums.expected,
        part,
    )
