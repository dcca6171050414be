"""What a policy does, written a second time as plain loops: slow, and of another kind than the
step, so that the two do not share a mistake. Times are minutes."""

import random
from collections.abc import Iterator
from datetime import timedelta

from app.domain.policy import Level, Policy, Target
from app.domain.reach import Rule
from models.kinds import Ack, Pick, TargetKind, Urgency
from tests.domain.towns import T0, Line, Town, handle

Call = tuple[float, str, int | None, str, int]  # minute, place, person, contact's name, its id


class Enough(Exception):
    """The acknowledgement was enough."""


class Oracle:
    """Plays one policy once; `lines` and `end` say what came of it."""

    def __init__(
        self, policy: Policy, town: Town, after: float | None, by: int | None, seed: int
    ) -> None:
        self.policy, self.town, self.after, self.by, self.seed = policy, town, after, by, seed
        self.calls: list[Call] = []
        self.quiet: set[int] = set()
        self.asked: set[int] = set()
        self.turns: dict[int, int] = {}
        self.now = 0.0
        self.in_vain = 0  # levels that had nobody, one after another
        self.heard = False
        try:
            self.walk()
            self.end = (self.now, "exhausted")
        except Enough:
            self.end = (after or 0.0, "acknowledged")
        if after is not None and (self.end[1] == "acknowledged" or not self.heard):
            self.calls = [call for call in self.calls if call[0] < after]

    @property
    def lines(self) -> list[Line]:
        """As `towns.pages` says them."""
        return [
            (minute, place, handle(who), name)
            for minute, place, who, name, _ in sorted(self.calls, key=lambda call: call[0])
        ]

    def walk(self) -> None:
        """Rounds, levels, last resort."""
        round_ = 1
        if not self.policy.levels:
            return self.last_resort(round_)
        for round_ in range(1, self.policy.rounds + 1):
            for number, level in enumerate(self.policy.levels, 1):
                if not self.level(level, round_, number):
                    self.in_vain += 1
                if self.in_vain == len(self.policy.levels):
                    return self.last_resort(round_)
        return self.last_resort(round_)

    def level(self, level: Level, round_: int, number: int) -> bool:
        """Whether it had somebody to notify until its last attempt."""
        for attempt in range(1, level.retry + 2):
            self.listen()
            people, rooms = self.reached(level.targets)
            if not people and not rooms:
                return False
            people = self.chosen(level, people, f"{round_}/{number}/{attempt}")
            before = self.asked if attempt > 1 else set()
            self.asked = before | set(people) if level.ack is Ack.ALL else set()
            self.call(people, rooms, f"{round_}.{number}.{attempt}")
            self.in_vain = 0
            self.now += level.wait / timedelta(minutes=1)
        return True

    def last_resort(self, round_: int) -> None:
        """Everybody who is left."""
        self.listen()
        self.asked = set()
        self.call(*self.reached(self.policy.last_resort), f"{round_}.0.1")

    def listen(self) -> None:
        """The acknowledgement, when its time has come."""
        if self.heard or self.after is None or self.after > self.now:
            return
        self.heard = True
        if self.by is None or not self.asked - {self.by}:
            raise Enough
        self.quiet.add(self.by)
        self.calls = [call for call in self.calls if call[0] < self.after or call[2] != self.by]

    def reached(self, targets: tuple[Target, ...]) -> tuple[list[int], list[tuple[int, str]]]:
        """People who can be notified and have not answered; rooms."""
        people, rooms = [], []
        for target in targets:
            if target.kind is TargetKind.CHANNEL:
                room = self.town.channel(target.id)
                rooms += [(room.id, room.name)] if room else []
            for who in self.who(target):
                if who not in people and self.town.active(who) and self.town.contacts(who):
                    people.append(who)
        return [who for who in people if who not in self.quiet], rooms

    def who(self, target: Target) -> Iterator[int]:
        """People behind a target."""
        if target.kind is TargetKind.PERSON:
            yield target.id
        elif target.kind is TargetKind.TEAM:
            yield from self.town.members(target.id)
        elif target.kind is TargetKind.SCHEDULE:
            yield from self.town.on_call(target.id, T0 + timedelta(minutes=self.now))

    def chosen(self, level: Level, people: list[int], place: str) -> list[int]:
        """All, or one."""
        if not people or level.pick is Pick.ALL:
            return people
        if level.pick is Pick.RANDOM:
            return [random.Random(f"{self.seed}/{place}").choice(people)]
        turn = self.turns.setdefault(level.id, self.town.turns)
        self.turns[level.id] += 1
        return [people[turn % len(people)]]

    def call(self, people: list[int], rooms: list[tuple[int, str]], place: str) -> None:
        """Pages, none twice."""
        used = {(minute, who, ident) for minute, _, who, _, ident in self.calls}
        for who in people:
            rules = self.town.rules(who, Urgency.HIGH)
            for rule in rules or [Rule(contact) for contact in self.town.contacts(who)]:
                minute = self.now + rule.after / timedelta(minutes=1)
                if (minute, who, rule.contact.id) not in used:
                    used.add((minute, who, rule.contact.id))
                    self.calls.append((minute, place, who, rule.contact.name, rule.contact.id))
        for ident, name in rooms:
            if (self.now, None, ident) not in used:
                used.add((self.now, None, ident))
                self.calls.append((self.now, place, None, name, ident))
