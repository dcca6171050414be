"""Who drafts what, and every version of a schedule that was ever in force."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.draft import Draft
from app.domain.workspace import ScheduleSpec
from app.store import Store


@dataclass(frozen=True, slots=True)
class Drafter:
    """Somebody with a draft that changes something; `changes` counts the steps that are done."""

    name: str
    changed_at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a schedule as it was written, by whom, and why in a few words."""

    number: int
    at: datetime
    actor: str
    words: str
    spec: ScheduleSpec


@dataclass(frozen=True, slots=True)
class Stored:
    """A schedule as it is stored now."""

    version: int
    spec: ScheduleSpec


def draft_of(store: Store, schedule_id: int, actor_name: str) -> Draft | None:
    """Somebody's draft of a schedule, if there is one."""
    raise NotImplementedError


def drafters(store: Store, schedule_id: int) -> list[Drafter]:
    """Everybody who drafts this schedule, the latest first."""
    raise NotImplementedError


def editions(store: Store, schedule_id: int) -> list[Edition]:
    """All versions, the latest first."""
    raise NotImplementedError


def stored(store: Store, schedule_id: int) -> Stored:
    """What a merge is made with. Raises Refused when the schedule is gone."""
    raise NotImplementedError
