"""What is to be done within an incident: added, given to somebody, finished, taken up again."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.incident import NUMBERS, title_of
from app.errors import Refused
from app.operations.incident_answer import person, shown
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.incident import Incident, Task
from models.kinds import EventKind
from models.kinds_learn import TaskState

TITLE = 500  # characters


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
    line = title_of(title)
    refuse(None if line else "Say in a few words what is to be done.", "title")
    refuse(
        f"A task's title has at most {TITLE} characters." if len(line) > TITLE else None, "title"
    )
    with store.write() as session:
        incident, now = held(session, number), store.now()
        to = person(session, owner) if owner is not None else None
        place = _places(session, incident)
        task = Task(incident_id=number, title=line, owner_id=owner, due_at=due_at, position=place)
        session.add(task)
        session.flush()
        text = f"Task: {line}" + (f" ({shown(to)})" if to else "")
        record(session, incident, EventKind.TASK, text, by, now, data={"task": task.id})
        return task.id


@patient
def finish(store: Store, task: int, by: Actor) -> bool:
    """Done; False when it was already. Raises Refused."""
    return _tick(store, task, by, done=True)


@patient
def resume(store: Store, task: int, by: Actor) -> bool:
    """Not done after all; False when it was not. Raises Refused."""
    return _tick(store, task, by, done=False)


@patient
def give(store: Store, task: int, to: int | None, by: Actor) -> bool:
    """Changes whose it is; False when it was theirs already. Raises Refused."""
    with store.write() as session:
        row, incident = _held(session, task)
        if row.owner_id == to:
            return False
        row.owner_id = to
        whose = shown(person(session, to)) if to is not None else "nobody"
        text, data = f"Task for {whose}: {row.title}", {"task": row.id}
        record(session, incident, EventKind.TASK, text, by, store.now(), data=data)
        return True


def _tick(store: Store, task: int, by: Actor, *, done: bool) -> bool:
    with store.write() as session:
        row, incident = _held(session, task)
        if (row.done_at is not None) is done:
            return False
        now = store.now()
        row.done_at = now if done else None
        row.state = TaskState.DONE if done else TaskState.OPEN
        text = f"{'Task done' if done else 'Task open again'}: {row.title}"
        record(session, incident, EventKind.TASK, text, by, now, data={"task": row.id})
        return True


def _held(session: Session, task: int) -> tuple[Task, Incident]:
    row = session.get(Task, task) if task in NUMBERS else None
    if row is None:
        raise Refused("This task is not there any more.")
    incident = held(session, row.incident_id)
    session.refresh(row)
    return row, incident


def _places(session: Session, incident: Incident) -> int:
    asked = select(func.count()).select_from(Task).where(Task.incident_id == incident.id)
    return session.scalar(asked) or 0
