"""When a change of the rules takes effect: until then, covers keep on call whom the old rules give.

Overrides act at once, whatever is chosen; only what the rotations give is kept.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.domain.rota import PersonId
from app.domain.workspace import Handle, ScheduleSpec


class Effect(StrEnum):
    """NOW keeps who is on call until this hand-off; AFTER_SHIFT lets every shift that runs now end
    first; AFTER_ROUND lets everybody of the changed rotations have their turn by the old rules."""

    NOW = "now"
    AFTER_SHIFT = "after this shift"
    AFTER_ROUND = "after a full round"


def effective(
    old: ScheduleSpec,
    new: ScheduleSpec,
    effect: Effect,
    now: datetime,
    idents: Mapping[Handle, PersonId],
) -> ScheduleSpec:
    """The new spec with the overrides that put its change of rules off."""
    raise NotImplementedError


def effective_at(
    old: ScheduleSpec,
    new: ScheduleSpec,
    effect: Effect,
    now: datetime,
    idents: Mapping[Handle, PersonId],
) -> datetime:
    """From when on the new rules alone count; now, where no rule changes."""
    raise NotImplementedError
