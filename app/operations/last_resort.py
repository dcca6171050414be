"""Whom an incident pages in the end where its policy names nobody, or nobody who can be reached."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.policy import Policy, Target
from app.domain.reach import reach
from app.operations.timeline import beside, record
from app.queries.world import StoredWorld
from models.incident import Incident
from models.kinds import EventKind, TargetKind
from models.people import Membership, Person
from models.service import Service

Group = tuple[str, Sequence[int]]  # what they are called, and their ids


def with_somebody(
    session: Session, incident: Incident, policy: Policy, at: datetime, world: StoredWorld
) -> Policy | None:
    """The incident's policy with the managers of the service's team as its last resort, or its
    members: the first of whom somebody can be reached; everybody where those whom the policy names
    cannot be. It is put down in the incident and said on its timeline. None when nobody is left."""
    for who, people in _groups(session, incident, named=bool(policy.last_resort)):
        targets = tuple(Target(TargetKind.PERSON, each) for each in people)
        reached = reach(targets, at, world).people
        if reached:
            said = [Target(TargetKind.PERSON, each).json() for each in reached]
            changed = (incident.policy or {}) | {"last_resort": said}
            beside(session, incident, policy=changed)
            text = f"{_why(policy)}: {who} are paged instead."
            data = {"flag": "last resort"}
            record(session, incident, EventKind.FLAG, text, ENGINE, at, data=data)
            return Policy.of(changed)
    return None


def _why(policy: Policy) -> str:
    if policy.last_resort:
        return f"Nobody of the last resort of policy {policy.name} can be reached"
    return f"Policy {policy.name} names no last resort"


def _groups(session: Session, incident: Incident, *, named: bool) -> Iterator[Group]:
    service = session.get(Service, incident.service_id) if incident.service_id else None
    if service is not None and service.team is not None:
        team, of = service.team.name, Membership.team_id == service.team_id
        asked = select(Membership.person_id).where(of).order_by(Membership.position)
        yield f"the managers of {team}", session.scalars(asked.where(Membership.manager)).all()
        yield f"the members of {team}", session.scalars(asked.where(Membership.member)).all()
    if named:
        everybody = select(Person.id).where(Person.active).order_by(Person.name)
        yield "all people", session.scalars(everybody).all()
