"""What somebody has said in the declare form, as a draft that is kept, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.kinds import Severity, Urgency

PLAIN = {"severity": Severity.SEV3, "urgency": Urgency.HIGH}  # before anybody says anything


def kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said beyond the defaults, as plain JSON; empty for an untouched form."""
    draft = {key: value for key, value in said.items() if value and value != PLAIN.get(key)}
    if "custom" in draft:
        draft["custom"] = dict(draft["custom"])
    if isinstance(began := draft.get("began"), datetime):
        draft["began"] = began.isoformat()
    return draft


def moment(told: object) -> datetime | None:
    """Of a draft."""
    return datetime.fromisoformat(str(told)) if told else None


def parts(said: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in said.split(",") if part.strip())
