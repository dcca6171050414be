"""What the figures need of an incident, which of them count, and the four clocks that are measured.

Instants are whole microseconds since 1970 UTC; a zone is named where a wall clock matters.
"""

from dataclasses import dataclass
from typing import NamedTuple

from models.kinds import Severity, Stage


class Case(NamedTuple):
    """An incident as the figures need it. `alerts` is how many it gathered."""

    stage: Stage
    severity: Severity
    category: str | None
    service: str | None
    drill: bool
    alerts: int
    impact_started: int | None
    detected: int | None
    created: int
    acknowledged: int | None
    mitigated: int | None
    resolved: int | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A figure that is the time from one clock of an incident to another, by their names in
    `Case`."""

    name: str
    begin: str
    end: str
    source: str

    @property
    def formula(self) -> str:
        """As it is shown."""
        return f"{self.end.replace('_', ' ')} - {self.begin.replace('_', ' ')}"


ATLASSIAN = "Atlassian Incident Management Handbook, common incident metrics"
SRE = "Davidovic, Incident Metrics in SRE (Google, 2021)"
MTTD = Clock("mttd", "impact_started", "detected", SRE)
MTTA = Clock("mtta", "created", "acknowledged", ATLASSIAN)
MTTM = Clock("mttm", "impact_started", "mitigated", SRE)
MTTR = Clock("mttr", "detected", "resolved", ATLASSIAN)
CLOCKS = (MTTD, MTTA, MTTM, MTTR)


@dataclass(frozen=True, slots=True)
class Excluded:
    """What is in no figure. A drill that was declined is a drill."""

    drills: int
    declined: int
    merged: int
