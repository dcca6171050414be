"""Rows as specs: the stored configuration in the shape of the workspace file.

Addresses and keys are opened with a vault; without one, or when it is locked, they are None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, object_session, selectinload

from app.domain import followup, restriction_text
from app.domain.difference import shadow_order
from app.domain.limits import USUAL, Limits
from app.domain.names import Names
from app.domain.rota import Restriction
from app.domain.wish import understood
from app.domain.workspace import (
    BranchSpec,
    ChannelSpec,
    ContactSpec,
    Handle,
    HoursSpec,
    IntegrationSpec,
    LevelSpec,
    OverrideSpec,
    PersonSpec,
    PolicySpec,
    RotationSpec,
    RuleSpec,
    ScheduleSpec,
    ServiceSpec,
    ShadowSpec,
    TargetSpec,
    TeamSpec,
    TimeOffSpec,
    TrackerSpec,
    Workspace,
)
from app.queries.incident_form import categories_of, fields_of, responding_of
from app.queries.language import said_in
from app.queries.life_sign import pace
from app.queries.status_spec import component_specs, page_spec, stakeholder_specs
from app.queries.status_view import view_specs
from app.queries.workflow import workflow_spec
from app.vault import CHANNEL, CONTACT, INTEGRATION, TRACKER, Locked, Vault
from models.alert import Integration
from models.kinds import Approval, Format, Severity, Urgency, Weekly
from models.ledger import Setting
from models.people import Person, Rule, Team
from models.policy import Branch, Channel, Level, Policy, Target
from models.rota import Override, Rotation, Schedule, Shadow
from models.service import Dependency, Service
from models.status import Component, Stakeholder
from models.ticket import Tracker
from models.workflow import Workflow

TRACKERS = select(Tracker).where(Tracker.active).order_by(Tracker.name)
People = dict[int, Handle]


def workspace(session: Session, vault: Vault | None) -> Workspace:
    """Everything, by name within each kind; what is kept only for its history is left out."""
    people = handles(session)
    senders = select(Integration).where(Integration.active).order_by(Integration.name)
    return Workspace(
        people=tuple(person_spec(row, vault) for row in session.scalars(PEOPLE)),
        teams=tuple(team_spec(row, people) for row in session.scalars(TEAMS)),
        channels=tuple(
            channel_spec(row, vault) for row in session.scalars(select(Channel).order_by("name"))
        ),
        services=tuple(service_spec(row) for row in session.scalars(SERVICES)),
        schedules=tuple(schedule_spec(row, people) for row in session.scalars(SCHEDULES)),
        policies=tuple(policy_spec(row) for row in session.scalars(POLICIES)),
        integrations=tuple(integration_spec(row, vault) for row in session.scalars(senders)),
        categories=categories_of(session),
        fields=fields_of(session),
        responding=responding_of(session),
        workflows=tuple(
            workflow_spec(row, vault)
            for row in session.scalars(select(Workflow).order_by(Workflow.name))
        ),
        trackers=tuple(tracker_spec(row, vault) for row in session.scalars(TRACKERS)),
        followup_days=_days(session),
        status_page=page_spec(session),
        components=component_specs(session),
        stakeholders=stakeholder_specs(session),
        status_pages=view_specs(session, vault),
        language=said_in(session),
    )


def handles(session: Session) -> People:
    """Everybody's handle by id."""
    return dict(session.execute(select(Person.id, Person.name)).all())


def names_now(session: Session) -> Names:
    """Everything that a spec may name."""

    def named(column: InstrumentedAttribute[str], *conditions: Any) -> frozenset[Handle]:
        return frozenset(session.scalars(select(column).where(*conditions)))

    return Names(
        people=named(Person.name, Person.active),
        everyone=named(Person.name),
        teams=named(Team.name),
        channels=named(Channel.name),
        services=named(Service.name, Service.active),
        schedules=named(Schedule.name, Schedule.active),
        policies=named(Policy.name),
        workflows=named(Workflow.name),
        groups=named(Stakeholder.name),
        components=named(Component.name),
        categories=frozenset(each.name for each in categories_of(session)),
        fields={each.name: each.kind for each in fields_of(session)},
        needs={each.name: each.depends_on for each in map(service_spec, session.scalars(SERVICES))},
        leads=_leads(session),
        keys=_keys(session),
    )


def _keys(session: Session) -> dict[str, Handle]:
    rows = session.execute(select(Integration.key_hash, Integration.name))
    return {row.key_hash: row.name for row in rows}


def _leads(session: Session) -> dict[Handle, tuple[Handle, ...]]:
    found: dict[Handle, tuple[Handle, ...]] = {}
    first, leads_to = Policy, aliased(Policy)
    asked = select(first.name, leads_to.name).join(Branch, Branch.policy_id == first.id)
    for name, ahead in session.execute(asked.join(leads_to, Branch.leads_to_id == leads_to.id)):
        found[name] = (*found.get(name, ()), ahead)
    return found


def person_spec(row: Person, vault: Vault | None) -> PersonSpec:
    """A person, with contacts and rules in their order."""
    return PersonSpec(
        name=row.name,
        full_name=row.full_name,
        email=row.email,
        time_zone=row.time_zone,
        contacts=tuple(
            ContactSpec(each.name, unsealed(each.address, CONTACT, vault)) for each in row.contacts
        ),
        rules=tuple(
            RuleSpec(each.urgency, each.contact.name, timedelta(seconds=each.after_s))
            for each in sorted(row.rules, key=lambda rule: (rule.urgency, rule.position))
        ),
        time_off=tuple(
            sorted(
                (TimeOffSpec(each.start, each.end, each.reason) for each in row.time_off),
                key=lambda each: (each.start, each.end, each.reason),
            )
        ),
        colour=row.colour,
        active=row.active,
        reminders=tuple(timedelta(seconds=each) for each in row.reminders or ()),
        weekly=row.weekly or Weekly.NEVER,
        hours=tuple(
            HoursSpec(each.name, restrictions(each.hours)) for each in row.contacts if each.hours
        ),
        quiet=restrictions(row.quiet or ()),
        tests=bool(row.tests),
        drills=bool(row.drills),
        wishes=tuple(understood(each) for each in row.wishes or ()),
    )


def restrictions(stored: Iterable[dict[str, Any]]) -> tuple[Restriction, ...]:
    """Weekly windows as they are stored."""
    return tuple(restriction_text.understood(each) for each in stored)


def team_spec(row: Team, people: People) -> TeamSpec:
    """A team, members and managers in one order."""
    return TeamSpec(
        row.name,
        tuple(people[each.person_id] for each in row.memberships if each.member),
        tuple(people[each.person_id] for each in row.memberships if each.manager),
        row.approval or Approval.NONE,
    )


def tracker_spec(row: Tracker, vault: Vault | None) -> TrackerSpec:
    """A tracker."""
    return TrackerSpec(
        name=row.name,
        kind=row.kind,
        project=row.project,
        url=row.url,
        token=unsealed(row.token, TRACKER, vault),
        user=row.user,
        type=row.type,
        labels=tuple(each for each in row.labels.split(",") if each),
        inside=row.inside,
    )


def _days(session: Session) -> tuple[tuple[Severity, int], ...]:
    """Only where a team has set its own."""
    kept = session.get(Setting, "follow-up days")
    found = kept.value if kept is not None else {}
    own = tuple((each, int(found[each.value])) for each in Severity if each.value in found)
    return own if dict(own) != followup.USUAL else ()


def channel_spec(row: Channel, vault: Vault | None) -> ChannelSpec:
    """A channel."""
    return ChannelSpec(row.name, unsealed(row.address, CHANNEL, vault))


def service_spec(row: Service) -> ServiceSpec:
    """A service and what it names."""
    return ServiceSpec(
        name=row.name,
        team=row.team.name if row.team else None,
        policy=row.policy.name if row.policy else None,
        depends_on=tuple(each.needs.name for each in row.dependencies),
        slo=row.slo,
        kind=row.kind,
        description=row.description,
    )


def schedule_spec(row: Schedule, people: People) -> ScheduleSpec:
    """A schedule's rules."""
    return ScheduleSpec(
        name=row.name,
        time_zone=row.time_zone,
        team=row.team.name if row.team else None,
        rotations=tuple(rotation_spec(each, people) for each in row.rotations),
        overrides=tuple(override_spec(each, people) for each in row.overrides),
        holidays=row.holidays,
        limits=limits(row),
        shadows=tuple(sorted((shadow_spec(each) for each in row.shadows), key=shadow_order)),
    )


def limits(row: Schedule) -> Limits:
    """What a schedule's people may be asked for; the usual where nothing was said."""
    said: dict[str, int] = dict(row.limits)
    rest = timedelta(seconds=said.pop("rest_s", USUAL.rest.total_seconds()))
    return replace(USUAL, rest=rest, **said)


def shadow_spec(row: Shadow) -> ShadowSpec:
    """A shadow of a schedule."""
    return ShadowSpec(row.person.name, row.start_at, row.end_at)


def rotation_spec(row: Rotation, people: People) -> RotationSpec:
    """A rotation of a schedule."""
    return RotationSpec(
        name=row.name,
        start=row.start,
        unit=row.unit,
        people=tuple(tuple(people[each] for each in slot) for slot in slots(row)),
        every=row.every,
        layer=row.layer,
        until=row.until,
        turns=row.turns,
        restrictions=tuple(restriction_text.understood(each) for each in row.restrictions),
    )


def slots(row: Rotation) -> tuple[tuple[int, ...], ...]:
    """Who works together in each turn, by id; nobody in an empty one."""
    turns: dict[int, list[int]] = {}
    for slot in row.slots:
        people = turns.setdefault(slot.turn, [])
        if slot.person_id is not None:
            people.append(slot.person_id)
    return tuple(tuple(turns[turn]) for turn in sorted(turns))


def override_spec(row: Override, people: People) -> OverrideSpec:
    """An override of a schedule."""
    return OverrideSpec(
        kind=row.kind,
        start=row.start_at,
        end=row.end_at,
        people=tuple(people[each.person_id] for each in row.people if each.comes),
        out=tuple(people[each.person_id] for each in row.people if not each.comes),
        reason=row.reason,
    )


def policy_spec(row: Policy) -> PolicySpec:
    """A policy."""
    return PolicySpec(
        name=row.name,
        levels=tuple(level_spec(each) for each in row.levels),
        repeat=row.repeat,
        last_resort=_targets(row.last_resort),
        low_hours=_windows(row.hours),
        time_zone=row.time_zone,
        remind=None if row.remind_s is None else timedelta(seconds=row.remind_s),
        branches=tuple(_branch(each) for each in row.branches),
    )


def _branch(row: Branch) -> BranchSpec:
    said, session = row.condition, object_session(row)
    assert session is not None, "a stored branch has a session"
    services = dict(session.execute(select(Service.id, Service.name)).all())
    return BranchSpec(
        policy=row.leads_to.name,
        urgency=Urgency(said["urgency"]) if said.get("urgency") else None,
        severity=tuple(Severity(each) for each in said.get("severities", ())),
        services=tuple(services[each] for each in said.get("services", ()) if each in services),
        hours=_windows(said.get("hours", {}).get("windows", ())),
    )


def _windows(said: Iterable[Any]) -> tuple[Restriction, ...]:
    return tuple(restriction_text.understood(each) for each in said)


def level_spec(row: Level) -> LevelSpec:
    """A level of a policy."""
    return LevelSpec(
        _targets(row.targets), timedelta(seconds=row.wait_s), row.retry, row.pick, row.ack
    )


def integration_spec(row: Integration, vault: Vault | None) -> IntegrationSpec:
    """An integration."""
    key = unsealed(row.key, INTEGRATION, vault)
    spec = IntegrationSpec(row.name, row.format, row.service.name, key)
    if row.format is not Format.HEARTBEAT:
        return spec
    found = pace(row.life)
    return replace(spec, every=found.every, grace=found.grace)


def unsealed(blob: bytes, about: str, vault: Vault | None) -> str | None:
    """The secret, or None where the key for it is not on this machine."""
    if vault is None:
        return None
    try:
        return vault.open(blob, about)
    except Locked:
        return None


def _targets(rows: Sequence[Target]) -> tuple[TargetSpec, ...]:
    return tuple(TargetSpec(row.kind, _name(row)) for row in rows)


def _name(row: Target) -> Handle:
    named = row.person or row.team or row.schedule or row.channel
    assert named is not None, "a target names exactly one thing"
    return named.name


PEOPLE = (
    select(Person)
    .order_by(Person.name)
    .options(
        selectinload(Person.contacts),
        selectinload(Person.rules).selectinload(Rule.contact),
        selectinload(Person.time_off),
    )
)
TEAMS = select(Team).order_by(Team.name).options(selectinload(Team.memberships))
SERVICES = (
    select(Service)
    .where(Service.active)
    .order_by(Service.name)
    .options(
        selectinload(Service.team),
        selectinload(Service.policy),
        selectinload(Service.dependencies).selectinload(Dependency.needs),
    )
)
SCHEDULES = (
    select(Schedule)
    .where(Schedule.active)
    .order_by(Schedule.name)
    .options(
        selectinload(Schedule.team),
        selectinload(Schedule.rotations).selectinload(Rotation.slots),
        selectinload(Schedule.overrides).selectinload(Override.people),
        selectinload(Schedule.shadows).selectinload(Shadow.person),
    )
)
POLICIES = (
    select(Policy)
    .order_by(Policy.name)
    .options(selectinload(Policy.levels).selectinload(Level.targets))
)
