"""What a policy would do at some time: the simulation on the people of the database, with names."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.branch import Matter
from app.domain.escalation import Case, Page, Skip
from app.domain.moment import stamp
from app.domain.simulation import Answer, Simulation, simulate
from app.errors import Refused
from app.queries.world import StoredWorld, walked
from app.store import Store
from models.kinds import Severity, Urgency
from models.people import Person
from models.policy import Policy
from models.service import Service


@dataclass(frozen=True, slots=True)
class Called:
    """One page; `person` is a handle, None for a channel; `shown` the name people use."""

    at: datetime
    round: int
    level: int
    attempt: int
    person: str | None
    shown: str
    contact: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not notified; `target` as the workspace file writes it. `passed`: the whole level
    was passed over for it."""

    at: datetime
    round: int
    level: int
    reason: str
    target: str | None
    person: str | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """From the first page to the end. Level 0 is the last resort."""

    policy: str
    at: datetime
    urgency: Urgency
    pages: tuple[Called, ...]
    skipped: tuple[Skipped, ...]
    end_at: datetime
    reason: str
    last_resort: bool = True  # whether the policy names one


def plan(
    store: Store,
    subject: str,
    at: datetime,
    urgency: Urgency = Urgency.HIGH,
    after: timedelta | None = None,
    by: str | None = None,
    severity: Severity | None = None,
) -> Plan:
    """Of a policy, or of a service's policy, whichever its branches lead to for this urgency,
    severity and service. `after` is when somebody acknowledges, `by` who.
    Writes nothing. Raises Refused for a name that is not known."""
    now = store.now()
    with store.read() as session:
        first, service = _policy(session, subject)
        policy = walked(session, first, Matter(urgency, severity, service), at)
        if policy is None:
            raise Refused(f"There is no policy or service called {subject!r}.")
        world, who = StoredWorld(session, now), _person(session, by)
        try:
            answer = None if after is None else Answer(at + after, who)
            found = simulate(Case(policy, urgency), at, world, answer)
        except OverflowError as fault:
            raise Refused("This lies too close to the end of the calendar (year 9999).") from fault
        said = plan_of(policy.name, at, urgency, found, world)
        return replace(said, last_resort=bool(policy.last_resort))


def document(plan: Plan) -> dict[str, Any]:
    """The JSON of `watchbill simulate`."""
    return {
        "policy": plan.policy,
        "at": stamp(plan.at),
        "urgency": plan.urgency.value,
        "pages": [_said(page, "at", "round", "level", "attempt", "person", "contact")
                  | ({} if page.person else {"channel": page.contact}) for page in plan.pages],
        "skipped": [_said(skip, "at", "round", "level", "reason", "target", "person", "passed")
                    for skip in plan.skipped],
        "end": {"at": stamp(plan.end_at), "reason": plan.reason},
    }  # fmt: skip


def _said(row: Called | Skipped, *names: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return values | {"at": stamp(row.at)}


def _policy(session: Session, subject: str) -> tuple[int, int | None]:
    """The policy, and the service if the subject is one."""
    named = session.scalar(select(Policy.id).where(Policy.name == subject))
    if named is not None:
        return named, None
    service = session.scalars(select(Service).where(Service.name == subject)).first()
    if service is None:
        raise Refused(f"There is no policy or service called {subject!r}.")
    if service.policy_id is None:
        raise Refused(f"The service {subject!r} has no policy: nobody would be paged.")
    return service.policy_id, service.id


def _person(session: Session, name: str | None) -> int | None:
    if name is None:
        return None
    found = session.scalar(select(Person.id).where(Person.name == name))
    if found is None:
        raise Refused(f"There is nobody called {name!r} in this team.")
    return found


def plan_of(
    policy: str, at: datetime, urgency: Urgency, found: Simulation, world: StoredWorld
) -> Plan:
    """With names."""
    return Plan(
        policy=policy,
        at=at,
        urgency=urgency,
        pages=tuple(_called(each, world) for each in found.pages),
        skipped=tuple(_skipped(each, world) for each in found.skipped),
        end_at=found.end_at,
        reason=found.reason.value,
    )


def _called(page: Page, world: StoredWorld) -> Called:
    return Called(
        at=page.at,
        round=page.place.round,
        level=page.place.level,
        attempt=page.place.attempt,
        person=world.name(page.person) if page.person is not None else None,
        shown=world.shown(page.person) if page.person is not None else page.contact.name,
        contact=page.contact.name,
    )


def _skipped(skip: Skip, world: StoredWorld) -> Skipped:
    lack = skip.lack
    return Skipped(
        at=skip.at,
        round=skip.place.round,
        level=skip.place.level,
        reason=lack.reason,
        target=world.title(lack.target) if lack.target else None,
        person=world.name(lack.person) if lack.person is not None else None,
        passed=skip.passed,
    )
