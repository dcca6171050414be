"""Opsgenie's paths and other ways to post, on a real server, down to the alert in the database."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

import httpx
import pytest

from app.operations.signal import process
from app.queries import alert as alerts
from models.kinds import AlertState, Format
from tests import builders
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import KEY, firing, notification
from tests.app.intake.test_http import wrong
from tests.app.intake.test_senders import OWN, sample

HEADERS = {"authorization": f"GenieKey {KEY}"}


@pytest.fixture
def genie(site: Site) -> Site:
    """An integration that speaks Opsgenie."""
    builders.sender(site.store, "genie", KEY, Format.OPSGENIE)
    return site


def test_an_alert_from_beginning_to_end(genie: Site) -> None:
    """Made, acknowledged and closed by its alias, which holds a slash."""
    made = genie.client.post("/v2/alerts", json=sample(Format.OPSGENIE), headers=HEADERS)
    assert made.status_code == 202
    assert made.json() == {"result": "Request will be processed", "took": 0.0,
                           "requestId": str(UUID(made.json()["requestId"]))}  # fmt: skip
    assert process(genie.store) == 1
    states = []
    for verb in ("acknowledge", "close"):
        path = f"/v2/alerts/db1%2Fdisk/{verb}?identifierType=alias"
        assert genie.client.post(path, json={"note": "x"}, headers=HEADERS).status_code == 202
        process(genie.store)
        states += [each.state for each in alerts.alerts(genie.store)]
    assert states == [AlertState.ACKNOWLEDGED, AlertState.RESOLVED]


def sent(genie: Site, path: str, **said: str) -> str:
    """The id of a request that was taken."""
    answer = genie.client.post(path, json=said, headers=HEADERS)
    assert answer.status_code == 202
    return str(answer.json()["requestId"])


def asked(genie: Site, request: str) -> httpx.Response:
    """What is answered about a request."""
    return genie.client.get(f"/v2/alerts/requests/{request}", headers=HEADERS)


def test_without_an_alias_the_request_names_the_alert(genie: Site) -> None:
    """An empty body is enough to close it."""
    request = sent(genie, "/v2/alerts", message="x")
    process(genie.store)
    ident = asked(genie, request).json()["data"]["alertId"]
    closed = genie.client.post(f"/v2/alerts/{ident}/close", headers=HEADERS)
    assert closed.status_code == 202
    process(genie.store)
    assert [each.state for each in alerts.alerts(genie.store)] == [AlertState.RESOLVED]


def test_the_state_of_a_request(genie: Site) -> None:
    """404 until it is read; then what was done, or that there was nothing to do it to."""
    long = "k" * 600
    requests = {
        "Create": sent(genie, "/v2/alerts", message="x", alias=long),
        "AddNote": sent(genie, f"/v2/alerts/{long}/notes", note="x"),
        "Acknowledge": sent(genie, f"/v2/alerts/{long}/acknowledge"),
        "Close": sent(genie, f"/v2/alerts/{long}/close", note="and a word"),
    }
    again = sent(genie, f"/v2/alerts/{long}/close")
    assert len({*requests.values(), again}) == 5
    for request in requests.values():
        assert "not read yet" in wrong(asked(genie, request), 404)[0]
    process(genie.store)
    for action, request in requests.items():
        answer = asked(genie, request)
        assert (answer.status_code, answer.json()["requestId"]) == (200, request)
        said = answer.json()["data"]
        assert (said["success"], said["isSuccess"], said["action"]) == (True, True, action)
        assert (said["alertId"], said["alias"]) == (long, long)
        assert datetime.fromisoformat(said["processedAt"]) == genie.store.now()
        assert said["status"]
    said = asked(genie, again).json()["data"]
    assert (said["isSuccess"], said["alertId"], said["action"]) == (False, "", "Close")


def test_requests_nobody_made(genie: Site) -> None:
    """404 for what is unknown or another's, 401 without a key."""
    mine = sent(genie, "/v2/alerts", message="x")
    process(genie.store)
    for request in (str(UUID(int=7)), "x", "%00", "é", "9" * 2000):
        wrong(asked(genie, request), 404)
    builders.sender(genie.store, "other", KEY[::-1], Format.OPSGENIE)
    path = f"/v2/alerts/requests/{mine}"
    theirs = {"authorization": f"GenieKey {KEY[::-1]}"}
    wrong(genie.client.get(path, headers=theirs), 404)
    wrong(genie.client.get(path), 401)
    wrong(genie.client.get("/v2/alerts/x/close", headers=HEADERS), 405)
    assert sent(genie, "/v2/alerts/requests/close")  # an alert may have this alias
    nothing = {"action": "Snooze", "alert": {"alias": "x"}}
    assert genie.client.post("/v2/alerts", json=nothing, headers=HEADERS).status_code == 202


def test_what_is_refused(genie: Site) -> None:
    """Without a key, with another format's, and with nothing in it."""
    builders.sender(genie.store, "other", KEY[::-1])
    post = genie.client.post
    for header in ({}, {"authorization": "GenieKey"}, {"authorization": "GenieKey unknown"}):
        assert (
            "GenieKey" in wrong(post("/v2/alerts", json={"message": "x"}, headers=header), 401)[0]
        )
    theirs = {"authorization": f"GenieKey {KEY[::-1]}"}
    assert "events_v2" in wrong(post("/v2/alerts", json={"message": "x"}, headers=theirs), 400)[0]
    assert "'message'" in wrong(post("/v2/alerts", json={}, headers=HEADERS), 422)[0]
    assert "JSON" in wrong(post("/v2/alerts", content="{", headers=HEADERS), 422)[0]
    assert "no 'dance'" in wrong(post("/v2/alerts/a/dance", headers=HEADERS), 422)[0]
    assert genie.client.get("/v2/alerts", headers=HEADERS).status_code == 405


def test_every_sample_opens_an_incident(site: Site) -> None:
    """From the socket to the alert, as SNS writes it: JSON that says it is text."""
    for form in OWN:
        key = f"{form:0>32}"
        builders.sender(site.store, form, key, form)
        body, kind = json.dumps(sample(form)), {"content-type": "text/plain"}
        answer = site.client.post(f"/in/{form}/{key}", content=body, headers=kind)
        assert (answer.status_code, answer.json()["signals"]) == (202, 1)
    while process(site.store):
        pass
    found = {alert.integration: alert.incident for alert in alerts.alerts(site.store)}
    assert set(found) == set(OWN)
    assert all(found.values())


def test_a_form_and_a_ping(site: Site) -> None:
    """GitHub's other content type; and what is of no interest is no fault."""
    builders.sender(site.store, "hub", KEY, Format.GITHUB)
    form = {"payload": json.dumps(sample(Format.GITHUB) | {"more": "a&b+c"})}
    assert site.client.post(f"/in/{KEY}", data=form).json()["signals"] == 1
    ping = site.client.post(f"/in/{KEY}", json={"zen": "x"}, headers={"x-github-event": "ping"})
    assert (ping.status_code, ping.json()["signals"]) == (200, 0)
    star = site.client.post(f"/in/{KEY}", json={"zen": "x"}, headers={"x-github-event": "star"})
    assert (star.status_code, star.json()["signals"]) == (202, 0)
    assert wrong(site.client.post(f"/in/{KEY}", data={"payload": "{"}), 400)


def test_alertmanager_posts_to_grafana(site: Site) -> None:
    """They are one family."""
    builders.sender(site.store, "graf", KEY, Format.GRAFANA)
    assert site.client.post(f"/in/{KEY}", json=notification(firing())).status_code == 202
