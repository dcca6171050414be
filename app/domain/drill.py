"""A drill as its script says it: what happens when, and what people are expected to do."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from models.kinds import Severity, Urgency


class Deed(StrEnum):
    """What people are expected to do about an incident of a drill."""

    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    NOTE = "note"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody does this, so long after the incident began at the latest."""

    deed: Deed
    within: timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """So long after the drill's beginning an incident opens (`title`), or the last one that opened
    is told something (`note`)."""

    after: timedelta
    title: str = ""
    note: str = ""
    text: str = ""
    severity: Severity = Severity.SEV2
    urgency: Urgency = Urgency.HIGH
    expect: tuple[Expected, ...] = ()

    def json(self) -> dict[str, Any]:
        """Plain JSON; `of` is the way back."""
        return {
            "after_s": self.after.total_seconds(),
            "title": self.title,
            "note": self.note,
            "text": self.text,
            "severity": self.severity.value,
            "urgency": self.urgency.value,
            "expect": {each.deed.value: each.within.total_seconds() for each in self.expect},
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """What `json` gave."""
        return cls(
            after=timedelta(seconds=said["after_s"]),
            title=said["title"],
            note=said["note"],
            text=said["text"],
            severity=Severity(said["severity"]),
            urgency=Urgency(said["urgency"]),
            expect=tuple(
                Expected(Deed(deed), timedelta(seconds=within))
                for deed, within in said["expect"].items()
            ),
        )


@dataclass(frozen=True, slots=True)
class Script:
    """A whole game day; the steps in the order of their times."""

    name: str
    about: str
    steps: tuple[Step, ...]
