"""A made-up team for policies: people by handle, times in minutes after the incident began."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.domain.escalation import Case
from app.domain.policy import Level, Policy, Target
from app.domain.reach import Contact, Rule
from app.domain.simulation import Answer, Simulation, simulate
from models.kinds import Ack, Pick, TargetKind, Urgency

T0 = datetime(2026, 3, 28, 22, tzinfo=UTC)
NAMES = ("ana", "ben", "cy", "dan", "eve", "flo")
Minutes = float


def ident(name: str) -> int:
    """A number for any name, the same each time; people are numbered from 1."""
    if name in NAMES:
        return NAMES.index(name) + 1
    return 100 + sum(ord(letter) * 7**n for n, letter in enumerate(name))


def handle(person: int | None) -> str | None:
    """The reverse, for people."""
    return None if person is None else NAMES[person - 1]


@dataclass
class Town:
    """Who is where. A schedule is a list of people, or a function of the minute."""

    schedules: Mapping[str, Sequence[str] | Callable[[Minutes], Sequence[str]]] = field(
        default_factory=dict
    )
    teams: Mapping[str, Sequence[str]] = field(default_factory=dict)
    means: Mapping[str, Sequence[str]] = field(default_factory=dict)  # default: a phone
    habits: Mapping[tuple[str, str], Sequence[tuple[str, Minutes]]] = field(default_factory=dict)
    left: Sequence[str] = ()
    rooms: Sequence[str] = ()
    turns: int = 0

    def on_call(self, schedule: int, at: datetime) -> Sequence[int]:
        """As `World` says."""
        people = next(who for name, who in self.schedules.items() if ident(name) == schedule)
        minute = (at - T0) / timedelta(minutes=1)
        return [ident(name) for name in (people(minute) if callable(people) else people)]

    def members(self, team: int) -> Sequence[int]:
        """As `World` says."""
        people = next(who for name, who in self.teams.items() if ident(name) == team)
        return [ident(name) for name in people]

    def shown(self, person: int) -> str:
        """As `World` says."""
        return NAMES[person - 1]

    def active(self, person: int) -> bool:
        """As `World` says."""
        return self.shown(person) not in self.left

    def contacts(self, person: int) -> Sequence[Contact]:
        """As `World` says."""
        name = self.shown(person)
        return [_contact(name, each) for each in self.means.get(name, ["phone"])]

    def opening(self, person: int, contact: int, at: datetime) -> datetime:
        """Nobody here sleeps."""
        return at

    def unwilling(self, person: int) -> bool:
        """No drills here."""
        return False

    def rules(self, person: int, urgency: Urgency) -> Sequence[Rule]:
        """As `World` says."""
        name = self.shown(person)
        said = self.habits.get((name, urgency.value), ())
        return [Rule(_contact(name, each), timedelta(minutes=after)) for each, after in said]

    def channel(self, channel: int) -> Contact | None:
        """As `World` says."""
        return next((Contact(channel, each) for each in self.rooms if ident(each) == channel), None)

    def turn(self, level: int) -> int:
        """As `World` says."""
        return self.turns


def level(
    *targets: str,
    wait: Minutes = 5,
    retry: int = 0,
    pick: Pick = Pick.ALL,
    ack: Ack = Ack.FIRST,
    number: int = 1,
) -> Level:
    """A level whose targets are written as in the workspace file."""
    return Level(number, tuple(map(target, targets)), timedelta(minutes=wait), retry, pick, ack)


def policy(*levels: Level, repeat: int = 0, last: Sequence[str] = ()) -> Policy:
    """A policy with a last resort written as in the workspace file."""
    return Policy(1, "platform", levels, repeat, tuple(map(target, last)))


def target(said: str) -> Target:
    """`person:ana`."""
    kind, _, name = said.partition(":")
    return Target(TargetKind(kind), ident(name))


def played(
    policy: Policy,
    town: Town,
    *,
    urgency: Urgency = Urgency.HIGH,
    after: Minutes | None = None,
    by: str | None = None,
    seed: int = 0,
) -> Simulation:
    """What the policy does from T0 on."""
    answer = None
    if after is not None:
        answer = Answer(T0 + timedelta(minutes=after), ident(by) if by else None)
    return simulate(Case(policy, urgency, seed), T0, town, answer)


Line = tuple[Minutes, str, str | None, str]


def pages(played: Simulation) -> list[Line]:
    """(minute, "round.level.attempt", person, contact) of each page."""
    return [
        (minute(each.at), _place(each.place), handle(each.person), each.contact.name)
        for each in played.pages
    ]


def skips(played: Simulation) -> list[tuple[Minutes, str, str, bool]]:
    """(minute, "round.level.attempt", reason, passed over) of each."""
    return [
        (minute(each.at), _place(each.place), each.lack.reason, each.passed)
        for each in played.skipped
    ]


def end(played: Simulation) -> tuple[Minutes, str]:
    """When, why."""
    return minute(played.end_at), played.reason.value


def minute(at: datetime) -> Minutes:
    """After T0."""
    return (at - T0) / timedelta(minutes=1)


def _place(place: object) -> str:
    return f"{place.round}.{place.level}.{place.attempt}"  # type: ignore[attr-defined]


def _contact(name: str, each: str) -> Contact:
    return Contact(ident(f"{name}'s {each}"), each)
