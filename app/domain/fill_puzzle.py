"""Fair fill as numbers: slots, people, and what it costs when they are put together.

Days are bits of integers, so that nights of many shifts are united and counted in a moment. Of a
cost, each thing weighs far more than all that come after it: what is red, what is amber, the score
of fairness.py; then wishes, how evenly somebody's turns are spaced, and who has a turn anyway.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.domain.fairness import scored
from app.domain.rota import PersonId
from models.kinds import Measure

RED, AMBER, GLUED, SPACING, CHANGE = 10_000.0, 100.0, 0.1, 1.0, 0.02
WEEK = 168.0
Span = tuple[float, float]  # hours since the board's window began


@dataclass(frozen=True, slots=True)
class Bits:
    """Days as bits: nights, weekends and public holidays that are touched, days worked."""

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    days: int = 0

    def __or__(self, other: "Bits") -> "Bits":
        return Bits(
            self.nights | other.nights,
            self.weekends | other.weekends,
            self.holidays | other.holidays,
            self.days | other.days,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A turn to be given to somebody; `bad`, by place of person: the hours of it that they
    cannot; `wish`: what it would cost them to take it, negative where they like to. `clash` are the
    pieces that nobody can have beside this one."""

    spans: tuple[Span, ...]
    hours: float
    expected: float
    bits: Bits
    bad: tuple[float, ...]
    wish: tuple[float, ...]
    now: int | None
    clash: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a person carries anyway: in this schedule, and (for rest and rows of days) anywhere."""

    hours: float = 0.0
    expected: float = 0.0
    carried: Bits = field(default_factory=Bits)
    bits: Bits = field(default_factory=Bits)
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits in hours and days; 0 is off."""

    rest: float = 0.0
    nights: int = 0
    days: int = 0
    week_hours: float = 0.0


@dataclass(frozen=True)
class Puzzle:
    """`people` may be given pieces; they come first in `due` and `fixed`, which go on with those
    who only share the load."""

    people: tuple[PersonId, ...]
    pieces: tuple[Piece, ...]
    due: tuple[float, ...]
    fixed: tuple[Fixed, ...]
    rules: Rules
    ideal: float  # hours from the start of one turn of a person to the next, were all alike


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person's pieces come to. `strain` is what is red and beyond the limits, `wishes`
    what it means to them, `soft` all that only decides where nothing else does."""

    hours: float
    nights: int
    weekends: int
    holidays: int
    expected: float
    strain: float
    wishes: float
    soft: float


def tally(puzzle: Puzzle, person: int, held: Sequence[int]) -> Tally:
    """Of the person at a place, with the pieces at these places (ascending)."""
    fixed, pieces = puzzle.fixed[person], [puzzle.pieces[each] for each in held]
    carried = fixed.carried
    hours, expected, strain, wishes, soft = fixed.hours, fixed.expected, 0.0, 0.0, 0.0
    nights, weekends, holidays = carried.nights, carried.weekends, carried.holidays
    busy_nights, busy_days, mine = fixed.bits.nights, fixed.bits.days, set(held)
    for piece in pieces:
        hours += piece.hours
        expected += piece.expected
        bits = piece.bits
        nights |= bits.nights
        weekends |= bits.weekends
        holidays |= bits.holidays
        busy_nights |= bits.nights
        busy_days |= bits.days
        wishes += piece.wish[person]
        if piece.now != person:
            soft += CHANGE
        if bad := piece.bad[person]:
            strain += RED * (1 + bad / 1000)
        if piece.clash and not piece.clash.isdisjoint(mine):
            strain += RED / 2
    beyond, glued = _beyond_limits(puzzle.rules, fixed, pieces, busy_nights, busy_days)
    soft += GLUED * glued + SPACING * _crowded(puzzle, pieces) / max(len(puzzle.pieces), 1)
    return Tally(
        hours,
        nights.bit_count(),
        weekends.bit_count(),
        holidays.bit_count(),
        expected,
        strain + AMBER * beyond,
        wishes,
        soft,
    )


def ranked(puzzle: Puzzle, tallies: Sequence[Tally]) -> tuple[float, float, float]:
    """Less is better: what is red or beyond the limits; the score with the wishes; the rest."""
    values: dict[Measure, list[float]] = {
        Measure.HOURS: [each.hours for each in tallies],
        Measure.NIGHTS: [each.nights for each in tallies],
        Measure.WEEKENDS: [each.weekends for each in tallies],
        Measure.HOLIDAYS: [each.holidays for each in tallies],
        Measure.EXPECTED: [each.expected for each in tallies],
    }
    strain = wishes = soft = 0.0
    for each in tallies:
        strain += each.strain
        wishes += each.wishes
        soft += each.soft
    return strain, scored(values, puzzle.due) + wishes, soft


def total(puzzle: Puzzle, tallies: Sequence[Tally]) -> float:
    """All of that as one cost."""
    return sum(ranked(puzzle, tallies))


def bits_of(numbers: Iterable[int]) -> int:
    """Numbers of days as bits."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _beyond_limits(
    rules: Rules, fixed: Fixed, pieces: Sequence[Piece], nights: int, days: int
) -> tuple[float, int]:
    """How often limits are passed, and turns that follow another without a pause. What lies within
    one turn is how its rotation was made: nobody who gets it could avoid it."""
    found = float(_beyond(nights, rules.nights) + _beyond(days, rules.days))
    spans = [(start, end, -1) for start, end in fixed.spans]
    for number, piece in enumerate(pieces):
        spans += [(start, end, number) for start, end in piece.spans]
    spans.sort()
    short, glued = _pauses(spans, rules.rest)
    if rules.week_hours:
        starts = [piece.spans[0][0] for piece in pieces]
        found += _long_weeks(starts, _united(spans), rules.week_hours)
    return found + short, glued


def _pauses(spans: Sequence[tuple[float, float, int]], rest: float) -> tuple[int, int]:
    """Between shifts of two turns: too short ones, and none at all."""
    short, glued, last, of = 0, 0, float("-inf"), -1
    for start, end, turn in spans:
        if turn != of:
            pause = start - last
            if pause <= 0:
                glued += 1
            elif pause < rest:
                short += 1
        if end > last:
            last, of = end, turn
    return short, glued


def _beyond(days: int, limit: int) -> int:
    """How many days lie in a row with `limit` before them; a row too long costs by its length."""
    if limit:
        for _ in range(limit):
            days &= days >> 1
        return days.bit_count()
    return 0


def _united(spans: Iterable[tuple[float, float, int]]) -> list[Span]:
    united: list[Span] = []
    for start, end, _ in spans:
        if united and start <= united[-1][1]:
            if end > united[-1][1]:
                united[-1] = (united[-1][0], end)
        else:
            united.append((start, end))
    return united


def _long_weeks(starts: Sequence[float], busy: Sequence[Span], limit: float) -> float:
    """Weeks that begin with a turn and are too long, by how much of a day."""
    found = 0.0
    for start in starts:
        spans = (min(end, start + WEEK) - max(begin, start) for begin, end in busy)
        hours = sum(each for each in spans if each > 0)
        if hours > limit:
            found += 1 + (hours - limit) / 24
    return found


def _crowded(puzzle: Puzzle, pieces: Sequence[Piece]) -> float:
    """How much sooner than half the even distance turns follow each other, each from 0 to 1."""
    half = puzzle.ideal / 2
    if not half:
        return 0.0
    gaps = (two.spans[0][0] - one.spans[0][0] for one, two in pairwise(pieces))
    return sum(1 - gap / half for gap in gaps if gap < half)
