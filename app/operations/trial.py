"""A test alert, posted to an engine the way the sender itself would post it: nothing is skipped."""

import json
import urllib.error
import urllib.request
from typing import Any

from app import settings
from app.errors import Refused, Unavailable
from app.operations.feed import served
from app.store import Store
from app.vault import INTEGRATION
from models.alert import Integration
from models.kinds import Format

TITLE = "Test alert from Watchbill"
PATIENCE = 15  # seconds
KEY = "watchbill-test"


def send_test(store: Store, integration: int, url: str = "") -> str:
    """Opens an incident as any alert of this integration would; returns the address it went to: of
    the settings unless `url` says another.
    Raises Refused, Locked without the key, Unavailable when no engine answers."""
    with store.read() as session:
        row = session.get(Integration, integration)
    if row is None:
        raise Refused("Somebody took this integration out meanwhile.")
    body = _body(row)
    base = served(store, url or settings.load().url)
    target = f"{base}/in/{row.format.value}/{store.vault.open(row.key, INTEGRATION)}"
    _post(base, target, body)
    return base


def _body(row: Integration) -> dict[str, Any]:
    if row.format is Format.EVENTS_V2:
        payload = {"summary": TITLE, "source": "watchbill", "severity": "warning"}
        return {"routing_key": "-", "event_action": "trigger", "dedup_key": KEY, "payload": payload}
    if row.format is Format.GENERIC:
        return {"title": TITLE, "dedup_key": KEY, "severity": "warning", "source": "watchbill"}
    if row.format is Format.ALERTMANAGER:
        labels = {"alertname": TITLE, "severity": "warning", "instance": "watchbill"}
        alert = {"status": "firing", "labels": labels, "annotations": {"summary": TITLE},
                 "startsAt": "2026-01-01T00:00:00Z", "fingerprint": KEY}  # fmt: skip
        return {"version": "4", "status": "firing", "groupKey": KEY, "receiver": "watchbill",
                "groupLabels": {}, "commonLabels": labels, "commonAnnotations": {},
                "alerts": [alert]}  # fmt: skip
    raise Refused(f"Let {row.name} send a test of its own: only it knows how it speaks.")


def _post(base: str, target: str, body: dict[str, Any]) -> None:
    asked = urllib.request.Request(
        target, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        urllib.request.urlopen(asked, timeout=PATIENCE).close()
    except urllib.error.HTTPError as fault:
        raise Refused(
            f"The engine at {base} did not take it ({fault.code} {fault.reason})."
        ) from None
    except OSError as fault:
        raise Unavailable(f"No engine answers at {base}. Is one running?") from fault
