"""Looks for the cheapest way to give pieces to people: each to whom it costs least, then many small
changes that are taken more and more carefully (annealing), then only those for the better.

Chance comes from a fixed seed and the length is counted in steps, so that the same question has the
same answer, unless whoever asks has enough before.
"""

import math
from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from random import Random

from app.domain.fill_puzzle import RED, Puzzle, Tally, ranked, tally, total

STEPS_A_CHOICE, MOST, LEAST = 20, 12_000, 2_000
WARM, COLD = 3.0, 0.005  # points of the score
LOOK = 32  # steps between two looks at whether it is enough


def worth(puzzle: Puzzle, who: Sequence[int | None]) -> tuple[float, float, float]:
    """The rank of these people having the pieces; a piece that nobody has is red."""
    state = State(puzzle)
    state.take(who)
    strain, unfair, rest = state.rank()
    return strain + RED * sum(each is None for each in who), unfair, rest


def solved(puzzle: Puzzle, seed: int, enough: Callable[[], bool]) -> list[int | None]:
    """Who has each piece, by place of person; None where nobody was given it."""
    random = Random(seed)
    state = State(puzzle)
    state.begin(enough)
    best = state.kept()
    choices = len(puzzle.pieces) * len(puzzle.people)
    steps = max(LEAST, min(STEPS_A_CHOICE * choices, MOST))
    cooling = math.log(COLD / WARM)
    for step in range(steps):
        if step % LOOK == 0 and enough():
            break
        heat = WARM * math.exp(cooling * step / steps)
        change = _proposed(state, random)
        before = state.cost
        undo = state.change(change)
        worse = state.cost - before
        if worse > 0 and random.random() >= math.exp(-worse / heat):
            state.restore(undo)
        elif state.cost < best[1] - 1e-9:
            best = state.kept()
    state.take(best[0])
    _descend(state, enough)
    return state.who


class State:
    """Who has what, with the tallies of all people and the cost."""

    def __init__(self, puzzle: Puzzle) -> None:
        self.puzzle = puzzle
        self.who: list[int | None] = [None] * len(puzzle.pieces)
        self._held: list[list[int]] = [[] for _ in puzzle.fixed]
        self._tallies = [tally(puzzle, person, ()) for person in range(len(puzzle.fixed))]
        self.cost = 0.0

    def begin(self, enough: Callable[[], bool]) -> None:
        """Each piece to whom it costs least, those that fewest people can take first; when it is
        enough the rest stays with whoever has it."""
        for number, place in enumerate(sorted(range(len(self.who)), key=self._narrow)):
            if number % LOOK == LOOK - 1 and enough():
                break
            costs = []
            for person in range(len(self.puzzle.people)):
                undo = self.change([(place, person)])
                costs.append((self.cost, person))
                self.restore(undo)
            self.change([(place, min(costs)[1])])
        rest = [place for place, person in enumerate(self.who) if person is None]
        self.change([(place, self.puzzle.pieces[place].now) for place in rest])

    def change(self, changes: Sequence[tuple[int, int | None]]) -> "Undo":
        """Gives pieces to people; the cost follows."""
        undo = [(place, self.who[place]) for place, _ in changes]
        cost = self.cost
        touched: dict[int, Tally] = {}
        for place, person in changes:
            for each in (self.who[place], person):
                if each is not None:
                    touched.setdefault(each, self._tallies[each])
            self._move(place, person)
        for each in touched:
            self._tallies[each] = tally(self.puzzle, each, self._held[each])
        self.cost = total(self.puzzle, self._tallies)
        return undo, touched, cost

    def restore(self, undo: "Undo") -> None:
        """Takes a change back."""
        places, tallies, self.cost = undo
        for place, person in places:
            self._move(place, person)
        for person, before in tallies.items():
            self._tallies[person] = before

    def kept(self) -> tuple[list[int | None], float]:
        """To come back to."""
        return list(self.who), self.cost

    def take(self, who: Sequence[int | None]) -> None:
        """Everything as it was kept."""
        changes = [(place, person) for place, person in enumerate(who) if self.who[place] != person]
        self.change(changes)

    def rank(self) -> tuple[float, float, float]:
        """What it is worth, apart."""
        return ranked(self.puzzle, self._tallies)

    def _move(self, place: int, person: int | None) -> None:
        old = self.who[place]
        if old is not None:
            self._held[old].remove(place)
        if person is not None:
            insort(self._held[person], place)
        self.who[place] = person

    def _narrow(self, place: int) -> tuple[int, int]:
        bad = self.puzzle.pieces[place].bad
        return sum(1 for each in bad if not each), place


Undo = tuple[Sequence[tuple[int, int | None]], dict[int, Tally], float]


def _proposed(state: State, random: Random) -> list[tuple[int, int | None]]:
    """A piece to somebody else, or two pieces to each other's people."""
    place = random.randrange(len(state.who))
    if random.random() < 0.5:
        other = random.randrange(len(state.who))
        if state.who[other] != state.who[place]:
            return [(place, state.who[other]), (other, state.who[place])]
    return [(place, random.randrange(len(state.puzzle.people)))]


def _descend(state: State, enough: Callable[[], bool]) -> None:
    """Every single change that makes it better, until there is none."""
    better = True
    while better:
        better = False
        for number, change in enumerate(_singles(state)):
            if number % LOOK == 0 and enough():
                return
            before = state.cost
            undo = state.change(change)
            if state.cost < before - 1e-9:
                better = True
            else:
                state.restore(undo)


def _singles(state: State) -> Iterator[list[tuple[int, int | None]]]:
    for place in range(len(state.who)):
        for person in range(len(state.puzzle.people)):
            if state.who[place] != person:
                yield [(place, person)]
