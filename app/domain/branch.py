"""Branches of a policy: which policy an incident is walked by, and when low urgency may page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from app.domain import restriction_text
from app.domain.restriction import open_windows, united_week
from app.domain.rota import Restriction
from app.domain.wall import aware, clock, instant
from models.kinds import Severity, Urgency

DEEPEST = 5  # branches followed one after the other
AHEAD = timedelta(days=9)  # every week has its windows; a clock change or two must not hide one


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly windows on the wall clock of a zone; none: always open."""

    windows: tuple[Restriction, ...] = ()
    time_zone: str = "UTC"

    def opens(self, at: datetime) -> datetime:
        """`at` itself while they are open, else when they open next (aware UTC)."""
        week = united_week(self.windows)
        if week is None:
            return at
        low, high = instant(at), instant(at + AHEAD)
        found = open_windows(week, clock(self.time_zone, at.year - 1, at.year + 1), low, high)
        return aware(found[0][0]) if found else at

    def json(self) -> dict[str, Any]:
        """Plain JSON; `of` is the way back."""
        return {"windows": [restriction_text.written(each) for each in self.windows],
                "time_zone": self.time_zone}  # fmt: skip

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Raises KeyError, ValueError or TypeError when it is not what `json` gave."""
        windows = tuple(restriction_text.understood(each) for each in said["windows"])
        return cls(windows, str(said["time_zone"]))


ALWAYS = Hours()


@dataclass(frozen=True, slots=True)
class Matter:
    """What an incident is, as far as branches ask."""

    urgency: Urgency
    severity: Severity | None = None
    service: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Every part that is given must be met: the urgency, one of the severities, one of the services
    (ids), and the hours."""

    urgency: Urgency | None = None
    severities: tuple[Severity, ...] = ()
    services: tuple[int, ...] = ()
    hours: Hours = ALWAYS

    def json(self) -> dict[str, Any]:
        """Plain JSON without what is not asked; `of` is the way back."""
        said: dict[str, Any] = {
            "urgency": self.urgency and self.urgency.value,
            "severities": [each.value for each in self.severities],
            "services": list(self.services),
            "hours": self.hours.json() if self.hours.windows else None,
        }
        return {key: value for key, value in said.items() if value}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Raises KeyError, ValueError or TypeError when it is not what `json` gave."""
        return cls(
            Urgency(said["urgency"]) if said.get("urgency") else None,
            tuple(Severity(each) for each in said.get("severities", ())),
            tuple(said.get("services", ())),
            Hours.of(said["hours"]) if said.get("hours") else ALWAYS,
        )

    def met(self, matter: Matter, at: datetime) -> bool:
        """By an incident that begins at an instant."""
        return (
            self.urgency in (None, matter.urgency)
            and (not self.severities or matter.severity in self.severities)
            and (not self.services or matter.service in self.services)
            and self.hours.opens(at) == at
        )


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an incident that meets the condition goes: the policy's id."""

    condition: Condition
    policy: int


def way(
    policy: int,
    matter: Matter,
    at: datetime,
    branches: Callable[[int], tuple[Branch, ...]],
) -> tuple[int, ...]:
    """The policies from the first to the one that is walked: at each the first branch that is met,
    at most `DEEPEST` of them, and never back to one that was passed."""
    passed = [policy]
    while len(passed) <= DEEPEST:
        ahead = next((b.policy for b in branches(passed[-1]) if b.condition.met(matter, at)), None)
        if ahead is None or ahead in passed:
            break
        passed.append(ahead)
    return tuple(passed)
