"""What people do to incidents; run on the writer's thread, where the late imports are made."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.kinds import Role, Stage
from ui.language.sentence import worded

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.attachment import Upload
    from app.store import Store


def acknowledge(store: "Store", number: int, by: "Actor") -> str:
    """Returns the sentence for whoever did it."""
    from app.operations import incident

    return worded(incident.acknowledge(store, number, by).sentence)


def give_back(store: "Store", number: int, by: "Actor") -> None:
    """The undoing of an acknowledgement."""
    from app.operations import incident

    incident.unacknowledge(store, number, by)


def take(store: "Store", number: int, by: "Actor") -> None:
    """From whoever has it."""
    from app.operations import incident

    incident.take(store, number, by)


def move(
    store: "Store",
    number: int,
    stage: Stage,
    by: "Actor",
    why: str = "",
    seen: Stage | None = None,
) -> None:
    """On to another stage; out of an ended one it is reopened. Raises Conflict where it does not
    stand any more where it was `seen`."""
    from app.operations import incident
    from app.queries.incident_detail import detail

    if stage.open and not (seen or detail(store, number).row.stage).open:
        incident.reopen(store, number, by, why, seen)
        if stage is Stage.INVESTIGATING:
            return
        seen = None
    incident.move(store, number, stage, by, why, seen)


def resolve(store: "Store", number: int, by: "Actor", note: str) -> None:
    """With what solved it, if that was said."""
    from app.operations import incident

    incident.resolve(store, number, by, note)


def reopen(store: "Store", number: int, by: "Actor", why: str = "") -> None:
    """Work goes on."""
    from app.operations import incident

    incident.reopen(store, number, by, why)


def decline(store: "Store", number: int, by: "Actor", reason: str) -> None:
    """It is no incident after all."""
    from app.operations import incident

    incident.decline(store, number, by, reason)


def note(store: "Store", number: int, text: str, by: "Actor", at: datetime | None = None) -> int:
    """Returns the event's id."""
    from app.operations import incident

    return incident.note(store, number, text, by, at)


def attach(
    store: "Store",
    number: int,
    files: "list[Upload]",
    text: str,
    at: datetime | None,
    by: "Actor",
) -> int:
    """Returns the event's id."""
    from app.operations import attachment

    return attachment.attach(store, number, files, by, text, at)


def change(
    store: "Store",
    number: int,
    by: "Actor",
    seen: int | None,
    fields: dict[str, Any],
    why: str = "",
) -> int:
    """Fields by name; raises Conflict where it is not as it was seen."""
    from app.operations import incident

    return incident.change(store, number, by, seen, why=why, **fields)


def tag(store: "Store", number: int, add: list[str], remove: list[str], by: "Actor") -> None:
    """Adds and removes tags."""
    from app.operations import tag

    tag.tag(store, [number], by, add, remove)


def escalate(store: "Store", number: int, by: "Actor") -> None:
    """The next level, now."""
    from app.operations import escalation

    escalation.escalate_now(store, number, by)


def hand_to(store: "Store", number: int, to: int, by: "Actor") -> None:
    """Pages one person instead of all others."""
    from app.operations import escalation_change

    escalation_change.hand_to(store, number, to, by)


def apply_policy(store: "Store", number: int, by: "Actor") -> str:
    """The policy as it is now; returns its name."""
    from app.operations import escalation_change

    return escalation_change.apply_policy(store, number, by)


def assign(
    store: "Store",
    number: int,
    role: Role,
    who: int | None,
    seen: "frozenset[int] | None",
    by: "Actor",
) -> None:
    """Gives a role, or takes it from whoever has it, of those who were `seen` to have it (None:
    whoever they are). Raises Refused and Conflict."""
    from app.operations import role as roles
    from app.queries.incident_detail import detail

    if who is not None:
        roles.assign(store, number, role, who, by, seen)
        return
    for held in detail(store, number).roles:
        theirs = seen is None or held.person_id in seen
        if held.role is role and held.until is None and theirs:
            roles.release(store, number, role, held.person_id, by)


def add_task(store: "Store", number: int, title: str, by: "Actor", owner: int | None = None) -> int:
    """Returns the task's id."""
    from app.operations import task

    return task.add(store, number, title, by, owner=owner)


def tick_task(store: "Store", task_id: int, done: bool, by: "Actor") -> None:
    """Done, or not after all."""
    from app.operations import task

    (task.finish if done else task.resume)(store, task_id, by)


def give_task(
    store: "Store", task_id: int, to: int | None, by: "Actor", seen: "frozenset[int] | None"
) -> None:
    """Whose it is, and of whom it was `seen` to be (None: whosever). Raises Refused and
    Conflict."""
    from app.operations import task

    task.give(store, task_id, to, by, seen)


def declare(store: "Store", said: dict[str, Any], by: "Actor") -> int:
    """Returns the number; `said` are the fields of a `Declaration`."""
    from app.operations import incident

    return incident.declare(store, incident.Declaration(**said), by)


def began(store: "Store", number: int, at: datetime | None, seen: int | None, by: "Actor") -> int:
    """Corrects when it began."""
    return change(store, number, by, seen, {"impact_started_at": at})
