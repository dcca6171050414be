"""An incident as it stood at any moment, and what those who come late are told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.catch_up import Known, Told, chapters
from app.domain.replay import State, moments, standing
from models.kinds import EventKind, Severity, Stage, Urgency

BEGIN = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """As much of one as is needed."""

    minute: int
    kind: EventKind
    actor: str = "ana"
    data: dict[str, Any] = field(default_factory=dict)
    person_id: int | None = 1

    @property
    def recorded_at(self) -> datetime:
        return BEGIN + timedelta(minutes=self.minute)


STORY = [
    Event(0, EventKind.DECLARED, "prom", {"alert": 1}, None),
    Event(2, EventKind.ACKNOWLEDGED, data={"took": True}),
    Event(4, EventKind.FIELD, data={"field": "severity", "old": "SEV3", "new": "SEV1"}),
    Event(5, EventKind.ROLE, data={"role": "scribe", "old": None, "new": "eva"}),
    Event(6, EventKind.ROLE, data={"role": "owner", "old": "ana", "new": "ben"}),
    Event(8, EventKind.STAGE, data={"old": "investigating", "new": "identified"}),
    Event(9, EventKind.NOTE),
    Event(10, EventKind.RESOLVED),
    Event(12, EventKind.REOPENED, "cy", {"old": "resolved"}),
    Event(13, EventKind.TIE, data={"kind": "merged into", "back": False}),
]
NOW = State("db down", Severity.SEV1, Urgency.HIGH, Stage.MERGED, service="api")


def at(minute: float) -> State:
    return standing(NOW, STORY, BEGIN + timedelta(minutes=minute))


def test_each_minute_is_what_was_on_record_then() -> None:
    assert (at(1).stage, at(1).owner, at(1).severity) == (Stage.TRIAGE, None, Severity.SEV3)
    assert (at(2).stage, at(2).owner) == (Stage.INVESTIGATING, "ana")
    assert (at(3.9).severity, at(4).severity) == (Severity.SEV3, Severity.SEV1)
    assert (at(5).roles, at(6).owner) == ((("scribe", "eva"),), "ben")
    assert (at(9).stage, at(9).notes, at(9).alerts) == (Stage.IDENTIFIED, 1, 1)
    assert [at(minute).stage for minute in (10, 12, 13)] == [
        Stage.RESOLVED, Stage.INVESTIGATING, Stage.MERGED,
    ]  # fmt: skip
    assert at(12).owner == "cy"
    assert len(moments([*STORY, STORY[0]])) == len(STORY)


def test_who_comes_late_reads_five_answers() -> None:
    told = tuple(
        Told(BEGIN + timedelta(minutes=n), EventKind.NOTE, "Eva", f"try {n}", pinned=n == 0)
        for n in range(12)
    )
    known = Known(
        "Checkout fails", Severity.SEV1, Stage.IDENTIFIED, "payments", impact="cards **fail**",
        customers=2400, began=BEGIN, created=BEGIN, told=told, owner="Ana",
        tasks=(("Switch provider", "Ben"), ("Verify", "")),
    )  # fmt: skip
    found = {c.key: c.lines for c in chapters(known, BEGIN + timedelta(hours=1), ZoneInfo("UTC"))}
    assert found["what"] == (
        "Checkout fails (SEV1, identified)", "Service payments", "cards fail", "2 400 customers",
    )  # fmt: skip
    assert found["since"] == ("Since 12:00, by now 1h",)
    assert found["who"] == ("Ana has it",)
    assert found["tried"][0] == "12:00 Eva: try 0 (pinned)"
    assert found["tried"][-2:] == ("… and 3 earlier", "Nobody has written anything for 49m")
    assert found["next"] == ("Switch provider (Ben)", "Verify (nobody has it)")
