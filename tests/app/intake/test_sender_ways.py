"""What is peculiar to each sender: its other shapes, its events, what is kept beside the alert."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.intake import opsgenie
from app.intake.cloudwatch import amazon
from app.queries.integration import pasted
from models.kinds import Format, SignalAction, SignalSeverity
from tests.app.intake.payloads import KEY
from tests.app.intake.test_senders import TEN, A, C, N, R, T, changed, parsed, sample


def alarm(**more: Any) -> dict[str, Any]:
    """The CloudWatch sample with some of the alarm's fields changed."""
    body = sample(Format.CLOUDWATCH)
    return dict(body | {"Message": json.dumps(json.loads(body["Message"]) | more)})


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


@pytest.mark.parametrize(
    ("category", "action"), [("new", None), ("indeterminate", A), ("done", R), ("undefined", None)]
)
def test_jira_updates_without_a_changelog(category: str, action: SignalAction | None) -> None:
    """As automation rules send them: what is done ends the alert, an edit begins none."""
    body = changed(Format.JIRA, "issue.fields.status.statusCategory.key", category)
    body |= {"webhookEvent": "jira:issue_updated"}
    body.pop("changelog", None)
    assert [each.action for each in parsed(Format.JIRA, body)] == ([action] if action else [])
    body["changelog"] = {"items": [{"field": "description"}]}
    assert parsed(Format.JIRA, body) == []


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
