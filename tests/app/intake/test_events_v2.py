"""PagerDuty's Events API v2: fields, limits and the words of its refusals."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from app.domain.signal import Signal
from app.intake import events_v2, field
from app.intake.document import Invalid, plain
from models.kinds import SignalAction, SignalSeverity
from tests.app.intake.payloads import CHANGE, EVENT, anything, damaged, tried
from tests.app.intake.test_document import storable

MUST = "is missing or blank"
ACTION = (
    "'event_action' is invalid (must be one of the following: "
    "'trigger', 'acknowledge' or 'resolve')"
)
SEVERITY = (
    "'payload.severity' is invalid (must be one of the following: "
    "'critical', 'warning', 'error' or 'info')"
)


def parsed(**payload: Any) -> Signal:
    """The sample event with some fields of its payload replaced."""
    return events_v2.parse(EVENT | {"payload": EVENT["payload"] | payload}, {})[0]


def errors(body: Any) -> tuple[str, ...]:
    """What an event is refused with."""
    with pytest.raises(Invalid) as refusal:
        events_v2.parse(body, {})
    return refusal.value.errors


def test_an_event_in_full() -> None:
    """Every documented field finds its place."""
    (signal,) = events_v2.parse(EVENT, {})
    assert signal == Signal(
        action=SignalAction.TRIGGER,
        dedup_key="srv01/HTTP",
        title="PING OK - Packet loss = 0%, RTA = 1.41 ms",
        severity=SignalSeverity.ERROR,
        source="monitoring.example.org:cloudvendor:central-region-dc-01:852559987",
        occurred_at=datetime(2015, 7, 17, 8, 42, 58, 315000, UTC),
        details={
            "component": "postgres",
            "group": "prod-datapipe",
            "class": "deploy",
            "custom_details": {"ping time": "1500ms", "load avg": 0.75},
            "links": EVENT["links"],
            "images": EVENT["images"],
            "client": "Sample monitoring",
            "client_url": "https://monitoring.example.org",
        },
    )


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_an_answer_needs_only_its_key(action: str) -> None:
    """And nothing of a payload."""
    (signal,) = events_v2.parse({"event_action": action, "dedup_key": "k"}, {})
    assert (signal.action, signal.dedup_key) == (action, "k")


def test_a_trigger_without_a_key_gets_a_new_one() -> None:
    """Each time another."""
    body = {name: value for name, value in EVENT.items() if name != "dedup_key"}
    keys = {events_v2.parse(body | more, {})[0].dedup_key for more in ({}, {"dedup_key": " "})}
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], ("The event must be a JSON object",)),
        (None, ("The event must be a JSON object",)),
        ({}, (f"'event_action' {MUST}",)),
        (
            {"event_action": "shout"},
            (ACTION,),
        ),
        ({"event_action": "resolve"}, (f"'dedup_key' {MUST}",)),
        ({"event_action": "resolve", "dedup_key": None}, (f"'dedup_key' {MUST}",)),
        (
            {"event_action": "trigger"},
            (
                f"'payload.summary' {MUST}",
                f"'payload.source' {MUST}",
                f"'payload.severity' {MUST}",
            ),
        ),
        (
            {"event_action": "trigger", "payload": ["x"]},
            (
                f"'payload.summary' {MUST}",
                f"'payload.source' {MUST}",
                f"'payload.severity' {MUST}",
            ),
        ),
        (EVENT | {"payload": EVENT["payload"] | {"severity": "sev1"}}, (SEVERITY,)),
        (EVENT | {"payload": EVENT["payload"] | {"severity": 1}}, (SEVERITY,)),
        (
            EVENT | {"payload": EVENT["payload"] | {"summary": "  ", "source": None}},
            (f"'payload.summary' {MUST}", f"'payload.source' {MUST}"),
        ),
    ],
)
def test_refusals_are_worded_as_pagerduty_words_them(body: Any, said: tuple[str, ...]) -> None:
    """All faults at once, one sentence a field."""
    assert errors(body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "The event must be a JSON object"),
        ({}, f"'routing_key' {MUST}"),
        ({"routing_key": ""}, f"'routing_key' {MUST}"),
        ({"routing_key": "abc"}, "Length of 'routing_key' is incorrect (should be 32 characters)"),
        ({"routing_key": 12}, "Length of 'routing_key' is incorrect (should be 32 characters)"),
    ],
)
def test_the_routing_key_has_32_characters(body: Any, said: str) -> None:
    """Before anybody looks it up."""
    with pytest.raises(Invalid) as refusal:
        events_v2.routing_key(body)
    assert refusal.value.errors == (said,)


def test_long_fields_are_cut_and_flagged() -> None:
    """Never refused."""
    signal = parsed(summary="s" * 2000, source="o" * 900, component="c" * 900)
    assert len(signal.title) == field.TITLE == 1024
    assert len(signal.source) == field.SOURCE
    assert signal.cut == ("payload.summary", "payload.source", "payload.component")


@pytest.mark.parametrize(("length", "whole"), [(255, True), (512, True), (513, False)])
def test_a_long_key_is_hashed_and_kept(length: int, whole: bool) -> None:
    """The sender is answered with its own."""
    (signal,) = events_v2.parse(EVENT | {"dedup_key": "k" * length}, {})
    assert len(signal.dedup_key) <= 512
    assert (signal.dedup_key == "k" * length) is whole
    assert events_v2.said_key(signal) == "k" * length


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-07-17T08:42:58Z", datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
        ("2026-07-17T08:42:58.315+0000", datetime(2026, 7, 17, 8, 42, 58, 315000, UTC)),
        ("2026-07-17T08:42:58+00:00Z", datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
        ("2026-07-17T10:42:58+02:00", datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
        ("2026-07-17 08:42:58", datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
        ("2026-07-17T08:42:58.123456789Z", datetime(2026, 7, 17, 8, 42, 58, 123456, UTC)),
        (1784277778, datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
        ("1784277778000", datetime(2026, 7, 17, 8, 42, 58, tzinfo=UTC)),
    ],
)
def test_times(said: Any, meant: datetime) -> None:
    """As senders write them."""
    signal = parsed(timestamp=said)
    assert signal.occurred_at == meant
    assert signal.cut == ()


@pytest.mark.parametrize(
    "said",
    ["yesterday", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", {}, True, -1, 1e300, "٢٠٢٦"],
)
def test_a_bad_time_is_flagged(said: Any) -> None:
    """It is no reason to lose an alert."""
    signal = parsed(timestamp=said)
    assert signal.occurred_at is None
    assert signal.cut == ("payload.timestamp",)


@pytest.mark.parametrize("said", [None, ""])
def test_no_time_is_no_fault(said: Any) -> None:
    """It is optional."""
    assert parsed(timestamp=said).cut == ()


@pytest.mark.parametrize("said", ["a text", 12, ["a"], {"a": {"b": [None]}}, False])
def test_custom_details_may_be_any_json(said: Any) -> None:
    """An object by the book; more in life."""
    assert parsed(custom_details=said).details["custom_details"] == said


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ([{"href": "https://a.example/x", "text": 7}],
         [{"href": "https://a.example/x", "text": "7"}]),
        ([{"href": "javascript:alert(1)"}, {"href": "http://b.example"}],
         [{"href": "http://b.example"}]),
        ([{"text": "none"}, None, 3, "https://c.example"], None),
        ({"href": "http://d.example"}, [{"href": "http://d.example"}]),
        ([{"href": "http://[broken"}, {"href": "https://"}, {"href": "http://a b"}], None),
    ],
)  # fmt: skip
def test_only_well_formed_links_are_kept(links: Any, kept: Any) -> None:
    """The others are flagged."""
    (signal,) = events_v2.parse(EVENT | {"links": links}, {})
    assert signal.details.get("links") == kept
    given = links if isinstance(links, list) else [links]
    assert ("links" in signal.cut) is (len(kept or []) < len(given))


def test_images_come_over_https_only() -> None:
    """As PagerDuty asks."""
    images = [{"src": "http://a.example/x.png"}, {"src": "https://a.example/x.png", "href": "x"}]
    (signal,) = events_v2.parse(EVENT | {"images": images}, {})
    assert signal.details["images"] == [{"src": "https://a.example/x.png"}]


def test_numbers_and_case_are_forgiven() -> None:
    """Senders' templates are what they are."""
    signal = parsed(summary=503, source=True, severity=" Critical ")
    assert (signal.title, signal.source) == ("503", "true")
    assert signal.severity is SignalSeverity.CRITICAL


def test_a_change_event() -> None:
    """A summary is enough; the official client's time is read."""
    (signal,) = events_v2.parse_change(CHANGE, {})
    assert signal.action is SignalAction.CHANGE
    assert signal.title == CHANGE["payload"]["summary"]
    assert signal.occurred_at == datetime(2020, 7, 17, 8, 42, 58, tzinfo=UTC)
    assert signal.details["links"] == CHANGE["links"]
    with pytest.raises(Invalid, match=f"'payload.summary' {MUST}"):
        events_v2.parse_change({"payload": {}}, {})
    with pytest.raises(Invalid, match="JSON object"):
        events_v2.parse_change("deploy", {})


@given(damaged(EVENT) | damaged(CHANGE) | anything)
def test_damaged_events_are_taken_or_refused(body: Any) -> None:
    """In sentences; and the body is left as it was."""
    body = plain(body)
    before = copy.deepcopy(body)
    check(tried(lambda: events_v2.parse(body, {})))
    check(tried(lambda: events_v2.parse_change(body, {})))
    assert body == before


def check(found: list[Signal] | tuple[str, ...]) -> None:
    """What every parser promises: signals that fit, or sentences."""
    assert isinstance(found, list) or (found and all(found))
    for signal in found:
        if isinstance(signal, Signal):
            assert fits(signal)


def fits(signal: Signal) -> bool:
    """Every column takes its part."""
    assert len(signal.dedup_key) <= field.KEY
    assert len(signal.title) <= field.TITLE
    assert len(signal.source) <= field.SOURCE
    assert signal.occurred_at is None or signal.occurred_at.tzinfo is UTC
    assert len(signal.delivery or "") <= field.DELIVERY
    texts = [signal.dedup_key, signal.title, signal.source, signal.body, signal.delivery]
    return storable([signal.details, texts])
