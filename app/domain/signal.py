"""What a sender said, whatever its dialect: the one shape every parser returns."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.kinds import SignalAction, SignalSeverity


@dataclass(frozen=True)
class Signal:
    """`dedup_key` groups signals into one alert of one integration (at most 512 characters; longer
    keys
    are hashed, the original kept in `details`). `occurred_at` is the sender's clock, aware UTC, if
    it said.
    `delivery` is the sender's own id of this delivery: a repeat of it is ignored. `cut` names
    fields that
    were too long and were shortened. `details` is plain JSON and holds links, images, tags,
    component, ..."""

    action: SignalAction
    dedup_key: str
    title: str = ""
    severity: SignalSeverity = SignalSeverity.CRITICAL
    source: str = ""
    body: str = ""
    occurred_at: datetime | None = None
    delivery: str | None = None
    cut: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


def written(signal: Signal) -> dict[str, Any]:
    """What is stored of a signal beside its action, key and delivery: plain JSON."""
    return {
        "title": signal.title,
        "severity": signal.severity.value,
        "source": signal.source,
        "body": signal.body,
        "occurred_at": signal.occurred_at.isoformat() if signal.occurred_at else None,
        "cut": list(signal.cut),
        "details": signal.details,
    }
