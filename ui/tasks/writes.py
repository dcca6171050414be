"""What follow-ups and problems do; run on a worker, where the late imports are made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.operations.followup import Wanted
    from app.operations.problem import Wanted as WantedProblem
    from app.store import Store
    from models.kinds_learn import TaskState


def add(store: "Store", number: int, said: "Wanted", by: "Actor") -> int:
    """Raises Refused."""
    from app.operations.followup import add as act

    return act(store, number, said, by)


def save(
    store: "Store", ident: int, said: "Wanted", to: "TaskState", by: "Actor", seen: int
) -> int:
    """The fields, then the state; returns the id. Raises Refused and Conflict."""
    from app.operations.followup import change
    from app.operations.task import move as act

    change(store, ident, said, by, seen)
    act(store, ident, to, by)
    return ident


def move(store: "Store", ident: int, to: "TaskState", by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.task import move as act

    return act(store, ident, to, by)


def give(store: "Store", ident: int, to: int | None, by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.task import give as act

    return act(store, ident, to, by)


def keep(store: "Store", ident: int, by: "Actor") -> bool:
    """A task becomes a follow-up. Raises Refused."""
    from app.operations.followup import keep as act

    return act(store, ident, by)


def keep_all(store: "Store", number: int, by: "Actor") -> int:
    """All open tasks of an incident do. Raises Refused."""
    from app.operations.followup import keep_all as act

    return act(store, number, by)


def save_problem(
    store: "Store",
    said: "WantedProblem",
    by: "Actor",
    ident: int | None,
    seen: int | None,
    numbers: tuple[int, ...] = (),
) -> int:
    """Raises Refused and Conflict."""
    from app.operations.problem import change, create

    if ident is None:
        return create(store, said, by, numbers)
    change(store, ident, said, by, seen)
    return ident


def begin_problem(store: "Store", number: int, by: "Actor") -> int:
    """One behind this incident, with its words; returns its id. Raises Refused."""
    from app.operations.problem import Wanted, create
    from app.queries.incident_detail import detail

    row = detail(store, number).row
    category = str(row.category) if row.category else None
    said = Wanted(row.title, service=row.service_id, category=category, owner=by.person)
    return create(store, said, by, [number])


def remove_problem(store: "Store", ident: int, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.problem import remove

    remove(store, ident, by)


def link(store: "Store", ident: int, number: int, by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.problem import link as act

    return act(store, ident, number, by)


def unlink(store: "Store", number: int, by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.problem import unlink as act

    return act(store, number, by)
