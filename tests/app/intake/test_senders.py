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
from app.intake.cloudwatch import amazon
from app.intake.document import Invalid, plain
from app.intake.formats import PARSERS
from app.queries.integration import pasted
from models.kinds import Format, SignalAction, SignalSeverity
from tests.app.intake.payloads import KEY, anything, damaged, tried
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


def alarm(**more: Any) -> dict[str, Any]:
    """The CloudWatch sample with some of the alarm's fields changed."""
    body = sample(Format.CLOUDWATCH)
    return dict(body | {"Message": json.dumps(json.loads(body["Message"]) | more)})


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


def test_grafana_links_pictures_and_values() -> None:
    """What helps at night comes first."""
    (signal,) = parsed(Format.GRAFANA, sample(Format.GRAFANA))
    assert [link["text"] for link in signal.details["links"]] == [
        "Panel", "Dashboard", "Silence", "Expression", "Runbook",
    ]  # fmt: skip
    assert signal.details["images"] == [{"src": "https://grafana.example.org/shot.png"}]
    assert signal.details["values"] == {"B": 4.2, "C": 1}


@pytest.mark.parametrize(
    ("state", "actions"), [("alerting", [T]), ("ok", [R]), ("no_data", [T]), ("paused", [])]
)
def test_grafana_before_version_nine(state: str, actions: list[SignalAction]) -> None:
    """One alert, known by its rule."""
    body = {"title": "[Alerting] CPU", "ruleId": 7, "ruleName": "CPU", "state": state}
    signals = parsed(Format.GRAFANA, body)
    assert [each.action for each in signals] == actions
    assert {each.dedup_key for each in signals} <= {"rule 7"}


@pytest.mark.parametrize(
    ("verb", "body", "actions"),
    [
        ("close", {}, [R]),
        ("acknowledge", {"note": "on it", "user": "ana"}, [N, A]),
        ("notes", {"note": "looking"}, [N]),
        ("snooze", {"endTime": "2026-03-01T11:00:00Z"}, [N]),
    ],
)
def test_opsgenie_verbs(verb: str, body: Any, actions: list[SignalAction]) -> None:
    """A note goes first: once it is closed, nothing takes it."""
    signals = opsgenie.done(verb, "db1/disk", body)
    assert [each.action for each in signals] == actions
    assert {each.dedup_key for each in signals} == {"db1/disk"}


def test_opsgenies_own_webhook() -> None:
    """For running side by side."""
    told = {"action": "Close", "alert": {"alertId": "1", "alias": "db1/disk", "message": "x"}}
    (signal,) = parsed(Format.OPSGENIE, told)
    assert (signal.action, signal.dedup_key) == (R, "db1/disk")
    assert parsed(Format.OPSGENIE, told | {"action": "AssignOwnership"}) == []


def test_datadog_without_our_template() -> None:
    """Title in brackets, and the same key for the end of it."""
    body = {"id": "7", "title": "[Triggered] CPU is high", "body": "x", "event_type": "metric",
            "date": "1772359200000", "org": {"id": "1", "name": "acme"}}  # fmt: skip
    (begun,) = parsed(Format.DATADOG, body)
    (ended,) = parsed(Format.DATADOG, body | {"title": "[Recovered] CPU is high"})
    assert (begun.action, ended.action) == (T, R)
    assert begun.dedup_key == ended.dedup_key
    assert begun.occurred_at == TEN


def test_cloudwatch_states() -> None:
    """Too little data is no alarm; SNS repeats a delivery under the same number."""
    (ended,) = parsed(Format.CLOUDWATCH, alarm(NewStateValue="OK"))
    assert (ended.action, ended.delivery) == (R, "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
    assert parsed(Format.CLOUDWATCH, alarm(NewStateValue="INSUFFICIENT_DATA")) == []
    raw = json.loads(sample(Format.CLOUDWATCH)["Message"])
    assert parsed(Format.CLOUDWATCH, raw)[0].dedup_key == ended.dedup_key


def test_cloudwatch_by_eventbridge_and_plain_words() -> None:
    """The same alarm by another way has the same key."""
    event: dict[str, Any] = {
        "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch",
        "account": "123456789012", "region": "eu-west-1", "time": "2026-03-01T10:00:00Z",
        "resources": ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:db-cpu-high"],
        "detail": {"alarmName": "db-cpu-high", "state": {"value": "OK", "reason": "fine"}},
    }  # fmt: skip
    (ended,) = parsed(Format.CLOUDWATCH, event)
    assert (ended.action, ended.dedup_key) == (R, event["resources"][0])
    words = sample(Format.CLOUDWATCH) | {"Message": "disk is full\nreally", "Subject": None}
    (signal,) = parsed(Format.CLOUDWATCH, words)
    assert (signal.title, signal.body) == ("disk is full", "disk is full\nreally")


def test_a_subscription_waits_for_a_person() -> None:
    """With its address, if that is one of Amazon's."""
    body = {"Type": "SubscriptionConfirmation", "MessageId": "m", "Token": "t",
            "TopicArn": "arn:aws:sns:eu-west-1:1:watchbill", "Message": "You have chosen",
            "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
            "Timestamp": "2026-03-01T10:00:00Z"}  # fmt: skip
    (signal,) = parsed(Format.CLOUDWATCH, body)
    assert (signal.action, signal.severity) == (T, SignalSeverity.INFO)
    assert signal.title == "Confirm the subscription of arn:aws:sns:eu-west-1:1:watchbill"
    assert signal.details["links"] == [{"href": body["SubscribeURL"], "text": "Subscribe"}]
    (odd,) = parsed(Format.CLOUDWATCH, body | {"SubscribeURL": "https://evil.example.org/"})
    assert "links" not in odd.details
    assert "do not open it" in odd.body


@pytest.mark.parametrize(
    ("address", "its"),
    [
        ("https://sns.eu-west-1.amazonaws.com/?x", True),
        ("https://sns.cn-north-1.amazonaws.com.cn/", True),
        ("http://sns.eu-west-1.amazonaws.com/", False),
        ("https://sns.eu-west-1.amazonaws.com.evil.org/", False),
        ("https://sns.eu-west-1.amazonaws.com@evil.org/", False),
        ("https://sns.eu-west-1.amazonaws.com:8443/", False),
        ("https://s3.amazonaws.com/", False),
        (None, False),
    ],
)
def test_addresses_of_sns(address: Any, its: bool) -> None:
    """Nearly is not enough."""
    assert bool(amazon(address)) is its


def test_github_events_that_page_nobody() -> None:
    """A ping is nothing; deployments, releases and pushes are changes."""
    assert parsed(Format.GITHUB, {"zen": "Keep it simple"}, {"x-github-event": "ping"}) == []
    home = {"full_name": "acme/shop", "default_branch": "main"}
    deployed = {"deployment_status": {"state": "success", "environment": "production"},
                "deployment": {"ref": "v2"}, "repository": home}  # fmt: skip
    pushed = {"ref": "refs/heads/main", "repository": home,
              "head_commit": {"id": "0123456789", "message": "Speed\n\nmore"}}  # fmt: skip
    (one,) = parsed(Format.GITHUB, deployed, {"x-github-event": "deployment_status"})
    (two,) = parsed(Format.GITHUB, pushed, {"x-github-event": "push", "x-github-delivery": "d-1"})
    assert (one.action, one.title) == (C, "acme/shop: v2 to production: success")
    assert (two.action, two.title) == (C, "acme/shop: 01234567 Speed")
    assert two.delivery == "d-1"
    assert parsed(Format.GITHUB, pushed | {"ref": "refs/heads/x"}, {"x-github-event": "push"}) == []


def test_gitlab_failed_jobs_and_changes() -> None:
    """Jobs that may fail are no reason."""
    (signal,) = parsed(Format.GITLAB, sample(Format.GITLAB), {"idempotency-key": "d"})
    assert signal.details["failed_jobs"] == ["unit"]
    assert signal.delivery == "d"
    body = {"object_kind": "deployment", "status": "success", "environment": "production",
            "short_sha": "abc", "project": {"path_with_namespace": "acme/shop"}}  # fmt: skip
    (change,) = parsed(Format.GITLAB, body)
    assert (change.action, change.title) == (C, "acme/shop: abc to production: success")


@pytest.mark.parametrize(
    ("category", "action"), [("new", T), ("indeterminate", A), ("done", R), ("undefined", None)]
)
def test_jira_moves(category: str, action: SignalAction | None) -> None:
    """By the category of the status, whatever a team calls its columns."""
    body = changed(Format.JIRA, "issue.fields.status.statusCategory.key", category)
    body |= {"webhookEvent": "jira:issue_updated",
             "changelog": {"items": [{"field": "status", "toString": "x"}]}}  # fmt: skip
    assert [each.action for each in parsed(Format.JIRA, body)] == ([action] if action else [])


def test_jira_comments() -> None:
    """In either of Jira's ways to write a text."""
    text = {"type": "doc", "content": [{"type": "paragraph", "content": [{"text": "It is back"}]}]}
    body = sample(Format.JIRA) | {
        "webhookEvent": "comment_created",
        "comment": {"author": {"displayName": "Bo"}, "body": text},
    }
    (signal,) = parsed(Format.JIRA, body)
    assert (signal.action, signal.title) == (N, "Bo in Jira: It is back")
    assert signal.details["links"][0]["href"] == "https://acme.atlassian.net/browse/OPS-7"


def test_statuspage_updates_and_components() -> None:
    """An update is a note beside the alert; the last one comes before its end."""
    body = sample(Format.STATUSPAGE)
    first = body["incident"]["incident_updates"]
    body["incident"]["incident_updates"] = [{"status": "identified", "body": "A bank."}, *first]
    body["incident"]["status"] = "identified"
    assert [(e.action, e.title) for e in parsed(Format.STATUSPAGE, body)] == [
        (T, "Card payments fail"),
        (N, "identified: A bank."),
    ]
    body["incident"]["status"] = "resolved"
    assert [each.action for each in parsed(Format.STATUSPAGE, body)] == [N, R]
    part = {"page": {"id": "p"}, "component": {"id": "c", "name": "API"},
            "component_update": {"component_id": "c", "new_status": "major_outage"}}  # fmt: skip
    (down,) = parsed(Format.STATUSPAGE, part)
    assert (down.action, down.dedup_key, down.title) == (T, "p/c", "API: major outage")
    assert down.severity is SignalSeverity.CRITICAL
    part["component_update"] = {"component_id": "c", "new_status": "operational"}
    assert parsed(Format.STATUSPAGE, part)[0].action is R


def test_what_to_paste() -> None:
    """Opsgenie's senders want an address and a key, Datadog's a template of what to send."""
    own = f"https://w.example/in/opsgenie/{KEY}"
    found = pasted(Format.OPSGENIE, KEY, "https://w.example/")
    assert [each.value for each in found] == ["https://w.example", KEY, own]
    _, payload = pasted(Format.DATADOG, KEY, "https://w.example")
    assert set(json.loads(payload.value)) == set(sample(Format.DATADOG))
