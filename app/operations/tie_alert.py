"""Alerts that go from one incident to another when those are merged or split."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.operations.timeline import beside
from models.alert import Alert
from models.incident import Incident
from models.kinds import AlertState

MOST = 500  # alerts that are named in a tie


def take(session: Session, one: Incident, other: Incident) -> list[int]:
    """Every alert goes from one incident to the other; their ids."""
    rows = session.scalars(select(Alert).where(Alert.incident_id == one.id).order_by(Alert.id))
    moved = list(rows)
    for each in moved:
        each.incident_id = other.id
    session.flush()
    count(session, one, other)
    return [each.id for each in moved[:MOST]]


def give_back(session: Session, ids: Sequence[int], other: Incident, one: Incident) -> None:
    """The alerts with these ids, so far as they are still there."""
    asked = select(Alert).where(Alert.id.in_(list(ids)), Alert.incident_id == other.id)
    for each in session.scalars(asked):
        each.incident_id = one.id
    session.flush()
    count(session, one, other)


def named(session: Session, one: Incident, ids: Sequence[int]) -> list[Alert]:
    """Those of an incident's alerts that are to go. Raises Refused: not its own, or all of them."""
    rows = session.scalars(select(Alert).where(Alert.incident_id == one.id, Alert.id.in_(ids)))
    found = list(rows)
    if len(found) != len(set(ids)):
        raise Refused(f"Some of these alerts do not belong to #{one.id}.", "alerts")
    left = (
        select(func.count())
        .select_from(Alert)
        .where(
            Alert.incident_id == one.id,
            Alert.state != AlertState.RESOLVED,
            Alert.id.not_in(ids or [0]),
        )
    )
    if ids and one.alert_count and not session.scalar(left) and one.alert_count == len(found):
        raise Refused("Every alert would go; then it is the same incident. Leave one.", "alerts")
    return found


def count(session: Session, *incidents: Incident) -> None:
    """Counts each incident's alerts anew."""
    for each in incidents:
        asked = select(func.count()).select_from(Alert).where(Alert.incident_id == each.id)
        beside(session, each, alert_count=session.scalar(asked) or 0)
