"""The rules of a rotation told once more, slowly and in another way, to check the resolver by.

Every cell since the start is walked one after another, wall times are read by `whenever`, and an
instant is looked up in what was found. Nothing here comes from app.domain but the nouns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from whenever import PlainDateTime, RepeatedTime, SkippedTime

from app.domain.rota import OVERRIDE, PersonId, Restriction, Rota, Rotation
from models.kinds import OverrideKind, Turns, Unit

COVER, REPLACE, ADD, REMOVE = OverrideKind
HOUR, DAY, WEEK, MONTH = Unit
ONE_DAY = timedelta(days=1)
STEPS = {HOUR: timedelta(hours=1), DAY: ONE_DAY, WEEK: timedelta(days=7)}

Span = tuple[datetime, datetime]


@lru_cache(maxsize=100_000)
def read(zone: str, wall: datetime, which: str = "earlier") -> datetime:
    """The instant of a wall time; minute by minute out of a gap."""
    while True:
        plain = PlainDateTime(wall)
        try:
            return plain.assume_tz(zone, disambiguation="raise").to_instant().to_stdlib()
        except RepeatedTime:
            return plain.assume_tz(zone, disambiguation=which).to_instant().to_stdlib()
        except SkippedTime:
            wall = (wall + timedelta(minutes=1)).replace(second=0)
            which = "earlier"


def cell_start(rotation: Rotation, number: int) -> datetime:
    if rotation.unit is not MONTH:
        return rotation.start + number * STEPS[rotation.unit]
    month = rotation.start.month - 1 + number
    first = rotation.start.replace(
        year=rotation.start.year + month // 12, month=month % 12 + 1, day=1
    )
    days = rotation.start.day
    while (first + (days - 1) * ONE_DAY).month != first.month:
        days -= 1
    return first + (days - 1) * ONE_DAY


def walls(restriction: Restriction, day: datetime) -> Iterator[Span]:
    """The window of a restriction that begins on a day, as walls."""
    (opening, opens), (closing, closes) = restriction.opens, restriction.closes
    begin = datetime.combine(day, opens)
    if opening is None or closing is None:
        if day.weekday() in (restriction.days or range(7)):
            end = datetime.combine(day, closes)
            yield begin, end if end > begin else end + ONE_DAY
    elif day.weekday() == opening:
        end = datetime.combine(day, closes)
        while end <= begin or end.weekday() != closing:
            end += ONE_DAY
        yield begin, end


@dataclass
class Turn:
    number: int
    cells_left: int
    has_time: bool = False


class Walked:
    """One rotation, walked from its start to a day after `end`."""

    def __init__(self, rotation: Rotation, zone: str, end: datetime) -> None:
        self.rotation, self.zone = rotation, zone
        stop = end.replace(tzinfo=None) + 3 * ONE_DAY
        self.life = (
            read(zone, rotation.start),
            read(zone, rotation.until) if rotation.until else stop.replace(tzinfo=UTC),
        )
        self.walls = [
            span
            for each in self._days(stop)
            for r in rotation.restrictions
            for span in walls(r, each)
        ]
        self.windows = self._united()
        self.opens = [opens for opens, _ in self.windows]
        self.begins: list[datetime] = []
        self.turns: list[int] = []
        self._walk(stop)

    def people(self, at: datetime) -> tuple[PersonId, ...] | None:
        """None where the rotation gives nobody a turn; () for an empty slot."""
        if not self.life[0] <= at < self.life[1]:
            return None
        if self.rotation.restrictions and not self._worked(at, at + timedelta(microseconds=1)):
            return None
        turn = self.turns[bisect_right(self.begins, at) - 1]
        return self.rotation.people[turn % len(self.rotation.people)]

    def _days(self, stop: datetime) -> Iterator[datetime]:
        day = self.rotation.start.replace(hour=0, minute=0) - 9 * ONE_DAY
        while day < stop:
            yield day
            day += ONE_DAY

    def _united(self) -> list[Span]:
        found: list[Span] = []
        read_out = ((read(self.zone, a), read(self.zone, z, "later")) for a, z in self.walls)
        for begin, end in sorted(span for span in read_out if span[0] < span[1]):
            if found and begin <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((begin, end))
        return found

    def _worked(self, begin: datetime, end: datetime) -> bool:
        """Whether any window has time between two instants."""
        last = bisect_right(self.opens, end - timedelta(microseconds=1)) - 1
        return last >= 0 and self.windows[last][1] > begin

    def _walk(self, stop: datetime) -> None:
        rotation = self.rotation
        counts_time = (
            rotation.turns is Turns.WORKED
            and rotation.unit in (HOUR, DAY)
            and rotation.restrictions
        )
        turn = Turn(0, rotation.every)
        number, wall = 0, rotation.start
        while wall < stop:
            number += 1
            ahead = cell_start(rotation, number)
            begin, end = read(self.zone, wall), read(self.zone, ahead)
            if not turn.cells_left:
                turn = Turn(turn.number + turn.has_time, rotation.every)
            self.begins.append(begin)
            self.turns.append(turn.number)
            if not counts_time or self._counts(begin, end, wall, ahead):
                turn.cells_left -= 1
                turn.has_time |= begin < end
            wall = ahead

    def _counts(self, begin: datetime, end: datetime, wall: datetime, ahead: datetime) -> bool:
        """Whether a cell is worked; one that the clock skips, by what the wall would have said."""
        if begin < end:
            return self._worked(begin, end)
        return any(a < ahead and z > wall for a, z in self.walls)


@dataclass(frozen=True)
class Answer:
    people: dict[PersonId, str]
    deliberate: bool


class Oracle:
    """Answers of a rota for instants up to `end`."""

    def __init__(self, rota: Rota, end: datetime) -> None:
        self.rota = rota
        self.walked = [Walked(each, rota.time_zone, end) for each in rota.rotations]

    def answer(self, at: datetime) -> Answer:
        base, empty = self._base(at)
        active = [each for each in self.rota.overrides if each.window.start <= at < each.window.end]
        of_kind = {kind: [each for each in active if each.kind is kind] for kind in OverrideKind}
        people = dict(base)
        for each in of_kind[REPLACE] + of_kind[REMOVE]:
            people = {who: why for who, why in people.items() if who not in each.out}
        for each in of_kind[REPLACE]:
            if any(person in base for person in each.out):
                people = dict.fromkeys(each.people, OVERRIDE) | people
        for each in of_kind[COVER]:
            people = dict.fromkeys(each.people, OVERRIDE)
        for each in of_kind[ADD]:
            people = dict.fromkeys(each.people, OVERRIDE) | people
        return Answer(people, not people and not base and empty)

    def _base(self, at: datetime) -> tuple[dict[PersonId, str], bool]:
        given = [(each.rotation, each.people(at)) for each in self.walked]
        staffed = [rotation.layer for rotation, people in given if people]
        base: dict[PersonId, str] = {}
        for rotation, people in given:
            if staffed and rotation.layer == max(staffed):
                for person in people or ():
                    base.setdefault(person, rotation.name)
        return base, any(people == () for _, people in given)
