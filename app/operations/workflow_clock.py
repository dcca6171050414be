"""Workflows that are set off by the clock: open for so long, unanswered, no news, every so often.
Each cause has a key, so that however many engines look, it sets off once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.workflow import BY_CLOCK, Trigger, When
from app.domain.workflow_fact import MACHINES
from app.domain.workflow_text import when
from app.operations.patience import patient
from app.operations.stir import Watched, add_run, watched
from app.operations.timeline import held
from app.store import Store
from models.incident import OPEN, Event, Incident
from models.kinds import EventKind
from models.workflow import Workflow, WorkflowRun

MISSED = timedelta(days=1)  # what an engine that was away for longer does not make up for
BACK = (EventKind.UNACKNOWLEDGED, EventKind.REOPENED)


@dataclass(frozen=True, slots=True)
class Standing:
    """An open incident's clocks: `news_at` of people, `free_at` since when nobody has it."""

    incident: int
    created_at: datetime
    acknowledged: bool
    news_at: datetime
    free_at: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """A workflow whose time has come in an incident."""

    watched: Watched
    incident: int
    trigger: Trigger
    key: str


def ring(store: Store) -> int:
    """Sets off what is due by the clock; returns how many."""
    now = store.now()
    with store.read() as session:
        found = [each for each in _rings(session, now) if not _known(session, each.key)]
    return sum(_set_off(store, each) for each in found)


@patient
def _set_off(store: Store, found: Ring) -> bool:
    with store.write() as session:
        incident = held(session, found.incident)
        if not incident.stage.open or _known(session, found.key):
            return False
        now = store.now()
        add_run(session, found.watched, incident.id, found.trigger, now, key=found.key)
        return True


def _rings(session: Session, now: datetime) -> Iterator[Ring]:
    clocked = [each for each in watched(session) if each.triggers.intersection(BY_CLOCK)]
    if not clocked:
        return
    standings = list(_standings(session))
    for each in clocked:
        row = session.get_one(Workflow, each.workflow)
        whens = [when(str(said)) for said in row.data["when"]]
        for said in (w for w in whens if w.length):
            for standing in standings:
                due, mark = _due(said, standing, now)
                if due is not None and max(row.changed_at, now - MISSED) < due <= now:
                    key = f"{each.workflow}:{said.trigger.value} {standing.incident} {mark}"
                    yield Ring(each, standing.incident, said.trigger, key)


def _due(said: When, standing: Standing, now: datetime) -> tuple[datetime | None, int]:
    """When it is to be set off, and what tells this cause from the next one of its kind."""
    length = said.length or timedelta()
    match said.trigger:
        case Trigger.OPEN_FOR:
            return standing.created_at + length, 0
        case Trigger.UNANSWERED if not standing.acknowledged:
            return standing.free_at + length, int(standing.free_at.timestamp())
        case Trigger.SILENT:
            return standing.news_at + length, int(standing.news_at.timestamp())
        case Trigger.EVERY:
            count = (now - standing.created_at) // length
            return (standing.created_at + count * length if count else None), count
        case _:
            return None, 0


def _standings(session: Session) -> Iterator[Standing]:
    mine = Event.incident_id == Incident.id
    last = select(func.max(Event.recorded_at)).where(mine)
    news = last.where(Event.source.not_in(MACHINES)).scalar_subquery()
    back = last.where(Event.kind.in_(BACK)).scalar_subquery()
    asked = select(Incident.id, Incident.created_at, Incident.acknowledged, news, back).where(OPEN)
    for row in session.execute(asked):
        at: list[datetime | None] = list(row[3:])
        news_at, free_at = (row.created_at if each is None else each for each in at)
        yield Standing(row.id, row.created_at, row.acknowledged, news_at, free_at)


def _known(session: Session, key: str) -> bool:
    return session.scalar(select(WorkflowRun.id).where(WorkflowRun.key == key)) is not None
