"""A drill as its script says it: what happens when, and what people are expected to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from app.domain.incident import SEVERITY
from app.domain.signal import Signal
from models.kinds import Severity, SignalAction, Urgency

KEY = 512  # characters


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
    """So long after the drill's beginning an alert comes in (`title`), the last one is told more
    (`note`), or the alert of a title is over (`over`)."""

    after: timedelta
    title: str = ""
    note: str = ""
    over: str = ""
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
            "over": self.over,
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
            over=said.get("over", ""),
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


def signal_of(step: Step, about: str, say: Callable[[str], str] = str) -> Signal:
    """What a step sends; `about` is the title of the alert that a note belongs to. `say` is the
    voice of the team."""
    if step.title:
        word = next(said for said, severity in SEVERITY.items() if severity is step.severity)
        urgency = {"urgency": step.urgency.value}
        key = key_of(step.title)
        return Signal(SignalAction.TRIGGER, key, step.title, word, body=step.text, details=urgency)
    if step.over:
        return Signal(SignalAction.RESOLVE, key_of(step.over))
    return Signal(SignalAction.NOTE, key_of(about), f"{say('Drill')}: {step.note}")


def key_of(title: str) -> str:
    """Under which the alert of a title is known: of one drill, each title is one alert."""
    return title if len(title) <= KEY else sha256(title.encode()).hexdigest()
