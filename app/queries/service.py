"""Services as a list shows them: what they are, who owns them, and how they fare."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.queries.spec import SERVICES, service_spec
from app.store import Store
from models.incident import OPEN, Affected, Incident
from models.kinds import ServiceKind


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service; `needed_by` are those that depend on it, `open_incidents` those on it or touching
    it."""

    id: int
    version: int
    name: str
    description: str
    kind: ServiceKind
    team: str | None
    policy: str | None
    depends_on: tuple[str, ...]
    needed_by: tuple[str, ...]
    slo: float | None
    open_incidents: int


def services(store: Store) -> list[ServiceRow]:
    """Those in use, by name."""
    with store.read() as session:
        found = [(row, service_spec(row)) for row in session.scalars(SERVICES)]
        counts = _open_incidents(session)
        return [
            ServiceRow(
                row.id,
                row.version,
                row.name,
                row.description,
                row.kind,
                spec.team,
                spec.policy,
                spec.depends_on,
                tuple(other.name for _, other in found if row.name in other.depends_on),
                row.slo,
                counts[row.id],
            )
            for row, spec in found
        ]


def _open_incidents(session: Session) -> Counter[int]:
    own = select(Incident.service_id, Incident.id).where(OPEN, Incident.service_id.is_not(None))
    touched = select(Affected.service_id, Incident.id).join(Incident).where(OPEN)
    both = own.union(touched).subquery()
    service, incident = both.c
    asked = select(service, func.count(incident)).group_by(service)
    return Counter(dict(session.execute(asked).all()))
