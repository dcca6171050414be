"""What senders really send, and JSON that nobody would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.intake.document import Invalid

KEY = "0123456789abcdef0123456789abcdef"

EVENT: dict[str, Any] = {
    "routing_key": KEY,
    "event_action": "trigger",
    "dedup_key": "srv01/HTTP",
    "payload": {
        "summary": "PING OK - Packet loss = 0%, RTA = 1.41 ms",
        "source": "monitoring.example.org:cloudvendor:central-region-dc-01:852559987",
        "severity": "error",
        "timestamp": "2015-07-17T08:42:58.315+0000",
        "component": "postgres",
        "group": "prod-datapipe",
        "class": "deploy",
        "custom_details": {"ping time": "1500ms", "load avg": 0.75},
    },
    "images": [{"src": "https://example.org/a.png", "href": "https://example.org/", "alt": "A"}],
    "links": [{"href": "https://example.org/runbook", "text": "Runbook"}],
    "client": "Sample monitoring",
    "client_url": "https://monitoring.example.org",
}

CHANGE: dict[str, Any] = {
    "routing_key": KEY,
    "payload": {
        "summary": "Build success: increase snapshot create timeout",
        "source": "acme-build-pipeline",
        "timestamp": "2020-07-17T08:42:58+00:00Z",  # the official client writes it so
        "custom_details": {"build_state": "passed"},
    },
    "links": [{"href": "https://example.org/pull/1", "text": "View"}],
}


def firing(fingerprint: str = "c4d2f6a1b0e39785", **labels: str) -> dict[str, Any]:
    """One element of `alerts` as version 4 writes it."""
    return {
        "status": "firing",
        "labels": {"alertname": "DiskFull", "instance": "db1:9100", "severity": "page"} | labels,
        "annotations": {"summary": "Disk of db1 is full", "description": "0 bytes are left."},
        "startsAt": "2026-03-01T10:00:00.123456789Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example.org/graph?g0.expr=x",
        "fingerprint": fingerprint,
    }


def resolved(fingerprint: str = "c4d2f6a1b0e39785") -> dict[str, Any]:
    """The same, over."""
    return firing(fingerprint) | {"status": "resolved", "endsAt": "2026-03-01T11:00:00Z"}


def notification(*alerts: Any, **more: Any) -> dict[str, Any]:
    """What Alertmanager posts."""
    return {
        "version": "4",
        "groupKey": '{}:{alertname="DiskFull"}',
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "watchbill",
        "groupLabels": {"alertname": "DiskFull"},
        "commonLabels": {"alertname": "DiskFull"},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example.org",
        "alerts": list(alerts),
    } | more


def tried(parse: Callable[[], Any]) -> Any:
    """What a parser returns, or the sentences it refuses with."""
    try:
        return parse()
    except Invalid as refusal:
        return refusal.errors


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["", " ", "\0", "\ud800", "NaN", "0001-01-01T00:00:00Z", "x" * 3000])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn, whole: Any) -> Any:
    """A real payload in which some values were replaced by anything, or are gone."""
    if draw(st.integers(0, 9)) == 0:
        return draw(anything)
    if isinstance(whole, dict):
        kept = {k: draw(damaged(v)) for k, v in whole.items() if draw(st.integers(0, 19))}
        return kept | draw(st.dictionaries(st.text(max_size=5), scalars, max_size=1))
    if isinstance(whole, list):
        return [draw(damaged(each)) for each in whole]
    return whole
