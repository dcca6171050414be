"""One line of a list of incidents, and what is counted beside it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.kinds import Severity, Stage, Urgency


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One line of a list. `acknowledged` is whether somebody has it now; `acknowledged_at` keeps
    the first time. `version` is what `operations.incident.change` wants back."""

    number: int
    title: str
    stage: Stage
    severity: Severity
    urgency: Urgency
    category: str | None
    service: str | None
    service_id: int | None
    owner: str | None
    owner_id: int | None
    declared_by: str | None
    acknowledged: bool
    drill: bool
    alerts: int
    impact_started_at: datetime | None
    detected_at: datetime | None
    created_at: datetime
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    changed_at: datetime
    version: int
    private: bool = False
    tags: tuple[str, ...] = ()

    def age(self, now: datetime) -> timedelta:
        """From creation to its end (of what was declined: the last change), or to now."""
        end = self.resolved_at or (now if self.stage.open else self.changed_at)
        return end - self.created_at


@dataclass(frozen=True, slots=True)
class Counts:
    """What is open: all of it, what is one person's, and by severity (every severity is there)."""

    open: int
    mine: int
    waiting: int
    by_severity: dict[Severity, int] = field(hash=False)
