"""Changing the course of an incident's escalation: handed to somebody, another policy, released
from waiting for working hours, reminded that nobody has said anything for long."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import ENGINE, Actor
from app.domain.escalation import Position, Standing
from app.domain.moment import spoken
from app.domain.policy import Policy
from app.domain.reach import ways, when
from app.errors import Refused
from app.operations import escalation
from app.operations.incident_answer import person, shown, unacknowledge_in
from app.operations.incident_stage import refuse
from app.operations.page import cancel
from app.operations.patience import patient
from app.operations.timeline import beside, held, record
from app.queries.world import StoredWorld
from app.store import Store
from models.incident import Escalation, Event, Incident
from models.kinds import EventKind, PageState, Source, Urgency
from models.page import Page
from models.people import Person

MACHINES = (Source.ENGINE, Source.SENDER)
NONE = timedelta()
PATIENCE = timedelta(minutes=5)  # for somebody it was handed to, where no level says how long


@patient
def hand_to(store: Store, number: int, to: int, by: Actor) -> None:
    """Pages one person (id) at once instead of all others; when they do not answer within the
    level's wait, the escalation goes on. Raises Refused when the incident is over, the person left
    or has no contact."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(rules.why_not_acknowledged(number, incident.stage))
        somebody, world = person(session, to), StoredWorld(session, now).of(incident)
        if world.unwilling(to):
            raise Refused(f"{shown(somebody)} takes no part in drills.", "person")
        found = ways(to, incident.urgency, world)
        if not found:
            raise Refused(f"{shown(somebody)} has no contact, so nothing can reach them.", "person")
        unacknowledge_in(session, incident, by, now)
        cancel(session, incident.id)
        row = escalation.postponed(session, incident, now, PATIENCE)
        _tell(session, incident, somebody, by, now)
        session.add_all(
            Page(
                incident_id=incident.id,
                person_id=to,
                contact_id=rule.contact.id,
                contact=rule.contact.name,
                urgency=incident.urgency,
                round=row.round,
                level=row.level,
                attempt=row.attempt,
                reason=f"{by.name} handed it to you.",
                created_at=now,
                due_at=when(to, rule.contact, incident.urgency, now + rule.after, world),
            )
            for rule in found
        )


def _tell(session: Session, incident: Incident, to: Person, by: Actor, now: datetime) -> None:
    incident.changed_at = now
    data = {"person": to.id}
    record(session, incident, EventKind.ESCALATED, f"Handed to {shown(to)}", by, now, data=data)


@patient
def apply_policy(store: Store, number: int, by: Actor) -> str:
    """Goes on with the policy as it is now, where the incident still follows it as it was when it
    began; returns its name. Raises Refused when the incident is over or has no policy."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if not incident.stage.open:
            raise Refused(f"#{number} is {incident.stage.value}: its policy has ended.")
        policy = escalation.policy_of(session, incident, now)
        if policy is None:
            raise Refused(f"#{number} has no policy. Give its service one first.", "policy")
        held_back = _held_back(session, incident, now)
        beside(session, incident, policy=policy, policy_id=policy["id"])
        _fit(session, incident, Policy.of(policy), now)
        if held_back:  # the hours of the new one may be others
            _go_on(session, incident, now)
        text = f"Applied policy {policy['name']} as it is now"
        record(session, incident, EventKind.ESCALATED, text, by, now, data={"policy": policy["id"]})
        return str(policy["name"])


def release(session: Session, incident: Incident, now: datetime) -> None:
    """What waits for working hours, or for somebody's quiet ones, and is no longer of low urgency
    goes on at once. The caller holds the incident."""
    if incident.urgency is Urgency.LOW:
        return
    if _held_back(session, incident, now):
        _go_on(session, incident, now)
    _wake(session, incident, now)


def _wake(session: Session, incident: Incident, now: datetime) -> None:
    """Pages are due when the person's rules say, however quiet it is there."""
    world = StoredWorld(session, now)
    asked = (
        select(Page)
        .where(Page.incident_id == incident.id, Page.state == PageState.DUE, Page.due_at > now)
        .where(Page.person_id.is_not(None), Page.urgency == Urgency.LOW)
        .order_by(Page.id)
        .with_for_update(key_share=True)
    )
    for page in session.scalars(asked):
        rules = ways(page.person_id or 0, Urgency.LOW, world)
        after = [rule.after for rule in rules if rule.contact.id == page.contact_id]
        page.due_at = max(now, min(page.due_at, page.created_at + min(after, default=NONE)))
        page.urgency = incident.urgency


def _held_back(session: Session, incident: Incident, now: datetime) -> bool:
    """Whether the next step waits for the hours of low urgency."""
    row = escalation.locked(session, incident)
    if row is None or row.state != Standing.RUNNING or incident.policy is None:
        return False
    opens = Policy.of(incident.policy).hours.opens(now)
    return now < opens == row.due_at


def _go_on(session: Session, incident: Incident, now: datetime) -> None:
    row = escalation.locked(session, incident)
    if row is not None:
        row.due_at = now


def remind(
    session: Session, row: Escalation, incident: Incident, policy: Policy, now: datetime
) -> None:
    """An acknowledged incident of which nobody has said anything for so long is paged again from
    the first level; while there is news, the clock begins anew."""
    if policy.remind is None:
        row.due_at = None
        return
    if (due := _last_news(session, incident) + policy.remind) > now:
        row.due_at = due
        return
    reason = f"no news for {spoken(policy.remind)} since it was acknowledged"
    unacknowledge_in(session, incident, ENGINE, now, reason)
    row.state, row.due_at = Standing.RUNNING, now
    begun = (row.level, row.attempt) != (1, 1)  # else the round that it stands before will do
    row.round, row.level, row.attempt = row.round + begun, 1, 1
    row.awaited, row.answered = [], []


def _last_news(session: Session, incident: Incident) -> datetime:
    """When somebody last did something about it. Further alerts and the engine's own doings are no
    news: they must not let an incident sleep that everybody has forgotten."""
    asked = select(func.max(Event.recorded_at)).where(
        Event.incident_id == incident.id,
        or_(Event.source.not_in(MACHINES), Event.kind == EventKind.ACKNOWLEDGED),
    )
    return session.scalar(asked) or incident.created_at


def _fit(session: Session, incident: Incident, policy: Policy, now: datetime) -> None:
    """The row as the policy allows: a level that is not there any more is the last one."""
    row = escalation.locked(session, incident)
    if row is None:
        escalation.begin(session, incident, now)
        return
    if row.state == Standing.RUNNING:
        place = Position(row.round, row.level, row.attempt)
        if place.level > len(policy.levels):
            row.level, row.attempt = len(policy.levels), 1
        row.due_at = row.due_at or now
    elif row.state == Standing.ACKNOWLEDGED:
        row.due_at = now + policy.remind if policy.remind else None
