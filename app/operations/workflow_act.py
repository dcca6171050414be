"""What the steps of a workflow do: the same operations that people use, within the transaction that
notes their outcome, so that neither is there without the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.condition import Value
from app.domain.workflow import SHAPES, Action, Kind, StepSpec, Trigger
from app.domain.workflow_slot import filled, slots
from app.errors import Refused
from app.operations import escalation_change, incident, play, review, task
from app.operations.bridge import open_room
from app.operations.escalation import escalate_now
from app.operations.incident import Declaration, declare_in
from app.operations.notice import tell
from app.operations.page_more import page_in
from app.operations.role import assign, release
from app.operations.stir import Watched, add_run
from app.operations.timeline import beside, record
from app.operations.whom import whom
from app.operations.within import Within
from app.queries.language import voice_in
from app.queries.playbook import suggested
from models.incident import Affected, Assignment, Incident
from models.kinds import EventKind, NoticeKind, Role, Severity, Stage
from models.playbook import Play
from models.policy import Policy
from models.service import Dependency, Service
from models.workflow import Workflow, WorkflowEdition

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Acting:
    """One step about to be done. The incident is held; `facts` are as they stand."""

    store: Within
    session: Session
    incident: Incident
    step: StepSpec
    by: Actor
    now: datetime
    facts: Mapping[str, Value]
    workflow: str
    key: str  # of this doing; the same for nothing else

    @property
    def number(self) -> int:
        """The incident's."""
        return self.incident.id

    @property
    def text(self) -> str:
        """The step's text with the incident's values in it."""
        return filled(self.step.text, self.slots())

    def slots(self) -> dict[str, str]:
        """What its texts may name."""
        return slots(self.facts, self.number, self.workflow)

    def people(self) -> dict[int, str]:
        """Who is meant. Raises Refused when it is nobody."""
        found = whom(self.session, self.incident, self.step.to, self.now)
        if not found:
            raise Refused(f"Nobody is {', '.join(self.step.to)} at the moment.")
        return found

    def first(self) -> tuple[int, str]:
        """The first of them."""
        return next(iter(self.people().items()))

    def change(self, **fields: Any) -> str:
        """Changes fields of the incident."""
        incident.change(self.store, self.number, self.by, None, **fields)
        return "Done."


def act(acting: Acting) -> str:
    """Does it; returns what was done, in a sentence. Raises Refused, and then nothing was done."""
    from app.operations.workflow_act_more import MORE  # it stands on this module

    return (ACTS.get(acting.step.do) or MORE[acting.step.do])(acting)


def _page(acting: Acting) -> str:
    voice = voice_in(acting.session)
    why = acting.text or voice.say("The workflow “%1” asks for you.", acting.workflow)
    return page_in(acting.session, acting.incident, acting.people(), why, acting.by, acting.now)


def _tell(acting: Acting) -> str:
    people = acting.people()
    subject = f"#{acting.number} {acting.incident.title}"
    for who in people:
        tell(acting.session, who, NoticeKind.STEP, subject, acting.text, acting.now,
             incident_id=acting.number)  # fmt: skip
    return f"Told {', '.join(people.values())}."


def _hand_to(acting: Acting) -> str:
    who, name = acting.first()
    escalation_change.hand_to(acting.store, acting.number, who, acting.by)
    return f"Handed to {name}."


def _assign(acting: Acting) -> str:
    role, (who, name) = Role(str(acting.step.value)), acting.first()
    new = assign(acting.store, acting.number, role, who, acting.by)
    return f"{name} is {role.value}{'' if new else ' already'}."


def _release(acting: Acting) -> str:
    role = Role(str(acting.step.value))
    asked = select(Assignment.person_id).where(
        Assignment.incident_id == acting.number, Assignment.role == role, Assignment.until.is_(None)
    )
    for who in acting.session.scalars(asked).all():
        release(acting.store, acting.number, role, who, acting.by)
    return f"Nobody is {role.value} now."


def _acknowledge(acting: Acting) -> str:
    return incident.acknowledge(acting.store, acting.number, acting.by).sentence


def _give_back(acting: Acting) -> str:
    given = incident.unacknowledge(acting.store, acting.number, acting.by, acting.text)
    return "Given back; the next level is paged." if given else "Nobody had it."


def _escalate(acting: Acting) -> str:
    escalate_now(acting.store, acting.number, acting.by)
    return "Escalated."


def _policy(acting: Acting) -> str:
    ident = _ident(acting, Policy)
    beside(acting.session, acting.incident, policy=None, policy_id=ident)
    name = escalation_change.apply_policy(acting.store, acting.number, acting.by)
    return f"Pages by {name} from now on."


def _field(field: str) -> Callable[[Acting], str]:
    return lambda acting: acting.change(**{field: acting.step.value})


def _text(field: str) -> Callable[[Acting], str]:
    return lambda acting: acting.change(**{field: acting.text})


def _severity(steps: int) -> Callable[[Acting], str]:
    def shift(acting: Acting) -> str:
        order = list(Severity)
        place = order.index(acting.incident.severity) + steps
        if not 0 <= place < len(order):
            return f"It is {acting.incident.severity.value} already."
        acting.change(severity=order[place])
        return f"It is {order[place].value} now."

    return shift


def _stage(acting: Acting) -> str:
    moved = incident.move(acting.store, acting.number, Stage(str(acting.step.value)), acting.by)
    return "Done." if moved else "It stood there already."


def _service(acting: Acting) -> str:
    return acting.change(service=_ident(acting, Service))


def _affect(acting: Acting) -> str:
    return acting.change(affected=[*_affected(acting), _ident(acting, Service)])


def _dependents(acting: Acting) -> str:
    asked = select(Dependency.service_id).where(Dependency.needs_id == acting.incident.service_id)
    found = list(acting.session.scalars(asked))
    if not found:
        return "Nothing depends on it."
    return acting.change(affected=[*_affected(acting), *found])


def _unaffect(acting: Acting) -> str:
    gone = _ident(acting, Service)
    return acting.change(affected=[each for each in _affected(acting) if each != gone])


def _affected(acting: Acting) -> list[int]:
    asked = select(Affected.service_id).where(Affected.incident_id == acting.number)
    return list(acting.session.scalars(asked))


def _resolve(acting: Acting) -> str:
    done = incident.resolve(acting.store, acting.number, acting.by, acting.text)
    return "Resolved." if done else "It was resolved already."


def _reopen(acting: Acting) -> str:
    done = incident.reopen(acting.store, acting.number, acting.by, acting.text)
    return "Reopened." if done else "It is open."


def _note(acting: Acting) -> str:
    incident.note(acting.store, acting.number, acting.text, acting.by)
    return "Noted."


def _flag(acting: Acting) -> str:
    data = {"flag": "workflow"}
    record(acting.session, acting.incident, EventKind.FLAG, acting.text, acting.by, acting.now,
           data=data)  # fmt: skip
    return "Flagged."


def _link(acting: Acting) -> str:
    address = str(acting.step.value)
    incident.note(acting.store, acting.number, f"[{acting.text or address}]({address})", acting.by)
    return "Noted."


def _bridge(acting: Acting) -> str:
    if acting.step.value:
        acting.change(bridge=acting.step.value)
        return f"The bridge is {acting.step.value}."
    return f"The bridge is {open_room(acting.store, acting.number, acting.by)}."


def _task(acting: Acting) -> str:
    owner = acting.first()[0] if acting.step.to else None
    due = acting.now + acting.step.due if acting.step.due else None
    task.add(acting.store, acting.number, acting.text, acting.by, owner=owner, due_at=due)
    return "Added."


def _start(acting: Acting) -> str:
    play.start(acting.store, acting.number, str(acting.step.value), acting.by)
    return "Started."


def _start_best(acting: Acting) -> str:
    fit = suggested(acting.store, acting.number)
    if not fit or not fit[0].match.score:
        return "No playbook is made for such an incident."
    play.start(acting.store, acting.number, fit[0].book.name, acting.by)
    return f"Started “{fit[0].book.name}” ({fit[0].match.why})."


def _stop_plays(acting: Acting) -> str:
    asked = select(Play.id).where(Play.incident_id == acting.number, Play.ended_at.is_(None))
    found = acting.session.scalars(asked).all()
    for each in found:
        play.stop(acting.store, each, acting.by)
    return f"Ended {len(found)}." if found else "None was under way."


def _review(acting: Acting) -> str:
    review.draft(acting.store, acting.number, acting.by, UTC)
    return "Begun."


def _open(acting: Acting) -> str:
    service = _ident(acting, Service) if acting.step.value else acting.incident.service_id
    found = Declaration(title=acting.text, service=service, severity=acting.incident.severity,
                        urgency=acting.incident.urgency, drill=acting.incident.drill,
                        private=acting.incident.private)  # fmt: skip
    number = declare_in(acting.session, found, acting.by, acting.now)
    text = f"Opened #{number}: {acting.text}"
    record(acting.session, acting.incident, EventKind.NOTE, text, acting.by, acting.now)
    return f"Opened #{number}."


def _workflow(acting: Acting) -> str:
    asked = select(Workflow).where(Workflow.name == acting.step.value)
    row = acting.session.scalar(asked)
    if row is None:
        raise Refused(f"There is no workflow called {acting.step.value!r} any more.")
    edition = acting.session.scalars(
        select(WorkflowEdition.id).where(
            WorkflowEdition.workflow_id == row.id, WorkflowEdition.number == row.number
        )
    ).one()
    run = add_run(acting.session, Watched(row.id, edition, row.name), acting.number,
                  Trigger.BY_HAND, acting.now, key=f"{row.id}:{acting.key}")  # fmt: skip
    return run.outcome or "Started."


def _ident(acting: Acting, table: type[Policy | Service]) -> int:
    found = acting.session.scalar(select(table.id).where(table.name == acting.step.value))
    if found is None:
        kind = SHAPES[acting.step.do].value or Kind.NAME
        raise Refused(f"There is no {kind} called {acting.step.value!r} any more.")
    return int(found)


ACTS: Mapping[Action, Callable[[Acting], str]] = {
    Action.PAGE: _page,
    Action.TELL: _tell,
    Action.HAND_TO: _hand_to,
    Action.ASSIGN_ROLE: _assign,
    Action.RELEASE_ROLE: _release,
    Action.ACKNOWLEDGE: _acknowledge,
    Action.GIVE_BACK: _give_back,
    Action.ESCALATE: _escalate,
    Action.USE_POLICY: _policy,
    Action.SET_SEVERITY: _field("severity"),
    Action.RAISE_SEVERITY: _severity(-1),
    Action.LOWER_SEVERITY: _severity(1),
    Action.SET_URGENCY: _field("urgency"),
    Action.SET_CATEGORY: _field("category"),
    Action.SET_STAGE: _stage,
    Action.SET_SERVICE: _service,
    Action.SET_TITLE: _text("title"),
    Action.SET_DESCRIPTION: _text("description"),
    Action.SET_IMPACT: _text("impact"),
    Action.ADD_AFFECTED: _affect,
    Action.ADD_DEPENDENTS: _dependents,
    Action.REMOVE_AFFECTED: _unaffect,
    Action.RESOLVE: _resolve,
    Action.REOPEN: _reopen,
    Action.ADD_NOTE: _note,
    Action.ADD_FLAG: _flag,
    Action.ADD_LINK: _link,
    Action.CREATE_BRIDGE: _bridge,
    Action.ADD_TASK: _task,
    Action.START_PLAYBOOK: _start,
    Action.START_BEST_PLAYBOOK: _start_best,
    Action.STOP_PLAYBOOKS: _stop_plays,
    Action.BEGIN_REVIEW: _review,
    Action.OPEN_INCIDENT: _open,
    Action.START_WORKFLOW: _workflow,
}
