"""An incident's escalation: begun, answered, ended, hurried. Its steps are taken by
`escalation_step`."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.domain import escalation as rules
from app.domain.actor import ENGINE, Actor
from app.domain.branch import Matter
from app.domain.escalation import PAGING, Case, Position, Standing, Story
from app.domain.moment import stamp
from app.domain.policy import Policy
from app.errors import Refused
from app.operations.page import cancel
from app.operations.patience import patient
from app.operations.timeline import beside, held, record
from app.queries.world import walked
from app.store import Store
from models.incident import Escalation, Incident
from models.kinds import EventKind
from models.policy import Policy as Stored
from models.service import Service

NO_POLICY = "No policy: nobody is paged. Give the service a policy, or tell somebody yourself."


def begin(session: Session, incident: Incident, now: datetime, *, fresh: bool = False) -> None:
    """Freezes the incident's policy (or its service's) into it and makes the first step due.
    Without a policy that is flagged, and nobody is paged. `fresh`: it never had an escalation."""
    policy = policy_of(session, incident, now)
    if policy is None:
        record(
            session, incident, EventKind.FLAG, NO_POLICY, ENGINE, now, data={"flag": "no policy"}
        )
        return
    if incident.policy != policy:
        beside(session, incident, policy=policy, policy_id=policy["id"])
    known = None if fresh else session.get(Escalation, incident.id)
    row = known or Escalation(incident_id=incident.id)
    session.add(row)
    _stand(row, Standing.RUNNING, Position(), now)
    row.awaited, row.answered = [], []


def acknowledged(session: Session, incident: Incident, by: Actor, now: datetime) -> bool:
    """Stops what is pending: everything, or, while a level with `ack: all` still waits for others
    (then False), what is pending for this person. The caller holds the incident."""
    row = locked(session, incident)
    if row is None or row.state not in PAGING:
        return True
    story, enough = rules.acknowledged(_story(row), by.person)
    row.awaited, row.answered = sorted(story.awaited), sorted(story.answered)
    if enough:
        row.state, row.due_at = Standing.ACKNOWLEDGED, _remind_at(incident, now)
    cancel(session, incident.id, None if enough else by.person)
    return enough


def ended(session: Session, incident: Incident, now: datetime) -> None:
    """Cancels every pending page and stops: resolve, decline, merge. The caller holds the
    incident."""
    row = locked(session, incident)
    if row is not None:
        row.state, row.due_at = Standing.ENDED, None
    cancel(session, incident.id, helpers=True)


@patient
def escalate_now(store: Store, number: int, by: Actor) -> None:
    """Starts the next level at once and un-acknowledges; begins the policy where none has begun.
    Raises Refused when the incident is over, has no policy, or waits for the hours of low
    urgency."""
    from app.operations.incident_answer import unacknowledge_in  # it stands on this module

    with store.write() as session:
        incident, now = held(session, number), store.now()
        if not incident.stage.open:
            raise Refused(f"#{number} is {incident.stage.value}: there is nobody to escalate to.")
        _refuse_out_of_hours(incident, now)
        unacknowledge_in(session, incident, by, now)
        record(session, incident, EventKind.ESCALATED, "Escalate now", by, now)
        hurry(session, incident, now)


def _refuse_out_of_hours(incident: Incident, now: datetime) -> None:
    """Rather than giving it back and paging nobody."""
    if incident.policy is None:
        return
    opens = Case(Policy.of(incident.policy), incident.urgency).opens(now)
    if opens > now:
        raise Refused(
            f"#{incident.id} is of low urgency, which pages nobody before {stamp(opens)}. "
            "Make it high urgency to page now.",
            "urgency",
        )


def hurry(session: Session, incident: Incident, now: datetime) -> None:
    """Makes the next level due now, whoever has answered. The caller holds the incident.
    Raises Refused when there is no policy."""
    row = locked(session, incident)
    if row is None or incident.policy is None:
        begin(session, incident, now)
        row = locked(session, incident)
    if row is None or incident.policy is None:
        raise Refused(f"#{incident.id} has no policy, so there is nobody to escalate to.", "policy")
    place = Position(row.round, row.level, row.attempt)
    _stand(row, Standing.RUNNING, rules.hurried(Policy.of(incident.policy), place), now)
    row.awaited, row.answered = [], []


def postponed(
    session: Session, incident: Incident, now: datetime, otherwise: timedelta
) -> Escalation:
    """The next level later: after the wait of the first, or `otherwise`. Without a policy nothing
    follows, and somebody is asked all the same."""
    row = locked(session, incident)
    if row is None:
        row = Escalation(incident_id=incident.id, round=1, level=1, attempt=1)
        session.add(row)
    place = Position(row.round, row.level, row.attempt)
    levels = Policy.of(incident.policy).levels if incident.policy else ()
    _stand(row, Standing.RUNNING, place, now + (levels[0].wait if levels else otherwise))
    if incident.policy is None:
        row.due_at = None
    row.awaited, row.answered = [], []
    return row


def _remind_at(incident: Incident, now: datetime) -> datetime | None:
    """When an acknowledged incident is looked at again."""
    remind = Policy.of(incident.policy).remind if incident.policy else None
    return None if remind is None else now + remind


def _stand(row: Escalation, state: Standing, place: Position, due: datetime) -> None:
    row.state, row.due_at = state, due
    row.round, row.level, row.attempt = place.round, place.level, place.attempt


def _story(row: Escalation) -> Story:
    return Story(answered=frozenset(row.answered), awaited=frozenset(row.awaited))


def locked(session: Session, incident: Incident) -> Escalation | None:
    """The row as it stands, held until the end of the transaction; None before the first step."""
    session.flush()
    return session.get(Escalation, incident.id, populate_existing=True, with_for_update=True)


def policy_of(session: Session, incident: Incident, now: datetime) -> dict[str, Any] | None:
    """The policy of an incident (or of its service), the one its branches lead to, as JSON; read
    once a session, for a storm begins many incidents in one."""
    ident = _first(session, incident)
    if ident is None:
        return None
    matter = Matter(incident.urgency, incident.severity, incident.service_id)
    known: dict[Any, dict[str, Any]] = session.info.setdefault("policies", {})
    key = (ident, matter, now.replace(second=0, microsecond=0))  # hours open on whole minutes
    if key not in known and (policy := walked(session, ident, matter, now)):
        known[key] = policy.json() | {"first": ident}
    return known.get(key)


def _first(session: Session, incident: Incident) -> int | None:
    """Where the branches begin: the incident's own policy, whichever it came to, or its service's.
    What was deleted since is passed over."""
    first = (incident.policy or {}).get("first")
    if first is not None and session.get(Stored, first) is not None:
        return int(first)
    if incident.policy_id is not None or incident.service_id is None:
        return incident.policy_id
    return session.get_one(Service, incident.service_id).policy_id
