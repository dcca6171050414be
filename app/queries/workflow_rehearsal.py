"""A dry run of a workflow against an incident that has been: reads, and writes nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.condition import Rate
from app.domain.workflow import UPDATES, StepSpec, WorkflowSpec
from app.domain.workflow_rehearsal import History, Rehearsed, rehearse
from app.errors import Refused
from app.queries.rota import who_is_on_call
from app.queries.status_spec import stakeholder_spec
from app.queries.workflow_fact import counter, facts_of
from app.queries.workflow_update import update_shown
from app.store import Store
from models.incident import Event, Incident
from models.kinds import OPEN_STAGES
from models.people import Membership, Person, Team
from models.rota import Schedule
from models.status import Stakeholder


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would have happened in one incident."""

    number: int
    title: str
    events: int
    found: tuple[Rehearsed, ...]


def rehearsal(store: Store, spec: WorkflowSpec, number: int) -> Rehearsal:
    """A workflow, saved or not, held against an incident's timeline. Raises Refused."""
    with store.read() as session:
        incident, now = session.get(Incident, number), store.now()
        if incident is None:
            raise Refused(f"There is no incident #{number}.")
        asked = select(Event).where(Event.incident_id == number).order_by(Event.at, Event.id)
        events = session.scalars(asked).all()
        ended = incident.resolved_at or incident.changed_at
        until = now if incident.stage in OPEN_STAGES else max(ended, incident.created_at)
        history = History(
            facts_of(session, incident, None, now), events, incident.created_at, until, number
        )

        def counted(rate: Rate, at: datetime) -> int:
            return counter(session, incident, at)(rate)

        def names(step: StepSpec, at: datetime) -> str:
            whom = ", ".join(_names(session, step.to, at, now))
            said = update_shown(store, session, incident, step) if step.do in UPDATES else ""
            return ": ".join(filter(None, (whom, said)))

        found = rehearse(spec, history, counted, names)
        return Rehearsal(number, incident.title, len(events), tuple(found))


def _names(session: Session, said: tuple[str, ...], at: datetime, now: datetime) -> list[str]:
    """Who a team's members are, and who was on call then; the rest speaks for itself."""
    found: list[str] = []
    for each in said:
        kind, _, name = each.partition(":")
        query = select(Person.name).order_by(Person.name)
        if kind == "schedule":
            ident = session.scalar(select(Schedule.id).where(Schedule.name == name))
            on_call = who_is_on_call(session, ident, at, now) if ident is not None else ()
            found += session.scalars(query.where(Person.id.in_(on_call)))
        elif kind == "team":
            query = query.join(Membership, Membership.person_id == Person.id)
            query = query.join(Team, Team.id == Membership.team_id)
            found += session.scalars(query.where(Team.name == name, Membership.member))
        elif kind == "group":
            found += _of_group(session, name)
    return list(dict.fromkeys(found))


def _of_group(session: Session, name: str) -> list[str]:
    row = session.scalar(select(Stakeholder).where(Stakeholder.name == name))
    return [each.name for each in stakeholder_spec(row).notify] if row else []
