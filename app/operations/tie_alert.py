"""Alerts that go from one incident to another when those are merged or split."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.operations.timeline import beside
from models.alert import Alert
from models.incident import Incident
from models.kinds import AlertState

Run = list[int]  # the first and the last of ids that follow each other
AT_ONCE = 200  # runs that are asked for in one question


def take(session: Session, one: Incident, other: Incident) -> list[Run]:
    """Every alert goes from one incident to the other; the runs of their ids."""
    rows = session.scalars(select(Alert).where(Alert.incident_id == one.id).order_by(Alert.id))
    moved = list(rows)
    for each in moved:
        each.incident_id = other.id
    session.flush()
    count(session, one, other)
    return runs([each.id for each in moved])


def give_back(session: Session, kept: Sequence[Any], other: Incident, one: Incident) -> None:
    """The alerts that a tie keeps as runs (or one by one), so far as they are still there."""
    found = [each if isinstance(each, list) else [each, each] for each in kept]
    for part in _parts(found):
        chosen = or_(*(Alert.id.between(first, last) for first, last in part))
        for each in session.scalars(select(Alert).where(chosen, Alert.incident_id == other.id)):
            each.incident_id = one.id
    session.flush()
    count(session, one, other)


def runs(ids: Sequence[int]) -> list[Run]:
    """Rising ids, as short as they can be kept."""
    found: list[Run] = []
    for each in ids:
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return found


def _parts(found: Sequence[Run]) -> Iterator[Sequence[Run]]:
    return (found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE))


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
