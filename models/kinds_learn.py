"""More words of the field: what is done after an incident. Imports nothing of ours either."""

from enum import StrEnum


class TaskKind(StrEnum):
    """When something is to be done: within an incident, or after it."""

    TASK = "task"
    FOLLOW_UP = "follow-up"


class TaskState(StrEnum):
    """Where a task or follow-up stands; dropped: it will not be done, and that is said."""

    OPEN = "open"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def over(self) -> bool:
        """Whether nobody need do anything any more."""
        return self in (TaskState.DONE, TaskState.DROPPED)


class Priority(StrEnum):
    """What comes first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class ProblemState(StrEnum):
    """What is known of the cause behind incidents; of a known error the cause is understood, of a
    fixed one it is gone."""

    OPEN = "open"
    KNOWN = "known error"
    FIXED = "fixed"
    CLOSED = "closed"

    @property
    def over(self) -> bool:
        """Whether no further incident is expected of it."""
        return self in (ProblemState.FIXED, ProblemState.CLOSED)


class TrackerKind(StrEnum):
    """Whose tickets they are."""

    JIRA = "jira"
    GITHUB = "github"
    GITLAB = "gitlab"


class TicketState(StrEnum):
    """What became of a ticket. To make: an engine will ask the tracker for it; unknown: it was
    asked, and nobody knows whether it did."""

    TO_MAKE = "to make"
    OPEN = "open"
    CLOSED = "closed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    GONE = "gone"
