"""What the sample team's monitoring posts, as its senders really write it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.demo.plot import Trouble
from app.domain.signal import Signal
from app.intake import document
from app.intake.formats import PARSERS
from app.operations.signal import Received
from models.kinds import Format

JSON = "application/json"
FAR = "0001-01-01T00:00:00Z"  # Alertmanager's way to say that it has not ended
RUNBOOKS = "https://runbooks.example.org"


@dataclass(frozen=True)
class Sender:
    """One integration of the sample team."""

    integration: int
    format: Format
    key: str

    def said(self, trouble: Trouble, now: datetime, *, over: bool = False) -> Received:
        """A request as it comes in, understood."""
        write = _alertmanager if self.format is Format.ALERTMANAGER else _event
        body = json.dumps(write(trouble, now, self.key, over)).encode()
        signals = PARSERS[self.format](document.read(body), {})
        return Received(self.integration, signals, body, JSON, now)

    def dedup_key(self, trouble: Trouble) -> str:
        """What the alert of this trouble is found by."""
        signals: list[Signal] = list(self.said(trouble, trouble.at).signals)
        return signals[0].dedup_key


def _event(trouble: Trouble, now: datetime, key: str, over: bool) -> Mapping[str, object]:
    kind = trouble.kind
    return {
        "routing_key": key,
        "event_action": "resolve" if over else "trigger",
        "dedup_key": trouble.key,
        "client": kind.integration,
        "links": [{"href": f"{RUNBOOKS}/{kind.service}", "text": "Runbook"}],
        "payload": {
            "summary": kind.title,
            "source": f"{kind.service}-eu-1",
            "severity": kind.said.value,
            "timestamp": now.isoformat(),
            "component": kind.service,
            "custom_details": {"environment": "production"},
        },
    }


def _alertmanager(trouble: Trouble, now: datetime, key: str, over: bool) -> Mapping[str, object]:
    kind, state = trouble.kind, "resolved" if over else "firing"
    labels = {
        "alertname": kind.title,
        "severity": kind.said.value,
        "instance": f"{kind.service}-eu-1:9100",
        "environment": "production",
        "occurrence": trouble.key,
    }
    alert = {
        "status": state,
        "labels": labels,
        "annotations": {"summary": kind.title, "runbook_url": f"{RUNBOOKS}/{kind.service}"},
        "startsAt": trouble.at.isoformat(),
        "endsAt": now.isoformat() if over else FAR,
    }
    return {"version": "4", "status": state, "receiver": "watchbill", "alerts": [alert]}
