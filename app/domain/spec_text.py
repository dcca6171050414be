"""A schedule's spec as plain data for JSON, and back: how drafts and editions are stored."""

from collections.abc import Mapping
from typing import Any

from app.domain.draft import Draft
from app.domain.workspace import ScheduleSpec


def written(spec: ScheduleSpec) -> dict[str, Any]:
    """Plain data; `understood` gives the same spec again."""
    raise NotImplementedError


def understood(data: Mapping[str, Any]) -> ScheduleSpec:
    """What `written` wrote. Raises ValueError or KeyError for anything else."""
    raise NotImplementedError


def draft_written(draft: Draft) -> dict[str, Any]:
    """A whole draft; parts that its steps share are written once."""
    raise NotImplementedError


def draft_understood(data: Mapping[str, Any]) -> Draft:
    """What `draft_written` wrote."""
    raise NotImplementedError
