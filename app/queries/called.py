"""What rings at one desktop: the pages to whoever sits there, and what nobody answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.policy import Policy
from app.queries.incident import incident_rows
from app.queries.incident_detail import duty_line
from app.queries.page import RINGING, Ringing, Upcoming, pages_to, unanswered
from app.queries.rota import who_is_on_call
from app.store import Store
from models.alert import Alert, Integration
from models.incident import Incident
from models.kinds import Severity, Stage, TargetKind
from models.page import Page
from models.people import Person
from models.rota import Schedule

FULL = 12  # calls told in full; in a storm the rest can wait until these are answered


@dataclass(frozen=True, slots=True)
class Call:
    """An incident that asks for an answer. `to_me` is False for one whose policy is exhausted, and
    which every desktop shows; `part` names the schedule for which this person is asked, `detail`
    and `sender` are the first alert's; `again` says that `next` pages this person too, and
    `others` whom else."""

    number: int
    page: int
    severity: Severity
    title: str
    since: datetime
    to_me: bool
    urgent: bool
    drill: bool
    level: int
    service: str = ""
    part: str = ""
    detail: str = ""
    sender: str = ""
    next: Upcoming | None = None
    again: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """What rang and rings no longer: `holder` is who has it now, by the name people use, and
    `mine` whether that is who asks."""

    number: int
    title: str
    stage: Stage
    holder: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Called:
    """The answer, as of `now` by the store's clock; the worst first, then the newest."""

    now: datetime
    calls: tuple[Call, ...]
    gone: tuple[Gone, ...]


def called(store: Store, person: int | None, known: Sequence[int] = ()) -> Called:
    """What rings for a person (None: nobody in particular), and what became of the `known`."""
    now = store.now()
    rings = pages_to(store, person) if person is not None else []
    rings.sort(key=lambda ring: (ring.severity, -ring.paged_at.timestamp()))
    asked = {ring.incident for ring in rings}
    lost = [each.incident for each in unanswered(store) if each.incident not in asked]
    with store.read() as session:
        found = [_call(session, ring, person, now) for ring in rings[:FULL]]
        found += [_bare(ring) for ring in rings[FULL:]]
        found += [_lost(session, number) for number in lost]
    found.sort(key=lambda call: (call.severity, -call.since.timestamp(), -call.number))
    over = [number for number in known if number not in {call.number for call in found}]
    return Called(now, tuple(found), tuple(_gone(store, over, person)))


def _call(session: Session, ring: Ringing, person: int | None, now: datetime) -> Call:
    incident = session.get_one(Incident, ring.incident)
    detail, sender = _said(session, incident)
    ahead, me = (ring.next.people if ring.next else ()), _name(session, person)
    return replace(
        _bare(ring),
        since=_first(session, ring, person),
        part=_part(session, incident, ring.level, person, now),
        detail=detail,
        sender=sender,
        next=ring.next,
        again=me in ahead,
        others=tuple(name for name in ahead if name != me),
    )


def _bare(ring: Ringing) -> Call:
    """As much as is known without another question."""
    return Call(
        number=ring.incident,
        page=ring.page,
        severity=ring.severity,
        title=ring.title,
        since=ring.paged_at,
        to_me=True,
        urgent=ring.urgent,
        drill=ring.drill,
        level=ring.level,
        service=ring.service,
        next=ring.next,
        others=ring.next.people if ring.next else (),
    )


def _first(session: Session, ring: Ringing, person: int | None) -> datetime:
    """When this person was first asked by this level; another contact does not begin anew."""
    asked = select(func.min(Page.due_at)).where(
        Page.incident_id == ring.incident,
        Page.person_id == person,
        Page.level == ring.level,
        Page.state.in_(RINGING),
    )
    return session.scalar(asked) or ring.paged_at


def _lost(session: Session, number: int) -> Call:
    incident = session.get_one(Incident, number)
    detail, sender = _said(session, incident)
    return Call(
        number=number,
        page=0,
        severity=incident.severity,
        title=incident.title,
        since=incident.created_at,
        to_me=False,
        urgent=True,
        drill=incident.drill,
        level=0,
        service=incident.service.name if incident.service else "",
        detail=detail,
        sender=sender,
    )


def _name(session: Session, person: int | None) -> str:
    row = session.get(Person, person) if person is not None else None
    return row.full_name or row.name if row else ""


def _said(session: Session, incident: Incident) -> tuple[str, str]:
    """The first alert's words, where they are not the title, else its source; and its sender."""
    asked = (
        select(Alert.title, Alert.source, Integration.name)
        .join(Integration, Integration.id == Alert.integration_id)
        .where(Alert.incident_id == incident.id)
        .order_by(Alert.id)
        .limit(1)
    )
    row = session.execute(asked).first()
    if row is None:
        return "", ""
    return (row.title if row.title != incident.title else row.source), row.name


def _part(
    session: Session, incident: Incident, level: int, person: int | None, now: datetime
) -> str:
    levels = Policy.of(incident.policy or {}).levels if incident.policy else ()
    targets = levels[level - 1].targets if 0 < level <= len(levels) else ()
    for target in targets:
        schedule = session.get(Schedule, target.id) if target.kind is TargetKind.SCHEDULE else None
        if schedule and person in who_is_on_call(session, schedule.id, now, now):
            return schedule.name
    return ""


def _gone(store: Store, numbers: Sequence[int], person: int | None) -> list[Gone]:
    found = []
    for row in incident_rows(store, numbers):
        duty = duty_line(store, row.number)
        with store.read() as session:
            holder = _name(session, duty.owner_id) or duty.answered_by or ""
        mine = person is not None and duty.owner_id == person
        shown = holder if duty.acknowledged else ""
        found.append(Gone(row.number, row.title, row.stage, shown, mine))
    return found
