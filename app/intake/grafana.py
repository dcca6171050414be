"""Grafana Alerting's webhook: Alertmanager's, with pictures, panels and values; and the one-alert
shape of Grafana's alerting before version 9.

A rule without data or that failed arrives as an alert of its own and is a warning, not an outage.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.signal import Signal
from app.intake import alertmanager, field
from app.intake.alertmanager import UNSAID
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

UNSURE = {"DatasourceNoData": "No data", "DatasourceError": "Query failed"}
OLD = {
    "ok": SignalAction.RESOLVE,
    "no_data": SignalAction.TRIGGER,
    "alerting": SignalAction.TRIGGER,
}


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """A signal an alert, as Alertmanager's. Raises Invalid."""
    if isinstance(body, dict) and "alerts" not in body and ("ruleId" in body or "ruleName" in body):
        return _old(Fields(body))
    return alertmanager.notified(body, _signal)


def _signal(said: Any, top: Fields, shared: dict[str, Any]) -> Signal | None:
    found = alertmanager.alert_signal(said, top, shared)
    if found is None:
        return None
    alert = Fields(said)
    details = {**found.details, **_more(alert, found.details.get("links", []))}
    return _unsure(replace(found, details=details), alert.inner("labels"))


def _more(alert: Fields, known: list[dict[str, str]]) -> dict[str, Any]:
    links = field.hrefs(
        (alert.said.get("panelURL"), "Panel"),
        (alert.said.get("dashboardURL"), "Dashboard"),
        (alert.said.get("silenceURL"), "Silence"),
    )
    picture = field.web(alert.said.get("imageURL"), ("https",))
    return field.bare(
        {
            "links": links + known,
            "images": [{"src": picture}] if picture else [],
            "values": alert.said.get("values"),
        }
    )


def _unsure(signal: Signal, labels: Fields) -> Signal:
    word = UNSURE.get(labels.text("alertname", field.WORD))
    if word is None:
        return signal
    rule = labels.text("rulename", field.WORD)
    title = f"{word}: {rule}"[: field.TITLE] if rule else signal.title
    return replace(signal, severity=SignalSeverity.WARNING, title=title)


def _old(alert: Fields) -> list[Signal]:
    state = alert.text("state", field.WORD).lower()
    action = OLD.get(state)
    if action is None:  # pending, paused
        return []
    name = alert.text("ruleName", field.TITLE) or alert.text("title", field.TITLE)
    key, kept = field.dedup(f"rule {alert.text('ruleId', field.WHOLE) or name}")
    picture = field.web(alert.said.get("imageUrl"), ("https",))
    more = {
        "links": field.hrefs((alert.said.get("ruleUrl"), "Panel")),
        "images": [{"src": picture}] if picture else [],
        "values": alert.said.get("evalMatches"),
        "tags": alert.said.get("tags"),
    }
    return [
        Signal(
            action=action,
            dedup_key=key,
            title=name or "Grafana alert",
            severity=SignalSeverity.WARNING if state == "no_data" else UNSAID,
            source="grafana",
            body=alert.text("message", field.BODY),
            cut=alert.flags,
            details=field.bare(more) | kept,
        )
    ]
