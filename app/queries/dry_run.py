"""What a policy would do before it is saved: for any moment, with everybody as they are now."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import policy as domain
from app.domain.board import Holiday as Free
from app.domain.branch import Branch, Condition, Hours, Matter, way
from app.domain.escalation import Case
from app.domain.moment import at_wall
from app.domain.simulation import simulate
from app.domain.workspace import BranchSpec, Handle, PolicySpec, TargetSpec
from app.errors import Refused
from app.queries.holiday import named_in
from app.queries.plan import Plan, plan_of
from app.queries.world import TABLES, StoredWorld, branches_of, frozen
from app.store import Store
from models.kinds import Severity, Urgency
from models.policy import Policy
from models.rota import Holiday, Schedule
from models.service import Service

UNSAVED = 0  # the id of a policy that is not there yet


class Moment(NamedTuple):
    """A time worth trying: `key` is now, night or holiday; `name` is the holiday's."""

    key: str
    at: datetime
    name: str = ""


def dry_run(
    store: Store,
    spec: PolicySpec,
    at: datetime,
    urgency: Urgency = Urgency.HIGH,
    *,
    ident: int | None = None,
    severity: Severity | None = None,
    service: Handle | None = None,
) -> Plan:
    """Of a policy as a form has it; `ident` is its id where it is stored. Nobody answers. Writes
    nothing. Raises Refused for a name that is not there."""
    now = store.now()
    with store.read() as session:
        first = ident or UNSAVED
        matter = Matter(urgency, severity, _id(session, Service, service) if service else None)
        chosen = (each for each in spec.branches if each.policy)  # the rest is still being typed
        own = tuple(_branch(session, spec, each) for each in chosen)

        def branches(policy: int) -> tuple[Branch, ...]:
            return own if policy == first else branches_of(session, policy)

        passed = way(first, matter, at, branches)
        walked = _value(session, spec, first) if len(passed) == 1 else frozen(session, passed[-1])
        if walked is None:
            raise Refused("A policy that a branch leads to was taken out meanwhile.", "branches")
        world = StoredWorld(session, now)
        found = simulate(Case(walked, urgency), at, world)
        return plan_of(walked.name, at, urgency, found, world)


def moments(store: Store, zone: str, language: str = "en") -> list[Moment]:
    """Now, the next three o'clock at night in a zone, and noon of the next public holiday that any
    schedule has, named in a language such as `de` where that is known."""
    now, there = store.now(), ZoneInfo(zone)
    today = now.astimezone(there).date()
    nights = (_at(today + timedelta(days=n), time(3), there) for n in range(3))
    found = [Moment("now", now), Moment("night", next(at for at in nights if at > now))]
    with store.read() as session:
        asked = (
            select(Holiday.day, Holiday.name, Holiday.country)
            .join(Schedule, Schedule.holidays == Holiday.country)
            .where(Schedule.active, Holiday.day > today)
            .order_by(Holiday.day)
        )
        ahead = session.execute(asked.limit(1)).first()
    if ahead:
        (free,) = named_in(language, ahead.country, [Free(ahead.day, ahead.name)])
        found.append(Moment("holiday", _at(free.day, time(12), there), free.name))
    return found


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return at_wall(datetime.combine(day, clock), zone).astimezone(UTC)


def _value(session: Session, spec: PolicySpec, ident: int) -> domain.Policy:
    stored = session.get(Policy, ident)  # a level keeps its turn of the round robin by its place
    turns = dict(enumerate((level.id for level in stored.levels) if stored else (), 1))
    return domain.Policy(
        id=ident,
        name=spec.name,
        levels=tuple(
            domain.Level(turns.get(n, -n), _targets(session, each.notify), each.wait, each.retry,
                         each.pick, each.ack)
            for n, each in enumerate(spec.levels, 1)
        ),
        repeat=spec.repeat,
        last_resort=_targets(session, spec.last_resort),
        hours=Hours(spec.low_hours, spec.time_zone or "UTC"),
        remind=spec.remind,
    )  # fmt: skip


def _targets(session: Session, listed: tuple[TargetSpec, ...]) -> tuple[domain.Target, ...]:
    return tuple(
        domain.Target(each.kind, _id(session, TABLES[each.kind], each.name)) for each in listed
    )


def _branch(session: Session, policy: PolicySpec, spec: BranchSpec) -> Branch:
    services = tuple(_id(session, Service, name) for name in spec.services)
    hours = Hours(spec.hours, policy.time_zone or "UTC")
    condition = Condition(spec.urgency, spec.severity, services, hours)
    return Branch(condition, _id(session, Policy, spec.policy))


def _id(session: Session, kind: type, name: Handle) -> int:
    found = session.scalar(select(kind.id).where(kind.name == name))  # type: ignore[attr-defined]
    if found is None:
        raise Refused(f"There is no {kind.__tablename__} called {name!r} any more.")  # type: ignore[attr-defined]
    return int(found)
