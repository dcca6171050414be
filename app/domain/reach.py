"""Whom a level reaches, and by which contacts: targets become people, people become contacts, and
whatever leads nowhere is said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.policy import Target
from models.kinds import TargetKind, Urgency

EMPTY = {
    TargetKind.SCHEDULE: "nobody on call",
    TargetKind.NEXT: "nobody is on call next",
    TargetKind.PREVIOUS: "nobody was on call before",
    TargetKind.TEAM: "no members",
}
NO_TARGETS = "nobody to notify"
CHANNEL_GONE = "the channel is gone"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach one person, or the address of a channel (then `id` is the channel's)."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """This contact, so long after the page."""

    contact: Contact
    after: timedelta = timedelta()


class World(Protocol):
    """What a step asks about people; each answer is in the order that counts."""

    def on_call(self, schedule: int, at: datetime) -> Sequence[int]:
        """People on call at an instant."""
        ...

    def on_call_next(self, schedule: int, at: datetime) -> Sequence[int]:
        """People on call after those of an instant, gaps left out."""
        ...

    def on_call_before(self, schedule: int, at: datetime) -> Sequence[int]:
        """People on call before those of an instant, gaps left out."""
        ...

    def members(self, team: int) -> Sequence[int]:
        """People of a team."""
        ...

    def shown(self, person: int) -> str:
        """The name people use."""
        ...

    def active(self, person: int) -> bool:
        """False for somebody who left."""
        ...

    def contacts(self, person: int) -> Sequence[Contact]:
        """All of them."""
        ...

    def rules(self, person: int, urgency: Urgency) -> Sequence[Rule]:
        """The person's own, for this urgency."""
        ...

    def opening(self, person: int, contact: int, at: datetime) -> datetime:
        """The first instant from `at` on at which this contact may be used for low urgency."""
        ...

    def unwilling(self, person: int) -> bool:
        """Whether this is a drill, and they have not agreed to be paged in one."""
        ...

    def channel(self, channel: int) -> Contact | None:
        """None when it is gone."""
        ...

    def turn(self, level: int) -> int:
        """How often a round-robin level was notified so far, in all incidents."""
        ...


@dataclass(frozen=True, slots=True)
class Lack:
    """A target, or one person of it, that cannot be notified, and why."""

    reason: str
    target: Target | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who can be notified, each once, in target order; and what leads nowhere."""

    people: tuple[int, ...]
    channels: tuple[Contact, ...]
    lacks: tuple[Lack, ...]


def reach(targets: Sequence[Target], at: datetime, world: World) -> Reach:
    """Follows the targets at an instant."""
    found = dict.fromkeys(_followed(targets, at, world)) or {Lack(NO_TARGETS): None}
    return Reach(
        people=tuple(each for each in found if isinstance(each, int)),
        channels=tuple(each for each in found if isinstance(each, Contact)),
        lacks=tuple(each for each in found if isinstance(each, Lack)),
    )


def ways(person: int, urgency: Urgency, world: World) -> Sequence[Rule]:
    """The person's own rules; without one for this urgency, every contact at once."""
    rules = world.rules(person, urgency)
    return rules or [Rule(contact) for contact in world.contacts(person)]


def when(person: int, contact: Contact, urgency: Urgency, at: datetime, world: World) -> datetime:
    """Quiet hours and a contact's hours hold back low urgency only."""
    return at if urgency is Urgency.HIGH else world.opening(person, contact.id, at)


def _followed(
    targets: Iterable[Target], at: datetime, world: World
) -> Iterator[int | Contact | Lack]:
    for target in targets:
        if target.kind is TargetKind.CHANNEL:
            yield world.channel(target.id) or Lack(CHANNEL_GONE, target)
            continue
        people = _people(target, at, world)
        if not people:
            yield Lack(EMPTY[target.kind], target)
        for person in people:
            lack = _why_not(person, world)
            yield person if lack is None else Lack(lack, person=person)


def _people(target: Target, at: datetime, world: World) -> Sequence[int]:
    match target.kind:
        case TargetKind.SCHEDULE:
            return world.on_call(target.id, at)
        case TargetKind.NEXT:
            return world.on_call_next(target.id, at)
        case TargetKind.PREVIOUS:
            return world.on_call_before(target.id, at)
        case TargetKind.TEAM:
            return world.members(target.id)
        case _:
            return (target.id,)


def _why_not(person: int, world: World) -> str | None:
    if not world.active(person):
        return f"{world.shown(person)} has left"
    if world.unwilling(person):
        return f"{world.shown(person)} takes no part in drills"
    return None if world.contacts(person) else f"{world.shown(person)} has no contact"
