"""Tickets in Jira, GitHub and GitLab as we know them, and the trackers they are in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.notify.ticket import NAMES
from app.store import Store
from models.incident import Task
from models.kinds_learn import TicketState, TrackerKind
from models.ticket import Ticket, Tracker


@dataclass(frozen=True, slots=True)
class TicketRow:
    """`shown` is how people call it; `status` the tracker's own word."""

    id: int
    tracker: str
    kind: TrackerKind
    key: str
    url: str
    title: str
    state: TicketState
    status: str
    assignee: str
    error: str
    seen_at: datetime | None
    task_id: int | None
    problem_id: int | None
    incident_id: int | None

    @property
    def shown(self) -> str:
        """OPS-12 in Jira, #12 elsewhere; without a key the tracker's name."""
        if not self.key:
            return f"{NAMES[self.kind]} ({self.tracker})"
        return self.key if self.kind is TrackerKind.JIRA else f"#{self.key}"

    @property
    def sentence(self) -> str:
        """How it stands, in words."""
        said = {
            TicketState.TO_MAKE: "waits for the engine to make it",
            TicketState.OPEN: self.status or "open",
            TicketState.CLOSED: self.status or "closed",
            TicketState.FAILED: self.error,
            TicketState.UNKNOWN: self.error,
            TicketState.GONE: "is not there any more",
        }
        return said[self.state]


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """Without its token."""

    id: int
    name: str
    kind: TrackerKind
    url: str
    project: str
    user: str
    type: str
    labels: tuple[str, ...]
    inside: bool
    quiet_until: datetime | None
    version: int


TICKET = (
    Ticket.id, Tracker.name, Tracker.kind, Ticket.key, Ticket.url, Ticket.title, Ticket.state,
    Ticket.status, Ticket.assignee, Ticket.error, Ticket.seen_at, Ticket.task_id,
    Ticket.problem_id, Ticket.incident_id,
)  # fmt: skip


def tickets_of(
    session: Session, *, tasks: Sequence[int] = (), problems: Sequence[int] = ()
) -> dict[int, tuple[TicketRow, ...]]:
    """By the task's, or the problem's, id."""
    column, idents = (Ticket.task_id, tasks) if tasks else (Ticket.problem_id, problems)
    asked = _asked().join(Tracker).where(column.in_(idents)).order_by(Ticket.id)
    found: defaultdict[int, tuple[TicketRow, ...]] = defaultdict(tuple)
    for each in session.execute(asked) if idents else ():
        row = TicketRow(*tuple(each))
        found[(row.task_id if tasks else row.problem_id) or 0] += (row,)
    return dict(found)


def tickets(store: Store, number: int) -> list[TicketRow]:
    """All of one incident: its own, and those of its tasks and follow-ups."""
    ours = select(Task.id).where(Task.incident_id == number)
    which = or_(Ticket.incident_id == number, Ticket.task_id.in_(ours))
    with store.read() as session:
        asked = _asked().join(Tracker).where(which).order_by(Ticket.id)
        return [TicketRow(*tuple(each)) for each in session.execute(asked)]


def ticket(store: Store, ident: int) -> TicketRow:
    """Raises Refused."""
    with store.read() as session:
        asked = _asked().join(Tracker).where(Ticket.id == ident)
        found = session.execute(asked).one_or_none()
    if found is None:
        raise Refused(f"There is no ticket {ident}.")
    return TicketRow(*tuple(found))


def trackers(store: Store) -> list[TrackerRow]:
    """Those in use, by name."""
    with store.read() as session:
        asked = select(Tracker).where(Tracker.active).order_by(Tracker.name)
        return [tracker_row(each) for each in session.scalars(asked)]


def tracker_named(store: Store, name: str) -> TrackerRow:
    """By name; the only one there is where `name` is empty. Raises Refused."""
    found = trackers(store)
    if not found:
        raise Refused("No tracker is set up yet: Settings, Trackers, or `watchbill tracker add`.")
    if not name and len(found) > 1:
        raise Refused(f"Which tracker? There are: {', '.join(each.name for each in found)}.")
    for each in found:
        if each.name == name or not name:
            return each
    raise Refused(f"There is no tracker {name!r}; there are: {', '.join(e.name for e in found)}.")


def _asked() -> Any:
    return select(*TICKET)


def tracker_row(row: Tracker) -> TrackerRow:
    """A frozen copy."""
    return TrackerRow(
        id=row.id,
        name=row.name,
        kind=row.kind,
        url=row.url,
        project=row.project,
        user=row.user,
        type=row.type,
        labels=tuple(each for each in row.labels.split(",") if each),
        inside=row.inside,
        quiet_until=row.quiet_until,
        version=row.version,
    )
