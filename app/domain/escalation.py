"""What a policy does: one pure step, which the engine takes when it is due and which `simulate`
takes one after the other. Nothing here knows a clock; people come from a `World`."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.policy import Level, Policy
from app.domain.reach import Contact, Lack, Reach, World, reach, ways, when
from models.kinds import Ack, Pick, Urgency

LAST_RESORT = 0  # as a level
LATE = timedelta(minutes=1)  # a step this much late starts anew from now
ALL_ANSWERED = "everybody here has acknowledged already"
HELD = "low urgency waits for working hours"


class Standing(StrEnum):
    """Where an incident's escalation stands. Exhausted: everybody was paged and nobody answered."""

    RUNNING = "running"
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"
    ENDED = "ended"


PAGING = (Standing.RUNNING, Standing.EXHAUSTED)  # somebody is still asked to answer


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """The step to take; level 0 is the last resort."""

    round: int = 1
    level: int = 1
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """What stays the same throughout an incident. `seed` (its number) makes chance repeatable."""

    policy: Policy
    urgency: Urgency = Urgency.HIGH
    seed: int = 0

    def opens(self, at: datetime) -> datetime:
        """When the policy may page: now, or when the hours of low urgency begin."""
        return self.policy.hours.opens(at) if self.urgency is Urgency.LOW else at


@dataclass(frozen=True, slots=True)
class Page:
    """One page to make, due at `at`. Without a person it goes to a channel."""

    at: datetime
    place: Position
    person: int | None
    contact: Contact

    @property
    def mark(self) -> "Mark":
        """Two pages with one mark are one page."""
        return self.person, self.contact.id, self.at


Mark = tuple[int | None, int, datetime]


@dataclass(frozen=True, slots=True)
class Skip:
    """What was not notified and why. `passed` when the whole level was passed over for it."""

    at: datetime
    place: Position
    lack: Lack
    passed: bool


@dataclass(frozen=True, slots=True)
class Story:
    """What an incident has seen so far. `awaited` are those whose acknowledgement is still needed;
    empty: anybody's is enough. `turned` are round-robin levels, once for each notification."""

    answered: frozenset[int] = frozenset()
    awaited: frozenset[int] = frozenset()
    made: frozenset[Mark] = frozenset()
    turned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one step does. `next` is to be taken `wait` later; None: the policy is exhausted."""

    place: Position
    at: datetime
    pages: tuple[Page, ...]
    skipped: tuple[Skip, ...]
    next: Position | None
    wait: timedelta
    story: Story
    people: tuple[int, ...] = ()

    @property
    def held(self) -> bool:
        """Nothing was done, and the same step is to be taken after `wait`."""
        return self.next == self.place


def step(case: Case, place: Position, at: datetime, story: Story, world: World) -> Step:
    """Notifies the first level from `place` on that has somebody, passing over the empty ones at
    once; after a whole round of empty ones, the last resort. Low urgency outside its hours is held:
    nothing is done, and the same step is to be taken when they open."""
    opens = case.opens(at)
    if opens > at:
        return _held(place, at, opens, story)
    skipped: list[Skip] = []
    round_ = place.round
    for here in _ahead(case.policy, place):
        round_ = here.round
        level = case.policy.levels[here.level - 1]
        found = _unanswered(reach(level.targets, at, world), story)
        somebody = bool(found.people or found.channels)
        skipped += _skips(found.lacks, here, at, passed=not somebody)
        if somebody:
            chosen = _chosen(case, here, found, story, world)
            taken = _taken(case, here, at, chosen, story, world)
            return replace(taken, skipped=tuple(skipped))
    here = Position(round_, LAST_RESORT)
    found = _unanswered(reach(case.policy.last_resort, at, world), story)
    if case.policy.last_resort:
        nobody = not (found.people or found.channels)
        skipped += _skips(found.lacks, here, at, passed=nobody)
    return replace(_taken(case, here, at, found, story, world), skipped=tuple(skipped))


def following(policy: Policy, place: Position) -> Position:
    """The next level: of this round, else the first of the next round, else the last resort."""
    if LAST_RESORT < place.level < len(policy.levels):
        return Position(place.round, place.level + 1)
    if place.level and place.round < policy.rounds:
        return Position(place.round + 1)
    return Position(place.round, LAST_RESORT)


def acknowledged(story: Story, person: int | None) -> tuple[Story, bool]:
    """The story after an acknowledgement, and whether it is enough. Nobody's own (a sender's, say)
    counts for everybody."""
    if person is None:
        return replace(story, awaited=frozenset()), True
    awaited = story.awaited - {person}
    return replace(story, answered=story.answered | {person}, awaited=awaited), not awaited


def hurried(policy: Policy, place: Position) -> Position:
    """Where "escalate now" goes on: the next level, not another attempt at the same one."""
    return place if place.attempt == 1 else following(policy, place)


def instant(due: datetime, now: datetime) -> datetime:
    """When a step that was due counts as taken: when it was due, unless that is long past."""
    return due if now - due <= LATE else now


def next_due(due: datetime, wait: timedelta, now: datetime) -> datetime:
    """Counted from when the step was due, or from now if that would already be past."""
    return due + wait if due + wait > now else now + wait


def _held(place: Position, at: datetime, opens: datetime, story: Story) -> Step:
    held = Skip(at, place, Lack(HELD), passed=False)
    return Step(place, at, (), (held,), place, opens - at, story)


def _ahead(policy: Policy, place: Position) -> Iterator[Position]:
    for _ in policy.levels:
        if place.level == LAST_RESORT:
            return
        yield place
        place = following(policy, place)


def _unanswered(found: Reach, story: Story) -> Reach:
    people = tuple(each for each in found.people if each not in story.answered)
    if found.people and not people and not found.channels:
        return Reach((), (), (*found.lacks, Lack(ALL_ANSWERED)))
    return replace(found, people=people)


def _skips(lacks: Sequence[Lack], here: Position, at: datetime, *, passed: bool) -> list[Skip]:
    """A retry repeats what it lacks only when it is passed over for it."""
    said = lacks if passed or here.attempt == 1 else ()
    return [Skip(at, here, lack, passed) for lack in said]


def _chosen(case: Case, here: Position, found: Reach, story: Story, world: World) -> Reach:
    level = case.policy.levels[here.level - 1]
    if level.pick is Pick.ALL or not found.people:
        return found
    if level.pick is Pick.ROUND_ROBIN:
        turn = world.turn(level.id) + story.turned.count(level.id)
        return replace(found, people=(found.people[turn % len(found.people)],))
    chance = random.Random(f"{case.seed}/{here.round}/{here.level}/{here.attempt}")
    return replace(found, people=(chance.choice(found.people),))


def _taken(
    case: Case, here: Position, at: datetime, found: Reach, story: Story, world: World
) -> Step:
    pages = {page.mark: page for page in _pages(case.urgency, here, at, found, world)}
    fresh = tuple(page for mark, page in pages.items() if mark not in story.made)
    last = here.level == LAST_RESORT
    level = None if last else case.policy.levels[here.level - 1]
    return Step(
        place=here,
        at=at,
        pages=fresh,
        skipped=(),
        next=_next(case.policy, here, level),
        wait=level.wait if level else timedelta(),
        story=_told(story, here, level, found.people, fresh),
        people=found.people,
    )


def _pages(
    urgency: Urgency, here: Position, at: datetime, found: Reach, world: World
) -> Iterator[Page]:
    for person in found.people:
        for rule in ways(person, urgency, world):
            due = when(person, rule.contact, urgency, at + rule.after, world)
            yield Page(due, here, person, rule.contact)
    for channel in found.channels:
        yield Page(at, here, None, channel)


def _next(policy: Policy, here: Position, level: Level | None) -> Position | None:
    if level is None:
        return None
    if here.attempt <= level.retry:
        return replace(here, attempt=here.attempt + 1)
    return following(policy, here)


def _told(
    story: Story,
    here: Position,
    level: Level | None,
    people: Sequence[int],
    pages: Sequence[Page],
) -> Story:
    awaited = story.awaited if here.attempt > 1 else frozenset()
    turned = level is not None and level.pick is Pick.ROUND_ROBIN and bool(people)
    return Story(
        answered=story.answered,
        awaited=awaited | frozenset(people) if level and level.ack is Ack.ALL else frozenset(),
        made=story.made | {page.mark for page in pages},
        turned=(*story.turned, level.id) if level and turned else story.turned,
    )
