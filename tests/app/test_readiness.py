"""Contact tests that prove themselves, who can be reached, and who is quiet when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.cli.main import run
from app.clock import SetClock
from app.errors import Conflict
from app.intake.batch import Batch
from app.operations.proof import ask, ask_weekly
from app.queries.readiness import ContactReady, Ready, readiness
from app.store import Store
from app.web.app import build
from app.web.server import Server
from models.kinds import SignalSeverity
from tests.oncall import URL, Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    time_zone: Europe/Madrid
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail"}
    rules:
      high: [{contact: phone, after: 0m}]
      low: [{contact: mail, after: 0m}, {contact: phone, after: 5m}]
    quiet: [{from: "22:00", to: "07:00"}]
    hours: {phone: [{days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00"}]}
    tests: true
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: dan}
policies: [{name: platform, levels: [{notify: [person:ana], wait: 30m}]}]
services: [{name: api, policy: platform}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Saturday night; in Madrid it is one o'clock."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """Quiet at night."""
    return night.person("ana")


@pytest.fixture
def web(night: Night) -> Iterator[httpx.Client]:
    """A browser."""
    server = Server(build(night.store, Batch(night.store), url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client
    server.stop()


def row(night: Night, name: str, contact: str = "phone") -> ContactReady:
    """What is known of one contact."""
    found = [each for each in readiness(night.store) if each.name == name]
    return next(each for each in found if each.by in (contact, ""))


def proof(body: str) -> str:
    """Where the link of a test leads."""
    return body.rpartition(URL)[2].strip()


def test_nothing_is_known_at_first(night: Night) -> None:
    assert [(each.name, each.by, each.state) for each in readiness(night.store)] == [
        ("dan", "", Ready.NONE),
        ("ana", "phone", Ready.NEVER),
        ("ana", "mail", Ready.NEVER),
        ("ben", "phone", Ready.NEVER),
    ]


def test_a_test_proves_itself_by_its_button_and_not_by_looking(
    night: Night, ana: Who, web: httpx.Client
) -> None:
    assert ask(night.store, row(night, "ana").contact)
    night.engine.tick()
    where = proof(ana.is_paged("phone").body)
    for _ in range(2):
        assert "Did this test arrive?" in web.get(where).text
    assert row(night, "ana").state is Ready.NEVER
    assert "It is proven that phone reaches you." in web.post(where).text
    assert (row(night, "ana").state, row(night, "ana").proven_at) == (
        Ready.PROVEN,
        night.clock.now(),
    )
    night.clock.forward(timedelta(days=31))
    assert row(night, "ana").state is Ready.OLD


def test_two_tests_at_once_are_one(night: Night, ana: Who) -> None:
    contact = row(night, "ana").contact
    assert ask(night.store, contact)
    assert not ask(night.store, contact)


def test_a_link_that_is_not_ours_proves_nothing(web: httpx.Client) -> None:
    for token in ("1-1.00000000000000000000000000000000", "x", "1"):
        assert web.post(f"/proof/{token}").status_code == 404


def test_an_acknowledgement_link_is_no_proof_link_but_proves_its_contact(
    night: Night, ana: Who, web: httpx.Client
) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    token = ana.is_paged("phone").token
    assert web.post(f"/proof/{token}").status_code == 404
    web.post(f"/ack/{token}", data={"action": "acknowledge"})
    assert row(night, "ana").state is Ready.PROVEN


def test_what_fails_is_said_until_something_arrives(night: Night, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", night.sender("monitor", "api"))
    failing = row(night, "ana")
    assert (failing.state, failing.failed_at) == (Ready.FAILING, night.clock.now())
    assert failing.failure == "night: Failed to send Night notification."
    ana.mends("phone")
    night.forward(minutes=1)
    assert row(night, "ana").state is Ready.NEVER
    assert row(night, "ana").failed_at == failing.failed_at


def test_a_contact_that_is_gone_cannot_be_tested(night: Night) -> None:
    with pytest.raises(Conflict):
        ask(night.store, 9999)


def test_once_a_week_every_contact_of_whoever_wants_it(night: Night, ana: Who) -> None:
    tuesday = datetime(2026, 3, 31, 7, 59, tzinfo=UTC)
    night.clock.at = tuesday
    assert ask_weekly(night.store) == 0
    night.clock.at = tuesday + timedelta(minutes=1)  # ten o'clock in Madrid
    assert ask_weekly(night.store) == 2
    night.clock.forward(timedelta(hours=3))
    assert ask_weekly(night.store) == 0
    night.engine.tick()
    ana.is_paged("phone", "mail")
    night.clock.at = tuesday + timedelta(days=7, minutes=5)
    assert ask_weekly(night.store) == 2
    assert [each.to for each in night.box.messages] == ["ana", "ana"]


def low(night: Night) -> None:
    """Something that can wait."""
    night.receives("disk slow", night.sender("monitor", "api"), SignalSeverity.WARNING)


def test_quiet_hours_hold_low_urgency_until_morning(night: Night, ana: Who) -> None:
    low(night)
    ana.is_left_alone()
    night.forward(minutes=239)  # the clocks jump that night
    ana.is_left_alone()
    night.forward(minutes=61)
    assert ana.is_paged("mail").at == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_a_contact_outside_its_hours_waits_for_them(night: Night, ana: Who) -> None:
    low(night)
    due = {page.contact: page.due_at for page in night.pages()}
    assert due == {
        "mail": datetime(2026, 3, 29, 5, 0, tzinfo=UTC),
        "phone": datetime(2026, 3, 30, 7, 0, tzinfo=UTC),
    }


def test_nothing_ever_holds_back_high_urgency(night: Night, ana: Who) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    ana.is_paged("phone")


def test_an_answer_ends_what_waits_for_morning(night: Night, ana: Who) -> None:
    low(night)
    ana.acknowledges()
    night.forward(minutes=60 * 40)
    ana.is_left_alone()


def test_the_command(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
) -> None:
    monkeypatch.setenv("WATCHBILL_DATABASE", sqlite_url)
    file = tmp_path / "team.yaml"
    file.write_text(TEAM.replace("night://", "json://127.0.0.1:1/"))
    assert run(["apply", str(file)]) == 0
    capsys.readouterr()
    assert run(["readiness"]) == 0
    told = capsys.readouterr().out
    assert "0 of 4 proven in the last 30 days, 1 cannot be reached." in told
    assert run(["readiness", "--person", "ben", "--test", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["tests"] == 1
    assert document["contacts"][0]["state"] == "never proven"
