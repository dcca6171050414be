"""The senders of one format each: what their own samples become, what they change, and damage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.signal import Signal
from app.intake import opsgenie
from app.intake.document import Invalid, plain
from app.intake.formats import PARSERS
from models.kinds import Format, SignalAction, SignalSeverity
from tests.app.intake.payloads import anything, damaged, tried
from tests.app.intake.test_events_v2 import check

TEN = datetime(2026, 3, 1, 10, tzinfo=UTC)
OWN = [
    form for form in PARSERS if form not in (Format.EVENTS_V2, Format.ALERTMANAGER, Format.GENERIC)
]
T, A, R, N, C = SignalAction


def sample(form: Format) -> Any:
    """The payload that is shipped with the page about a sender."""
    name = f"{form}.json"
    return json.loads(files("resources").joinpath("docs", "senders", name).read_text("utf-8"))


def parsed(form: Format, body: Any, headers: Mapping[str, str] | None = None) -> list[Signal]:
    """What the parser of a format makes of it."""
    return PARSERS[form](body, headers or {})


def changed(form: Format, path: str, value: Any) -> Any:
    """The sample with one field, "a.b.0.c", set to something else."""
    body = sample(form)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = body
    for step in way:
        at = at[step]
    at[last] = value
    return body


SAMPLES = [
    (Format.GRAFANA, "57c6d9296de2ad39", "Checkout answers in 4.2 s", "critical", "web1:443"),
    (Format.OPSGENIE, "db1/disk", "Disk of db1 is full", "critical", "nagios"),
    (Format.DATADOG, "3837921874921874", "[Triggered on {host:web1}] CPU is high", "error", "web1"),
    (Format.CLOUDWATCH, "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:db-cpu-high",
     "db-cpu-high", "error", "AWS/RDS"),
    (Format.AZURE, sample(Format.AZURE)["data"]["essentials"]["alertId"], "CPU over 90 %", "error",
     "web1"),
    (Format.GITHUB, "acme/shop 159038 main", "acme/shop: Build on main: failure", "error",
     "acme/shop"),
    (Format.GITLAB, "7 main Nightly", "acme/shop: Nightly on main: failed", "error", "acme/shop"),
    (Format.JIRA, "OPS-7", "OPS-7: Payments are declined", "critical", "OPS"),
    (Format.STATUSPAGE, "j2mfxwj97wnj/lbkhbwn21v5q", "Card payments fail", "error",
     "j2mfxwj97wnj"),
    (Format.BETTERSTACK, "25", "shop.example.org", "error", "https://shop.example.org/"),
    (Format.GENERIC, "db1/disk", "Disk of db1 is full", "critical", ""),
]  # fmt: skip


@pytest.mark.parametrize(("form", "key", "title", "severity", "source"), SAMPLES)
def test_samples(form: Format, key: str, title: str, severity: str, source: str) -> None:
    """Each is trouble, under a key that its end will have, too."""
    (signal,) = parsed(form, sample(form))
    assert signal.action is SignalAction.TRIGGER
    assert (signal.dedup_key, signal.title) == (key, title)
    assert (signal.severity, signal.source) == (SignalSeverity(severity), source)
    assert signal.cut == ()
    if form not in (Format.OPSGENIE, Format.GENERIC):
        assert signal.occurred_at is not None
        assert signal.occurred_at.replace(microsecond=0) == TEN


def test_every_format_has_its_page_and_sample() -> None:
    """And no page is about nothing."""
    folder = files("resources").joinpath("docs", "senders")
    names = {each.name for each in folder.iterdir()}
    for form in OWN:
        assert {f"{form}.md", f"{form}.json"} <= names
        assert f"/in/{form}/" in folder.joinpath(f"{form}.md").read_text("utf-8")
    for form in Format:
        assert f"/in/{form}/KEY" in folder.joinpath(f"{form}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "path", "value", "action"),
    [
        (Format.GRAFANA, "alerts.0.status", "resolved", R),
        (Format.DATADOG, "transition", "Recovered", R),
        (Format.DATADOG, "transition", "Renotify", N),
        (Format.DATADOG, "transition", "Re-Triggered", T),
        (Format.DATADOG, "transition", "No Data", T),
        (Format.AZURE, "data.essentials.monitorCondition", "Resolved", R),
        (Format.GITHUB, "workflow_run.conclusion", "success", R),
        (Format.GITHUB, "workflow_run.conclusion", "timed_out", T),
        (Format.GITHUB, "workflow_run.conclusion", "cancelled", None),
        (Format.GITHUB, "workflow_run.head_branch", "feature", None),
        (Format.GITHUB, "workflow_run.event", "pull_request", None),
        (Format.GITHUB, "action", "requested", None),
        (Format.GITLAB, "object_attributes.status", "success", R),
        (Format.GITLAB, "object_attributes.status", "running", None),
        (Format.GITLAB, "object_attributes.ref", "feature", None),
        (Format.GITLAB, "object_attributes.source", "merge_request_event", None),
        (Format.JIRA, "webhookEvent", "jira:issue_deleted", R),
        (Format.JIRA, "webhookEvent", "jira:issue_updated", None),  # no change of the status
        (Format.JIRA, "webhookEvent", "jira:worklog_updated", None),
        (Format.STATUSPAGE, "incident.status", "identified", T),
        (Format.STATUSPAGE, "incident.status", "resolved", R),
        (Format.STATUSPAGE, "incident.status", "postmortem", R),
        (Format.STATUSPAGE, "incident.status", "in_progress", C),
        (Format.STATUSPAGE, "incident.backfilled", True, None),
        (Format.BETTERSTACK, "event", "acknowledged", A),
        (Format.BETTERSTACK, "event", "resolved", R),
        (Format.BETTERSTACK, "event", "reopened", T),
        (Format.BETTERSTACK, "event", "comment", N),
        (Format.BETTERSTACK, "event", "on_call_change", None),
        (Format.GENERIC, "status", "resolved", R),
    ],
)
def test_what_happened(form: Format, path: str, value: Any, action: SignalAction | None) -> None:
    """One word makes the difference; the key stays, or nothing would end."""
    (before,) = parsed(form, sample(form))
    after = parsed(form, changed(form, path, value))
    assert [each.action for each in after] == ([action] if action else [])
    if action not in (None, C):
        assert after[0].dedup_key == before.dedup_key


@pytest.mark.parametrize(
    ("form", "path", "value", "severity"),
    [
        (Format.GRAFANA, "alerts.0.labels.alertname", "DatasourceNoData", "warning"),
        (Format.OPSGENIE, "priority", "P2", "error"),
        (Format.OPSGENIE, "priority", None, "warning"),
        (Format.DATADOG, "transition", "Warn", "warning"),
        (Format.DATADOG, "priority", "$ALERT_PRIORITY", "error"),
        (Format.DATADOG, "priority", "P5", "info"),
        (Format.AZURE, "data.essentials.severity", "Sev0", "critical"),
        (Format.AZURE, "data.essentials.severity", "Sev4", "info"),
        (Format.JIRA, "issue.fields.priority.name", "Low", "info"),
        (Format.STATUSPAGE, "incident.impact", "critical", "critical"),
        (Format.STATUSPAGE, "incident.impact", "none", "info"),
    ],
)
def test_severities(form: Format, path: str, value: Any, severity: str) -> None:
    """In the sender's own words."""
    assert parsed(form, changed(form, path, value))[0].severity == severity


@pytest.mark.parametrize(
    ("form", "body", "sentence"),
    [
        (Format.GRAFANA, {}, "'alerts' is missing"),
        (Format.OPSGENIE, {"alias": "x"}, "'message' is missing or blank"),
        (Format.OPSGENIE, {"action": "Close", "alert": {"message": "x"}}, "'alert.alias'"),
        (Format.DATADOG, {"title": "$EVENT_TITLE"}, "Neither 'title'"),
        (Format.CLOUDWATCH, {"a": 1}, "neither an SNS message"),
        (Format.AZURE, {"schemaId": "other"}, "common alert schema"),
        (Format.GITHUB, [], "JSON object"),
        (Format.GITLAB, "x", "JSON object"),
        (Format.JIRA, {}, "'webhookEvent' is missing"),
        (Format.JIRA, {"webhookEvent": "jira:issue_created"}, "'issue.key' is missing"),
        (Format.STATUSPAGE, {"page": {}}, "neither an 'incident'"),
        (Format.BETTERSTACK, {"event": "started"}, "'data' is missing"),
    ],
)
def test_refused_in_a_sentence(form: Format, body: Any, sentence: str) -> None:
    """Which says what was expected."""
    with pytest.raises(Invalid, match=sentence):
        parsed(form, body)


@pytest.mark.parametrize("form", OWN)
@settings(max_examples=25)
@given(data=st.data())
def test_damage_is_taken_or_refused(form: Format, data: st.DataObject) -> None:
    """Signals that fit the database, or sentences; never a fault of ours."""
    body = data.draw(damaged(sample(form)) | anything)
    check_any(tried(lambda: parsed(form, plain(body))))


@settings(max_examples=40)
@given(verb=st.sampled_from([*opsgenie.VERBS, *opsgenie.OTHERS, "x"]), body=anything)
def test_damage_of_an_opsgenie_verb(verb: str, body: Any) -> None:
    """The same."""
    check_any(tried(lambda: opsgenie.done(verb, "a" * 600, plain(body))))


@settings(max_examples=40)
@given(inner=anything)
def test_damage_inside_an_sns_message(inner: Any) -> None:
    """A message in a message."""
    check_any(tried(lambda: parsed(Format.CLOUDWATCH, {"Message": json.dumps(plain(inner))})))


def check_any(found: Any) -> None:
    """As the others' promise; here nothing at all is an answer, too."""
    if found != []:
        check(found)
