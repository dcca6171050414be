"""Opsgenie's paths and other ways to post, on a real server, down to the alert in the database."""

from __future__ import annotations

import json

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
                           "requestId": "db1/disk"}  # fmt: skip
    assert process(genie.store) == 1
    states = []
    for verb in ("acknowledge", "close"):
        path = f"/v2/alerts/db1%2Fdisk/{verb}?identifierType=alias"
        assert genie.client.post(path, json={"note": "x"}, headers=HEADERS).status_code == 202
        process(genie.store)
        states += [each.state for each in alerts.alerts(genie.store)]
    assert states == [AlertState.ACKNOWLEDGED, AlertState.RESOLVED]


def test_without_an_alias_the_answer_names_the_alert(genie: Site) -> None:
    """An empty body is enough to close it."""
    answer = genie.client.post("/v2/alerts", json={"message": "x"}, headers=HEADERS)
    ident = answer.json()["requestId"]
    closed = genie.client.post(f"/v2/alerts/{ident}/close", headers=HEADERS)
    assert closed.status_code == 202
    process(genie.store)
    assert [each.state for each in alerts.alerts(genie.store)] == [AlertState.RESOLVED]


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
