"""Words, marks and columns of follow-ups and problems."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from models.kinds_learn import Priority, ProblemState, TaskKind, TaskState
from ui.tables.cells import Brief, face_cell, pill_cell
from ui.tables.column import Column
from ui.theme.colours import chosen_colour
from ui.widgets.avatar import Face
from ui.widgets.when import day_text


class Words(QObject):
    """In the user's language; `faces` and `now` are set before rows are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.faces: dict[str, Face] = {}
        self.now = datetime.now().astimezone()

    def know(self, people: Any, now: datetime) -> None:
        """Who is who, and when it is."""
        self.now = now
        self.faces = {p.name: Face(p.name, p.full_name, chosen_colour(p.colour)) for p in people}

    def face(self, handle: str | None) -> Face | None:
        """Of a handle; None of nobody."""
        return (self.faces.get(handle) or Face(handle)) if handle else None

    def state(self, state: TaskState) -> str:
        """Of a task."""
        return {
            TaskState.OPEN: self.tr("Open"),
            TaskState.UNDER_WAY: self.tr("Under way"),
            TaskState.DONE: self.tr("Done"),
            TaskState.DROPPED: self.tr("Dropped"),
        }[state]

    def priority(self, priority: Priority) -> str:
        """What comes first."""
        return {
            Priority.URGENT: self.tr("Urgent"),
            Priority.HIGH: self.tr("High"),
            Priority.NORMAL: self.tr("Normal"),
            Priority.LOW: self.tr("Low"),
        }[priority]

    def problem(self, state: ProblemState) -> str:
        """Of a problem."""
        return {
            ProblemState.OPEN: self.tr("Open"),
            ProblemState.KNOWN: self.tr("Known error"),
            ProblemState.FIXED: self.tr("Fixed"),
            ProblemState.CLOSED: self.tr("Closed"),
        }[state]

    def late(self, row: Any) -> bool:
        """Whether it should be done by now."""
        return not row.state.over and row.due_at is not None and row.due_at < self.now

    def due(self, row: Any) -> str:
        """The day, and that it is late."""
        if row.state.over and row.done_at is not None:
            return day_text(row.done_at, self.now)
        if row.due_at is None:
            return "–"
        if self.late(row):
            days = max(1, (self.now - row.due_at).days)
            late = self.tr("1 day late") if days == 1 else self.tr("%1 days late")
            return late.replace("%1", str(days))
        return day_text(row.due_at, self.now)

    def brief(self, row: Any) -> Brief:
        """A follow-up in two lines."""
        parts = [self.due(row) if row.due_at or row.state.over else self.tr("no day")]
        if row.state is not TaskState.OPEN:
            parts.append(self.state(row.state))
        if row.priority in (Priority.URGENT, Priority.HIGH) and not row.state.over:
            parts.append(self.priority(row.priority))
        if row.kind is TaskKind.TASK:
            parts.append(self.tr("open task"))
        parts += [f"#{row.number}", *(each.shown for each in row.tickets if each.key)]
        mark = "alarm" if self.late(row) else ""
        return Brief(row.title, " · ".join(parts), row.severity.value, self.face(row.owner),
                     row.state.over, mark)  # fmt: skip

    def problem_brief(self, row: Any) -> Brief:
        """A problem in two lines."""
        many = self.tr("1 incident") if row.incidents == 1 else self.tr("%1 incidents")
        parts = [row.shown, self.problem(row.state), many.replace("%1", str(row.incidents))]
        parts += [self._last(row)] if row.last_at else []
        parts += [row.service] if row.service else []
        mark = "warn" if row.state is ProblemState.KNOWN else ""
        return Brief(row.title, " · ".join(parts), "", self.face(row.owner), row.state.over, mark)

    def followups(self) -> tuple[Column, ...]:
        """Columns of the list."""
        return (
            Column("severity", self.tr("Severity"), lambda row: row.severity.value, width=7,
                   paint=pill_cell(lambda row: row.severity.value)),
            Column("title", self.tr("What"), lambda row: row.title, width=24, stretch=True,
                   strong=True, tip=lambda row: row.text),
            Column("due", self.tr("Due"), self.due, lambda row: _when(row), width=12,
                   ink=lambda row: "alarm_text" if self.late(row) else "text"),
            Column("owner", self.tr("Owner"), lambda row: row.owner or "–", width=14,
                   paint=face_cell(lambda row: self.face(row.owner))),
            Column("state", self.tr("State"), lambda row: self.state(row.state), width=10,
                   ink=lambda row: "good_text" if row.state is TaskState.DONE else "text"),
            Column("priority", self.tr("Priority"), lambda row: self.priority(row.priority),
                   lambda row: list(Priority).index(row.priority), width=8, ink=_urge),
            Column("incident", self.tr("Incident"), lambda row: f"#{row.number}",
                   lambda row: row.number, width=8, ink=lambda _: "muted",
                   tip=lambda row: row.incident),
            Column("ticket", self.tr("Ticket"), _tickets, width=10, ink=lambda _: "muted"),
            Column("service", self.tr("Service"), lambda row: row.service or "–", hidden=True),
        )  # fmt: skip

    def problems(self) -> tuple[Column, ...]:
        """Columns of the list."""
        return (
            Column("shown", self.tr("No."), lambda row: row.shown, lambda row: row.id, width=6,
                   ink=lambda _: "muted"),
            Column("title", self.tr("Problem"), lambda row: row.title, width=24, stretch=True,
                   strong=True),
            Column("state", self.tr("State"), lambda row: self.problem(row.state), width=12,
                   ink=_state_ink),
            Column("many", self.tr("Incidents"), lambda row: str(row.incidents),
                   lambda row: row.incidents, width=9, end=True),
            Column("last", self.tr("Last"), self._last, _last_order, width=11),
            Column("service", self.tr("Service"), lambda row: row.service or "–", width=12),
            Column("owner", self.tr("Owner"), lambda row: row.owner or "–", width=14, hidden=True,
                   paint=face_cell(lambda row: self.face(row.owner))),
        )  # fmt: skip

    def _last(self, row: Any) -> str:
        return day_text(row.last_at, self.now) if row.last_at else "–"


def _when(row: Any) -> float:
    return row.due_at.timestamp() if row.due_at else 1e12


def _last_order(row: Any) -> float:
    return row.last_at.timestamp() if row.last_at else 0.0


def _urge(row: Any) -> str:
    ahead = row.priority in (Priority.URGENT, Priority.HIGH) and not row.state.over
    return "warn_text" if ahead else "muted"


def _state_ink(row: Any) -> str:
    return {ProblemState.KNOWN: "warn_text", ProblemState.FIXED: "good_text"}.get(
        row.state, "muted" if row.state.over else "text"
    )


def _tickets(row: Any) -> str:
    return ", ".join(each.shown for each in row.tickets)
