"""Prometheus Alertmanager's webhook, version "4": each element of `alerts` is an alert of its own.

Other versions, a bare list of alerts and a single alert are taken as far as they make sense: what
cannot be read is noted beside what can.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

UNSAID = SignalSeverity.ERROR  # wakes somebody, yet does not claim to be the worst
SEVERITIES = {
    "critical": SignalSeverity.CRITICAL,
    "page": SignalSeverity.CRITICAL,
    "emergency": SignalSeverity.CRITICAL,
    "fatal": SignalSeverity.CRITICAL,
    "error": SignalSeverity.ERROR,
    "major": SignalSeverity.ERROR,
    "high": SignalSeverity.ERROR,
    "warning": SignalSeverity.WARNING,
    "warn": SignalSeverity.WARNING,
    "minor": SignalSeverity.WARNING,
    "medium": SignalSeverity.WARNING,
    "info": SignalSeverity.INFO,
    "informational": SignalSeverity.INFO,
    "notice": SignalSeverity.INFO,
    "low": SignalSeverity.INFO,
    "none": SignalSeverity.INFO,
}
MOST_ERRORS = 20
Read = Callable[[Any, Fields, dict[str, Any]], Signal | None]
SHARED = ("receiver", "externalURL", "groupKey")  # of the whole notification, kept with each alert


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """A signal an alert, then notes about what was left out. Raises Invalid when nothing in the
    body can be read; an empty list is no fault."""
    return notified(body, alert_signal)


def notified(body: Any, read: Read) -> list[Signal]:
    """The same with another reader of one alert, which is given the whole notification, too."""
    top = Fields(body)
    elements = _elements(body)
    shared = {name: said for name in SHARED if (said := top.text(name, field.ADDRESS))}
    found = [read(each, top, shared) for each in elements]
    signals = [signal for signal in found if signal is not None]
    if elements and not signals:
        named = range(min(len(found), MOST_ERRORS))
        raise Invalid([f"'alerts[{i}]' has neither a fingerprint nor labels" for i in named])
    notes = [_left_out(top, signals), _unread(len(found) - len(signals), signals)]
    return signals + [note for note in notes if note is not None]


def _elements(body: Any) -> list[Any]:
    if isinstance(body, list):
        return body
    if not isinstance(body, dict):
        raise Invalid(["The notification must be a JSON object with a list 'alerts'"])
    alerts = body.get("alerts")
    if alerts is None and "labels" in body:
        return [body]
    if not isinstance(alerts, list):
        raise Invalid(["'alerts' is missing or not a list"])
    return alerts


def alert_signal(said: Any, top: Fields, shared: dict[str, Any]) -> Signal | None:
    """One element of `alerts`; None where it says neither who it is nor what it has."""
    alert = Fields(said)
    labels, annotations = alert.inner("labels"), alert.inner("annotations")
    fingerprint = alert.text("fingerprint", field.WHOLE) or _fingerprint(labels)
    if not fingerprint:
        return None
    over = (alert.text("status", 20) or top.text("status", 20)).lower() == "resolved"
    key, kept = field.dedup(fingerprint)
    return Signal(
        action=SignalAction.RESOLVE if over else SignalAction.TRIGGER,
        dedup_key=key,
        title=_title(labels, annotations, fingerprint),
        severity=_severity(labels),
        source=labels.text("instance", field.SOURCE) or labels.text("job", field.SOURCE),
        body=annotations.first(("description", "message"), field.BODY),
        occurred_at=_ended(alert) if over else alert.at("startsAt"),
        cut=alert.flags,
        details=_details(alert, labels, annotations) | shared | kept,
    )


def _fingerprint(labels: Fields) -> str:
    if not labels.said:
        return ""
    whole = json.dumps(labels.said, sort_keys=True, separators=(",", ":"))
    return sha256(whole.encode()).hexdigest()[:32]


def _title(labels: Fields, annotations: Fields, fingerprint: str) -> str:
    return (
        annotations.text("summary", field.TITLE)
        or labels.text("alertname", field.TITLE)
        or annotations.first(("title", "description", "message"), field.TITLE)
        or f"Alert {fingerprint}"[: field.TITLE]
    )


def _severity(labels: Fields) -> SignalSeverity:
    return SEVERITIES.get(labels.text("severity", field.WORD).lower(), UNSAID)


def _ended(alert: Fields) -> Any:
    """While an alert fires its end is year 1, or what Prometheus guesses: only asked when over."""
    said = field.words(alert.said.get("endsAt"))
    return None if said.startswith("0001-") else alert.at("endsAt")


def _details(alert: Fields, labels: Fields, annotations: Fields) -> dict[str, Any]:
    links = field.hrefs(
        (alert.said.get("generatorURL"), "Expression"),
        (annotations.said.get("runbook_url"), "Runbook"),
        (annotations.said.get("dashboard_url"), "Dashboard"),
    )
    return field.bare(
        {"labels": dict(labels.said), "annotations": dict(annotations.said), "links": links}
    )


def _left_out(top: Fields, signals: list[Signal]) -> Signal | None:
    count = top.said.get("truncatedAlerts")
    if not isinstance(count, int | float) or count <= 0:
        return None
    return _note(f"{int(count)} more alerts of this group were left out by the sender", signals)


def _unread(count: int, signals: list[Signal]) -> Signal | None:
    sentence = "alerts of this notification had neither a fingerprint nor labels"
    return _note(f"{count} {sentence}", signals) if count else None


def _note(sentence: str, signals: list[Signal]) -> Signal:
    key = signals[0].dedup_key if signals else ""
    return Signal(SignalAction.NOTE, key, title=sentence, severity=SignalSeverity.INFO)
