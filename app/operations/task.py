"""What is to be done within an incident: added, given to somebody, finished, taken up again; and
what tasks and follow-ups have in common."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.followup import next_reminder
from app.domain.incident import NUMBERS, title_of
from app.errors import Conflict, Refused
from app.operations.incident_answer import person, shown
from app.operations.incident_stage import refuse
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.queries.language import voice_in
from app.store import Store
from models.incident import Incident, Task
from models.kinds import EventKind, NoticeKind
from models.kinds_learn import TaskKind, TaskState
from models.people import Person

TITLE = 500  # characters
NAMES = {TaskKind.TASK: "Task", TaskKind.FOLLOW_UP: "Follow-up"}
SAID = {
    TaskState.OPEN: "open again",
    TaskState.UNDER_WAY: "under way",
    TaskState.DONE: "done",
    TaskState.DROPPED: "dropped",
}


@patient
def add(
    store: Store,
    number: int,
    title: str,
    by: Actor,
    *,
    owner: int | None = None,
    due_at: datetime | None = None,
) -> int:
    """Adds a task at the end of the list; returns its id. Raises Refused with the field."""
    line = title_line(title)
    with store.write() as session:
        incident = held(session, number)
        row = Task(incident_id=number, title=line, owner_id=owner, due_at=due_at)
        return put(session, incident, row, by, store.now())


def title_line(title: str) -> str:
    """Raises Refused."""
    line = title_of(title)
    refuse(None if line else "Say in a few words what is to be done.", "title")
    long = f"A title has at most {TITLE} characters." if len(line) > TITLE else None
    refuse(long, "title")
    return line


def put(session: Session, incident: Incident, row: Task, by: Actor, now: datetime) -> int:
    """Adds a task or follow-up, says so in the timeline and to whoever got it; returns its id."""
    to = person(session, row.owner_id) if row.owner_id is not None else None
    row.kind = row.kind or TaskKind.TASK
    row.position, row.created_at, row.created_by = _places(session, incident), now, by.name[:200]
    plan(session, row, now)
    session.add(row)
    session.flush()
    text = f"{NAMES[row.kind]}: {row.title}" + (f" ({shown(to)})" if to else "")
    data = {"task": row.id, "state": "added"}
    record(session, incident, EventKind.TASK, text, by, now, data=data)
    told(session, incident, row, by, now)
    return row.id


@patient
def finish(store: Store, task: int, by: Actor) -> bool:
    """Done; False when it was already. Raises Refused."""
    return move(store, task, TaskState.DONE, by)


@patient
def resume(store: Store, task: int, by: Actor) -> bool:
    """Not done after all; False when it was not. Raises Refused."""
    return move(store, task, TaskState.OPEN, by)


@patient
def move(store: Store, task: int, to: TaskState, by: Actor) -> bool:
    """To another state; False when it was there already. Raises Refused."""
    with store.write() as session:
        row, incident = task_held(session, task)
        return move_in(session, incident, row, to, by, store.now())


def move_in(
    session: Session,
    incident: Incident,
    row: Task,
    to: TaskState,
    by: Actor,
    now: datetime,
    why: str = "",
) -> bool:
    """`move` within a transaction; `why` goes into the timeline."""
    if row.state is to:
        return False
    row.state, row.done_at = to, now if to.over else None
    plan(session, row, now)
    text = f"{NAMES[row.kind]} {SAID[to]}: {row.title}" + (f" ({why})" if why else "")
    data = {"task": row.id, "state": to.value}
    record(session, incident, EventKind.TASK, text, by, now, data=data)
    return True


@patient
def give(
    store: Store, task: int, to: int | None, by: Actor, seen: frozenset[int] | None = None
) -> bool:
    """Changes whose it is; False when it was theirs already. Raises Refused, and Conflict where it
    is by now of somebody else than was `seen` (none of them: nobody's; None: whosever it is)."""
    with store.write() as session:
        row, incident = task_held(session, task)
        if seen is not None and row.owner_id not in (None, to, *seen):
            raise Conflict(_of(session, row))
        return give_in(session, incident, row, to, by, store.now())


def give_in(
    session: Session, incident: Incident, row: Task, to: int | None, by: Actor, now: datetime
) -> bool:
    """`give` within a transaction."""
    if row.owner_id == to:
        return False
    row.owner_id = to
    plan(session, row, now)
    data = {"task": row.id}
    record(session, incident, EventKind.TASK, _of(session, row), by, now, data=data)
    told(session, incident, row, by, now)
    return True


def _of(session: Session, row: Task) -> str:
    """Whose it is."""
    whose = shown(person(session, row.owner_id)) if row.owner_id is not None else "nobody"
    return f"{NAMES[row.kind]} for {whose}: {row.title}"


def plan(session: Session, row: Task, now: datetime) -> None:
    """When its owner is reminded next."""
    row.state = row.state or TaskState.OPEN
    zone = zone_of(session, row)
    row.remind_at = None if row.state.over else next_reminder(row.kind, row.due_at, now, zone)


def zone_of(session: Session, row: Task) -> ZoneInfo:
    """Where its owner lives."""
    owner = session.get(Person, row.owner_id) if row.owner_id is not None else None
    return ZoneInfo(owner.time_zone if owner is not None else "UTC")


def told(session: Session, incident: Incident, row: Task, by: Actor, now: datetime) -> None:
    """Whoever got a follow-up from somebody else hears of it; a task is seen in the incident."""
    if row.kind is TaskKind.TASK or row.owner_id is None or row.owner_id == by.person:
        return
    voice = voice_in(session)
    subject = voice.say("A follow-up for you: %1", row.title)
    body = voice.say("From %1, of #%2 “%3”.", by.name, incident.id, incident.title)
    if row.due_at is not None:
        due = voice.near(row.due_at.astimezone(zone_of(session, row)))
        body = voice.say("From %1, of #%2 “%3”, due %4.", by.name, incident.id, incident.title, due)
    tell(session, row.owner_id, NoticeKind.TASK, subject, body, now, incident_id=incident.id)


def task_held(session: Session, task: int) -> tuple[Task, Incident]:
    """The task with its incident, nobody else writing to either. Raises Refused."""
    row = session.get(Task, task) if task in NUMBERS else None
    if row is None:
        raise Refused("This task is not there any more.")
    incident = held(session, row.incident_id)
    session.refresh(row)
    return row, incident


def _places(session: Session, incident: Incident) -> int:
    asked = select(func.count()).select_from(Task).where(Task.incident_id == incident.id)
    return session.scalar(asked) or 0
