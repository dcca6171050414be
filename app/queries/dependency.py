"""What else is hit when a service is: whatever stands on it, near and far; and what it stands on
itself, other people's services included."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store import Store
from models.incident import OPEN, Incident
from models.kinds import ServiceKind
from models.service import Dependency, Service


@dataclass(frozen=True, slots=True)
class Hit:
    """A service on the way of trouble. `through` is what ties it to the one that was asked about,
    in `steps`: directly 1. `troubled`: it has an open incident of its own."""

    id: int
    name: str
    kind: ServiceKind
    steps: int
    through: str
    troubled: bool = False


def depends(store: Store, service: int) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """What stands on a service, and what it stands on."""
    with store.read() as session:
        return hit_by(session, [service]), needed_by(session, [service])


def hit_by(session: Session, services: Sequence[int | None]) -> tuple[Hit, ...]:
    """What stands on these, nearest first; they themselves are left out."""
    return _walked(session, services, up=True)


def needed_by(session: Session, services: Sequence[int | None]) -> tuple[Hit, ...]:
    """What these stand on, nearest first."""
    return _walked(session, services, up=False)


def _walked(session: Session, services: Sequence[int | None], *, up: bool) -> tuple[Hit, ...]:
    start = {each for each in services if each is not None}
    if not start:
        return ()
    ways: dict[int, list[int]] = {}
    for one, needs in session.execute(select(Dependency.service_id, Dependency.needs_id)):
        ways.setdefault(needs if up else one, []).append(one if up else needs)
    if not ways.keys() & start:
        return ()
    known = _known(session)
    troubled = set(
        session.scalars(select(Incident.service_id).where(OPEN, Incident.service_id.is_not(None)))
    )
    found: dict[int, Hit] = {}
    ring, steps = sorted(start), 0
    while ring:
        steps += 1
        nearer = ring
        ring = []
        for here in nearer:
            for there in ways.get(here, ()):
                if there in start or there in found or there not in known:
                    continue
                name, kind = known[there]
                through = known[here][0] if here in known else ""
                found[there] = Hit(there, name, kind, steps, through, there in troubled)
                ring.append(there)
    return tuple(found.values())


def _known(session: Session) -> dict[int, tuple[str, ServiceKind]]:
    asked = select(Service.id, Service.name, Service.kind).where(Service.active)
    return {row[0]: (row[1], row[2]) for row in session.execute(asked.order_by(Service.name))}
