"""Amazon SNS over HTTPS, and in it CloudWatch alarms, EventBridge events or plain words.

A subscription is never confirmed by us: it becomes an alert of its own with the address to open,
and only where that is an address of SNS itself.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from app.domain.signal import Signal
from app.intake import document, field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

AMAZON = re.compile(r"sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?", re.ASCII)
CONFIRM = ("SubscriptionConfirmation", "UnsubscribeConfirmation")
STATES = {"ALARM": SignalAction.TRIGGER, "OK": SignalAction.RESOLVE}
NOT_AN_ALARM = "The body is neither an SNS message nor a CloudWatch alarm"
KEPT = ("AlarmName", "AWSAccountId", "Region", "OldStateValue", "NewStateValue", "Trigger",
        "AlarmRule", "TriggeringChildren")  # fmt: skip


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """An SNS envelope, or with raw delivery the message alone. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid([NOT_AN_ALARM])
    said = Fields(body)
    mark = field.delivery(headers, "x-amz-sns-message-id") or said.text("MessageId", 200) or None
    kind = said.text("Type", field.WORD)
    if kind in CONFIRM:
        return [replace(_asked(said, kind), delivery=mark)]
    found = _message(said) if "Message" in body else _event(said)
    if found is None:
        raise Invalid([NOT_AN_ALARM])
    return [replace(each, delivery=mark) for each in found]


def amazon(address: Any) -> str:
    """An address of SNS itself, by https; else nothing."""
    if not (found := field.web(address, ("https",))):
        return ""
    try:
        parts = urlsplit(found)
        plain = parts.netloc == parts.hostname  # no user, no port
    except ValueError:
        return ""
    return found if plain and AMAZON.fullmatch(parts.netloc) else ""


def _asked(said: Fields, kind: str) -> Signal:
    """A person is to open the address: whoever knows ours could have sent this one."""
    topic = said.text("TopicArn", field.WORD) or "a topic"
    link = amazon(said.said.get("SubscribeURL"))
    ending = kind == CONFIRM[1]
    what = "Amazon SNS stopped sending" if ending else "Confirm the subscription of"
    where = "Its address is not one of Amazon SNS: do not open it."
    key, kept = field.dedup(f"sns {topic}")
    return Signal(
        action=SignalAction.TRIGGER,
        dedup_key=key,
        title=f"{what} {topic}",
        severity=SignalSeverity.INFO,
        source=topic,
        body=said.text("Message", field.BODY) if link else where,
        occurred_at=said.at("Timestamp"),
        cut=said.flags,
        details=field.bare({"links": field.hrefs((link, "Subscribe"))}) | kept,
    )


def _message(said: Fields) -> list[Signal]:
    text = said.text("Message", field.WHOLE)
    try:
        inner = document.read(text.encode())
    except Invalid:
        inner = None
    found = _event(Fields(inner)) if isinstance(inner, dict) else None
    return found if found is not None else [_words(said, text)]


def _event(said: Fields) -> list[Signal] | None:
    """None for what is neither an alarm nor an event."""
    if said.text("AlarmName", field.WORD) or said.text("AlarmArn", field.WORD):
        return _alarm(said)
    return _bridged(said) if "detail-type" in said.said else None


def _alarm(said: Fields) -> list[Signal]:
    action = STATES.get(said.text("NewStateValue", field.WORD).upper())
    if action is None:  # INSUFFICIENT_DATA
        return []
    name = said.text("AlarmName", field.TITLE)
    place = (said.text(part, field.WORD) for part in ("AWSAccountId", "Region"))
    key, kept = field.dedup(said.text("AlarmArn", field.WHOLE) or "/".join((*place, name)))
    trigger = said.inner("Trigger")
    body = said.text("AlarmDescription", field.BODY), said.text("NewStateReason", field.BODY)
    return [
        Signal(
            action=action,
            dedup_key=key,
            title=name or key,
            severity=UNSAID,
            source=trigger.text("Namespace", field.SOURCE) or said.text("Region", field.SOURCE),
            body="\n\n".join(part for part in body if part)[: field.BODY],
            occurred_at=said.at("StateChangeTime"),
            cut=said.flags,
            details=field.bare({part: said.said.get(part) for part in KEPT}) | kept,
        )
    ]


def _bridged(said: Fields) -> list[Signal]:
    """EventBridge: an alarm's change of state, or any event as it is."""
    detail, resources = said.inner("detail"), said.said.get("resources")
    first = field.words(resources[0]) if isinstance(resources, list) and resources else ""
    kind = said.text("detail-type", field.TITLE)
    if name := detail.text("alarmName", field.TITLE):
        state = detail.inner("state")
        return _alarm(
            Fields(
                {
                    "AlarmName": name,
                    "AlarmArn": first,
                    "AWSAccountId": said.said.get("account"),
                    "Region": said.said.get("region"),
                    "NewStateValue": state.said.get("value"),
                    "NewStateReason": state.said.get("reason"),
                    "StateChangeTime": state.said.get("timestamp"),
                }
            )
        )
    key, kept = field.dedup(f"{kind} {first}")
    return [
        Signal(
            action=SignalAction.TRIGGER,
            dedup_key=key,
            title=kind or "EventBridge event",
            severity=UNSAID,
            source=said.text("source", field.SOURCE),
            occurred_at=said.at("time"),
            cut=said.flags,
            details=field.bare({"detail": dict(detail.said), "resources": resources}) | kept,
        )
    ]


def _words(said: Fields, text: str) -> Signal:
    """Any other message: its subject, and the same one again is the same alert."""
    topic = said.text("TopicArn", field.SOURCE)
    lines = text.splitlines() or [""]
    title = said.text("Subject", field.TITLE) or lines[0][: field.TITLE] or f"Message of {topic}"
    return Signal(
        action=SignalAction.TRIGGER,
        dedup_key=sha256(f"{topic}\n{title}".encode()).hexdigest()[:32],
        title=title,
        severity=UNSAID,
        source=topic,
        body=text[: field.BODY],
        occurred_at=said.at("Timestamp"),
        cut=said.flags,
    )
