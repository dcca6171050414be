"""Lists of incidents: ids first, rows when they are painted, so that a long list opens at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, text
from sqlalchemy.orm import Session, aliased

from app.domain.incident import NUMBERS
from app.queries.incident_filter import By, Filter, Owner, Sort, conditions, mine, order
from app.queries.incident_row import Counts, IncidentRow
from app.queries.tag import tags_of
from app.store import Store
from models.incident import OPEN, Incident
from models.kinds import Severity
from models.people import Person
from models.service import Service

Declarer = aliased(Person)
ROW = (
    Incident.id.label("number"), Incident.title, Incident.stage, Incident.severity,
    Incident.urgency, Incident.category, Service.name.label("service"), Incident.service_id,
    Owner.name.label("owner"), Incident.owner_id, Declarer.name.label("declared_by"),
    Incident.acknowledged, Incident.drill, Incident.alert_count.label("alerts"),
    Incident.impact_started_at, Incident.detected_at, Incident.created_at,
    Incident.acknowledged_at, Incident.mitigated_at, Incident.resolved_at,
    Incident.changed_at, Incident.version, Incident.private,
)  # fmt: skip
BATCH = 500  # ids in one IN list


def incident_ids(
    store: Store, wanted: Filter | None = None, sort: Sort | None = None, limit: int | None = None
) -> list[int]:
    """The numbers of all that match, sorted: the spine of a list of any length."""
    asked = _ids(wanted or Filter(), sort or Sort(), store.database.lite).limit(limit)
    with store.read() as session:
        cursor: Any = session.connection().execute(asked).cursor
        # Straight from the driver: 100,000 numbers need not become rows first (half the time).
        return [row[0] for row in cursor.fetchall()]


def incident_rows(store: Store, ids: Sequence[int]) -> list[IncidentRow]:
    """The lines of these numbers, in their order; one that does not exist is left out."""
    with store.read() as session:
        return rows_of(session, ids)


def rows_of(session: Session, ids: Sequence[int]) -> list[IncidentRow]:
    """`incident_rows` within a session."""
    found: dict[int, IncidentRow] = {}
    sane = [ident for ident in ids if ident in NUMBERS]
    for start in range(0, len(sane), BATCH):
        some = sane[start : start + BATCH]
        asked = _rows().where(Incident.id.in_(some))
        found |= {row.number: IncidentRow(*row) for row in session.execute(asked)}
        for number, names in tags_of(session, some).items():
            if number in found:
                found[number] = replace(found[number], tags=names)
    return [found[ident] for ident in ids if ident in found]


def open_counts(store: Store, me: int | None = None) -> Counts:
    """Counts what is open, drills included."""
    own = mine(me) if me is not None else text("1 = 0")
    waiting = Incident.acknowledged.is_(False)
    asked = (
        select(Incident.severity, func.count(), _total(own), _total(waiting))
        .where(OPEN)
        .group_by(Incident.severity)
    )
    with store.read() as session:
        rows = session.execute(asked).all()
    by_severity = dict.fromkeys(Severity, 0) | {row[0]: row[1] for row in rows}
    return Counts(
        open=sum(by_severity.values()),
        mine=sum(row[2] for row in rows),
        waiting=sum(row[3] for row in rows),
        by_severity=by_severity,
    )


def _total(condition: Any) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(*ROW)
        .outerjoin(Service, Service.id == Incident.service_id)
        .outerjoin(Owner, Owner.id == Incident.owner_id)
        .outerjoin(Declarer, Declarer.id == Incident.declared_by_id)
    )


def _ids(wanted: Filter, sort: Sort, lite: bool) -> Select[int]:
    asked = select(Incident.id).where(*conditions(wanted, lite))
    if sort.by is By.OWNER:
        asked = asked.outerjoin(Owner, Owner.id == Incident.owner_id)
    if sort.by is By.SERVICE:
        asked = asked.outerjoin(Service, Service.id == Incident.service_id)
    return asked.order_by(*order(sort))
