"""Acknowledgement links, over real HTTP: looking changes nothing, the button acts once."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.language import Language
from app.domain.workspace import TargetSpec
from app.intake.batch import Batch
from app.notify.link import page_of
from app.operations import incident, responder
from app.operations.language import set_language
from app.queries import incident_detail
from app.queries.together import together
from app.store import Store
from app.web.ack import link
from app.web.app import build
from app.web.server import Server
from models.kinds import EventKind, Source, Stage, TargetKind
from models.kinds_together import ResponderState
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    time_zone: Europe/Madrid
    contacts: {phone: "night://ana/phone"}
  - {name: ben, full_name: Ben Okoro, contacts: {phone: "night://ben/phone"}}
channels: [{name: ops, address: "night://ops/room"}]
policies:
  - name: platform
    levels: [{notify: [person:ana, person:ben, channel:ops], wait: 5m}]
services: [{name: api, policy: platform}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Both were paged a minute ago."""
    night = Night(store, clock, TEAM)
    night.receives("<b>db</b> & more", night.sender("monitor", "api"))
    night.forward(minutes=1)
    return night


@pytest.fixture
def ana(night: Night) -> Who:
    """Paged."""
    return night.person("ana")


@pytest.fixture
def ben(night: Night) -> Who:
    """Paged, too."""
    return night.person("ben")


@pytest.fixture
def web(night: Night) -> Iterator[httpx.Client]:
    """A browser."""
    server = Server(build(night.store, Batch(night.store), url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client
    server.stop()


def at(who: Who) -> str:
    """Where this person's link leads."""
    return f"/ack/{who.messages[-1].token}"


def stage(night: Night) -> tuple[Stage, bool]:
    """Where the incident stands, and whether somebody has it."""
    row = incident_detail.detail(night.store, 1).row
    return row.stage, row.acknowledged


def test_looking_changes_nothing(night: Night, web: httpx.Client, ana: Who) -> None:
    before = incident_detail.timeline(night.store, 1)
    for _ in range(3):
        shown = web.get(at(ana))
        assert shown.status_code == 200
    assert web.head(at(ana)).status_code == 200
    assert incident_detail.timeline(night.store, 1) == before
    assert stage(night) == (Stage.TRIAGE, False)
    assert "Nobody has it yet." in shown.text
    assert "&lt;b&gt;db&lt;/b&gt; &amp; more" in shown.text
    assert "<script" not in shown.text
    assert "Sunday, 01:00 CET" in shown.text
    assert shown.text.count("<button") == 2
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["cache-control"] == "no-store"


def test_it_speaks_the_language_of_the_team(night: Night, web: httpx.Client, ana: Who) -> None:
    assert '<html lang="en">' in web.get(at(ana)).text
    set_language(night.store, Language.GERMAN, Actor("ana", Source.SHELL))
    shown = web.get(at(ana)).text
    for words in ('<html lang="de">', "Seit Sonntag, 01:00 CET.", "Noch ist niemand", "Quittieren"):
        assert words in shown
    acted = web.post(at(ana)).text
    assert "#1 ist quittiert. Die anderen dieser Stufe" in acted or "#1 ist quittiert." in acted
    assert "Du bist zuständig." in acted
    incident.resolve(night.store, 1, Actor("ben", Source.SHELL))
    assert "Er ist behoben: Hier ist nichts mehr zu tun." in web.get(at(ana)).text
    assert "Dieser Link ist nicht gültig" in web.get("/ack/nonsense").text


@pytest.mark.parametrize("form", [{"action": "acknowledge"}, None])
def test_the_button_acknowledges_as_that_person(
    night: Night, web: httpx.Client, ana: Who, form: dict[str, str] | None
) -> None:
    shown = web.post(at(ana), data=form)
    assert shown.status_code == 200
    assert "#1 is acknowledged." in shown.text
    assert "You have it." in shown.text
    assert shown.text.count("<button") == 1
    [event] = [
        each
        for each in incident_detail.timeline(night.store, 1)
        if each.kind is EventKind.ACKNOWLEDGED
    ]
    assert (event.actor, event.source, event.person_id) == ("ana", Source.LINK, ana.id)
    night.forward(minutes=60)
    assert len(ana.messages) == 1


def test_a_late_answer_is_told_who_has_it_and_is_recorded(
    night: Night, web: httpx.Client, ana: Who, ben: Who
) -> None:
    web.post(at(ben), data={"action": "acknowledge"})
    shown = web.post(at(ana), data={"action": "acknowledge"})
    assert "Ben Okoro already has it." in shown.text
    assert night.says(EventKind.ACKNOWLEDGED) == ["Acknowledged", "Acknowledged as well"]
    web.post(at(ana), data={"action": "acknowledge"})
    assert len(night.says(EventKind.ACKNOWLEDGED)) == 2


def test_resolve(night: Night, web: httpx.Client, ana: Who) -> None:
    shown = web.post(at(ana), data={"action": "resolve"})
    assert "#1 is resolved." in shown.text
    assert "<button" not in shown.text
    assert stage(night)[0] is Stage.RESOLVED
    again = web.post(at(ana), data={"action": "resolve"})
    assert "#1 was already resolved." in again.text
    late = web.post(at(ana), data={"action": "acknowledge"})
    assert late.status_code == 200
    assert "resolved already; there is nothing left to acknowledge" in late.text
    assert "It is resolved" in web.get(at(ana)).text


@pytest.mark.parametrize(
    "token",
    ["1", "1-", "1-1.00000000000000000000000000000000", "x", "999-{}", "{}x", "01-{}", "１-{}",
     "1-%00", "1-9.é", "{}/more", "9" * 400],
)  # fmt: skip
def test_a_link_that_was_not_made_by_us_leads_nowhere(
    night: Night, web: httpx.Client, ana: Who, token: str
) -> None:
    mark = ana.messages[-1].token.partition("-")[2]
    for call in (web.get, web.post):
        shown = call(f"/ack/{token.format(mark)}")
        assert shown.status_code == 404
    assert stage(night) == (Stage.TRIAGE, False)


def test_an_action_we_do_not_know_does_nothing(night: Night, web: httpx.Client, ana: Who) -> None:
    shown = web.post(at(ana), data={"action": "delete"})
    assert shown.status_code == 400
    assert "knows only" in shown.text
    assert stage(night) == (Stage.TRIAGE, False)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_any_other_body_is_answered_in_peace(web: httpx.Client, ana: Who, kind: str) -> None:
    shown = web.post(at(ana), content=b'{"action": 1}', headers={"content-type": kind})
    assert shown.status_code in (200, 400)


def test_somebody_who_left_cannot_act(night: Night, web: httpx.Client, ana: Who) -> None:
    from models.people import Person

    with night.store.write() as session:
        session.get_one(Person, ana.id).active = False
    assert web.get(at(ana)).status_code == 404
    assert web.post(at(ana)).status_code == 404


def in_the_channel(night: Night) -> str:
    """Where the link of the channel's message leads."""
    [message] = [each for each in night.box.messages if each.to == "ops"]
    return f"/ack/channel/{message.token.removeprefix('channel/')}"


def test_a_channel_asks_who_has_it(night: Night, web: httpx.Client, ben: Who) -> None:
    before = incident_detail.timeline(night.store, 1)
    shown = web.get(in_the_channel(night))
    assert incident_detail.timeline(night.store, 1) == before
    assert "Nobody has it yet." in shown.text
    assert "Who are you?" in shown.text
    assert [name in shown.text for name in ("Ana Ruiz", "Ben Okoro")] == [True, True]
    shown = web.post(in_the_channel(night), data={"person": str(ben.id)})
    assert "#1 is acknowledged." in shown.text
    assert "Ben Okoro has it." in shown.text
    assert "Who are you?" not in shown.text
    [event] = [
        each
        for each in incident_detail.timeline(night.store, 1)
        if each.kind is EventKind.ACKNOWLEDGED
    ]
    assert (event.actor, event.source, event.person_id) == ("ben", Source.LINK, ben.id)
    assert night.says(EventKind.NOTE) == [
        "By the link in the channel ops: whoever pressed the button said to be Ben Okoro."
    ]
    night.forward(minutes=60)
    assert len(ben.messages) == 1


def test_a_channel_is_not_told_what_is_private(night: Night, web: httpx.Client) -> None:
    incident.change(night.store, 1, Actor("ana", Source.DESKTOP), None, private=True)
    shown = web.get(in_the_channel(night)).text
    assert ("Private incident" in shown, "more" in shown) == (True, False)


@pytest.mark.parametrize("person", ["0", "999", "-1"])
def test_a_channel_believes_nobody_who_is_not_listed(
    night: Night, web: httpx.Client, person: str
) -> None:
    shown = web.post(in_the_channel(night), data={"person": person})
    assert (shown.status_code, stage(night)) == (400, (Stage.TRIAGE, False))
    assert "Choose one of the people" in shown.text


def test_the_links_of_channels_and_people_are_never_taken_for_each_other(
    night: Night, web: httpx.Client, ana: Who
) -> None:
    own, shared = ana.messages[-1].token, in_the_channel(night).rpartition("/")[2]
    for path in (f"/ack/{shared}", f"/ack/channel/{own}"):
        assert web.get(path).status_code == 404
        assert web.post(path, data={"person": str(ana.id)}).status_code == 404
    assert stage(night) == (Stage.TRIAGE, False)


def test_a_link_names_its_page_and_no_other(night: Night) -> None:
    vault = night.store.vault
    made = link(night.store, "https://watch.example.org/", 7)
    assert made.startswith("https://watch.example.org/ack/7-")
    token = made.rpartition("/")[2]
    assert page_of(vault, token) == 7
    assert page_of(vault, token.replace("7-", "8-", 1)) is None
    assert link(night.store, "", 7) == ""


def test_who_is_called_to_help_may_say_no_by_the_link(
    night: Night, web: httpx.Client, ana: Who, ben: Who
) -> None:
    web.post(at(ana))
    assert "I cannot come" not in web.get(at(ben)).text
    responder.request(
        night.store, 1, [TargetSpec(TargetKind.PERSON, "ben")], ana.actor, "the proxy"
    )
    night.engine.tick()
    shown = web.get(at(ben))
    assert "I am coming" in shown.text
    assert "I cannot come" in shown.text
    said = web.post(at(ben), data={"action": "decline"})
    assert "you cannot come" in said.text
    assert "I cannot come" not in said.text
    (row,) = together(night.store, 1).responders
    assert row.state is ResponderState.DECLINED
    assert "Nobody waits" in web.post(at(ben), data={"action": "decline"}).text
