"""People as the database knows them, for the escalation step: each answer is read once."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain import policy as domain
from app.domain import restriction_text
from app.domain.branch import Branch, Condition, Hours, Matter, way
from app.domain.quiet import opening
from app.domain.reach import Contact, Rule
from app.domain.rota import Restriction
from app.queries.rota import on_call_before, on_call_next, who_is_on_call
from models.incident import Incident
from models.kinds import TargetKind, Urgency
from models.people import Membership, Person, Team
from models.policy import Channel, Level, Policy, Target
from models.rota import Schedule


def _windows(stored: Sequence[Any]) -> tuple[Restriction, ...]:
    return tuple(restriction_text.understood(each) for each in stored)


log = logging.getLogger(__name__)

GONE = "somebody deleted"


class StoredWorld:
    """The `World` of one session, as it stands at `now`; not to be kept longer than the session."""

    def __init__(self, session: Session, now: datetime, *, drill: bool = False) -> None:
        self._session, self._now, self._drill = session, now, drill
        self._twin: StoredWorld | None = None
        self._person = cache(self._read_person)
        self.members = cache(self._read_members)
        self.channel = cache(self._read_channel)
        self._schedule = cache(self._read_schedule)
        self._on_call = cache(self._read_on_call)
        self.turns: dict[int, int] = {}

    def name(self, person: int) -> str:
        """The handle."""
        return self._person(person).name

    def shown(self, person: int) -> str:
        """The name people use."""
        return self._person(person).full_name or self.name(person)

    def title(self, target: domain.Target) -> str:
        """As the workspace file writes it."""
        kind = TABLES[target.kind]
        name = self._session.scalar(select(kind.name).where(kind.id == target.id))
        return f"{target.kind}:{name or 'deleted'}"

    def active(self, person: int) -> bool:
        """False for somebody who left."""
        return self._person(person).active

    def contacts(self, person: int) -> Sequence[Contact]:
        """In the person's order."""
        return [Contact(each.id, each.name) for each in self._person(person).contacts]

    def rules(self, person: int, urgency: Urgency) -> Sequence[Rule]:
        """In the person's order."""
        return [
            Rule(Contact(rule.contact_id, rule.contact.name), timedelta(seconds=rule.after_s))
            for rule in self._person(person).rules
            if rule.urgency is urgency
        ]

    def unwilling(self, person: int) -> bool:
        """Who has not agreed is left in peace by drills."""
        return self._drill and not self._person(person).drills

    def of(self, incident: Incident) -> "StoredWorld":
        """The world as this incident sees it: in a drill, fewer people may be paged."""
        if incident.drill is self._drill:
            return self
        if self._twin is None:
            self._twin = StoredWorld(self._session, self._now, drill=incident.drill)
        return self._twin

    def opening(self, person: int, contact: int, at: datetime) -> datetime:
        """By the person's quiet hours and the contact's own."""
        row = self._person(person)
        hours = next((each.hours for each in row.contacts if each.id == contact), None) or ()
        if not hours and not row.quiet:
            return at
        return opening(at, row.time_zone, _windows(hours), _windows(row.quiet))

    def turn(self, level: int) -> int:
        """The level's counter; 0 for one that was edited away since."""
        if level not in self.turns:
            asked = select(Level.picked).where(Level.id == level)
            self.turns[level] = self._session.scalar(asked) or 0
        return self.turns[level]

    def on_call(self, schedule: int, at: datetime) -> Sequence[int]:
        """Hand-offs happen on whole seconds, so that one look-up serves a whole second."""
        return self._on_call(schedule, at.replace(microsecond=0))

    def on_call_next(self, schedule: int, at: datetime) -> Sequence[int]:
        """Those who come on call next."""
        if self._schedule(schedule) is None:
            return ()
        return on_call_next(self._session, schedule, at)

    def on_call_before(self, schedule: int, at: datetime) -> Sequence[int]:
        """Those who were on call last."""
        if self._schedule(schedule) is None:
            return ()
        return on_call_before(self._session, schedule, at, self._now)

    def _read_on_call(self, schedule: int, at: datetime) -> Sequence[int]:
        if self._schedule(schedule) is None:
            return ()
        return who_is_on_call(self._session, schedule, at, self._now)

    def _read_schedule(self, schedule: int) -> Schedule | None:
        """Held, so that the session does not forget what it has read of it."""
        return self._session.get(Schedule, schedule)

    def _read_members(self, team: int) -> Sequence[int]:
        asked = (
            select(Membership.person_id)
            .where(Membership.team_id == team, Membership.member)
            .order_by(Membership.position, Membership.person_id)
        )
        return self._session.scalars(asked).all()

    def _read_channel(self, channel: int) -> Contact | None:
        name = self._session.scalar(select(Channel.name).where(Channel.id == channel))
        return None if name is None else Contact(channel, name)

    def _read_person(self, person: int) -> Person:
        """A frozen policy may name somebody who was deleted since."""
        found = self._session.get(Person, person, options=(WHOLE_CONTACTS, WHOLE_RULES))
        return found or Person(name=GONE, full_name="", time_zone="UTC", active=False)


TABLES: dict[TargetKind, type[Person | Team | Schedule | Channel]] = {
    TargetKind.PERSON: Person,
    TargetKind.TEAM: Team,
    TargetKind.SCHEDULE: Schedule,
    TargetKind.CHANNEL: Channel,
    TargetKind.NEXT: Schedule,
    TargetKind.PREVIOUS: Schedule,
}
WHOLE_CONTACTS = selectinload(Person.contacts)
WHOLE_RULES = selectinload(Person.rules)


def frozen(session: Session, policy: int) -> domain.Policy | None:
    """A stored policy as a value; None when it is gone."""
    row = session.get(Policy, policy)
    if row is None:
        return None
    return domain.Policy(
        id=row.id,
        name=row.name,
        levels=tuple(_level(level) for level in row.levels),
        repeat=row.repeat,
        last_resort=_targets(row.last_resort),
        hours=_hours(row.hours, row.time_zone),
        remind=None if row.remind_s is None else timedelta(seconds=row.remind_s),
    )


def walked(session: Session, policy: int, matter: Matter, at: datetime) -> domain.Policy | None:
    """The policy that an incident is walked by, which its branches lead to; None when the first is
    gone. Branches that make no sense (a zone this machine does not know) lead nowhere: somebody is
    paged all the same."""
    first = session.get(Policy, policy)  # held: its levels are asked for in a moment
    if first is None:
        return None
    try:
        passed = way(policy, matter, at, partial(branches_of, session))
    except (KeyError, TypeError, ValueError):
        log.exception("the branches of policy %s cannot be read", policy)
        passed = (policy,)
    found = frozen(session, passed[-1])
    if found is None or len(passed) == 1:
        return found
    names = dict(session.execute(select(Policy.id, Policy.name).where(Policy.id.in_(passed))).all())
    return replace(found, way=tuple(names[each] for each in passed))


def branches_of(session: Session, policy: int) -> tuple[Branch, ...]:
    """Of a stored policy, in order."""
    row = session.get(Policy, policy)
    found = row.branches if row else []
    return tuple(Branch(Condition.of(each.condition), each.leads_to_id) for each in found)


def _hours(windows: Sequence[Any], time_zone: str | None) -> Hours:
    return Hours(tuple(restriction_text.understood(each) for each in windows), time_zone or "UTC")


def _level(row: Level) -> domain.Level:
    return domain.Level(
        id=row.id,
        targets=_targets(row.targets),
        wait=timedelta(seconds=row.wait_s),
        retry=row.retry,
        pick=row.pick,
        ack=row.ack,
    )


def _targets(rows: Sequence[Target]) -> tuple[domain.Target, ...]:
    return tuple(domain.Target(row.kind, row.subject_id) for row in rows)
