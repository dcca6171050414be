"""Words and marks of reviews."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimeZone

from models.kinds import ReviewState
from models.kinds_learn import TaskState
from ui.language.sentence import drafted, inside
from ui.tables.cells import Brief
from ui.widgets.when import ago_text, day_text

if TYPE_CHECKING:
    from app.queries.review import ReviewRow
    from ui.reviews.reads import Opened


OVER = (ReviewState.PUBLISHED, ReviewState.WAIVED)  # nothing is to be done


def template_word(name: str, found: "Opened") -> str:
    """One of ours as the reader says it; the team's own as it is called."""
    return drafted(name) if name in found.ours else name


class Words(QObject):
    """In the user's language; `now` is set before rows are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = datetime.now().astimezone()

    def state(self, state: ReviewState | None) -> str:
        """Of a review; None: nobody has begun it."""
        if state is None:
            return self.tr("Owed")
        return {
            ReviewState.DRAFT: self.tr("Draft"),
            ReviewState.IN_REVIEW: self.tr("In review"),
            ReviewState.PUBLISHED: self.tr("Published"),
            ReviewState.WAIVED: self.tr("Not needed"),
        }[state]

    def followup(self, state: TaskState) -> str:
        """Of a follow-up, within a line."""
        return inside({
            TaskState.OPEN: self.tr("Open"),
            TaskState.UNDER_WAY: self.tr("Under way"),
            TaskState.DONE: self.tr("Done"),
            TaskState.DROPPED: self.tr("Dropped"),
        }[state])  # fmt: skip

    def late(self, row: "ReviewRow") -> bool:
        """Whether it should be published by now."""
        return row.state not in OVER and row.owed_at is not None and row.owed_at < self.now

    def brief(self, row: "ReviewRow") -> Brief:
        """Two lines."""
        parts = [f"#{row.number}", self.state(row.state)]
        if row.owed_at is not None and row.state not in OVER:
            lead = self.tr("was due %1") if self.late(row) else self.tr("due %1")
            parts.append(lead.replace("%1", day_text(row.owed_at, self.now)))
        if row.changed_at is not None:
            who = self.tr("%1, %2").replace("%1", row.changed_by)
            parts.append(who.replace("%2", ago_text(row.changed_at, self.now)))
        mark = "alarm" if self.late(row) else "warn" if row.state is None else ""
        quiet = row.state in OVER
        return Brief(row.title, " · ".join(parts), row.severity.value, None, quiet, mark)


def own_zone() -> ZoneInfo:
    """This machine's."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")
