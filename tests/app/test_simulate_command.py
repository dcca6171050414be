"""`watchbill simulate` as people and scripts call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.cli.main import run
from app.clock import SetClock
from app.queries.policy import policies
from app.store import Store
from tests.oncall import Night

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail"}
    rules: {high: [{contact: phone, after: 0m}, {contact: mail, after: 3m}]}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: cy}
channels: [{name: ops, address: "night://ops/room"}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - name: daily
        start: 2026-01-05T09:00
        shift: {every: 1, unit: day}
        people: [nobody, ana, ben]
policies:
  - name: platform
    levels:
      - {notify: [schedule:primary], wait: 5m}
      - {notify: [person:cy, channel:ops], wait: 10m, retry: 1}
    repeat: 1
    last_resort: [person:ben]
services:
  - {name: api, policy: platform}
  - {name: dark}
"""
Call = Callable[..., tuple[int, str, str]]
ANAS = "2026-03-28T22:00:00Z"  # a Saturday; the next day is Ben's, then nobody's


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team is in the database."""
    return Night(store, clock, TEAM)


@pytest.fixture
def call(night: Night, database_url: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill simulate WORDS`; exit code, standard output, standard error."""

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["simulate", *words, "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def asked(call: Call, *words: str) -> Any:
    """The document."""
    code, out, err = call(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def brief(document: Any) -> list[tuple[str, int, int, int, str | None, str]]:
    """Its pages on a line each."""
    return [
        (p["at"][11:19], p["round"], p["level"], p["attempt"], p["person"], p["contact"])
        for p in document["pages"]
    ]


def test_the_document(call: Call) -> None:
    found = asked(call, "platform", "--at", ANAS)
    assert {name: found[name] for name in ("policy", "at", "urgency", "end")} == {
        "policy": "platform",
        "at": ANAS,
        "urgency": "high",
        "end": {"at": "2026-03-28T22:50:00Z", "reason": "exhausted"},
    }
    assert brief(found) == [
        ("22:00:00", 1, 1, 1, "ana", "phone"),
        ("22:03:00", 1, 1, 1, "ana", "mail"),
        ("22:05:00", 1, 2, 1, None, "ops"),
        ("22:15:00", 1, 2, 2, None, "ops"),
        ("22:25:00", 2, 1, 1, "ana", "phone"),
        ("22:28:00", 2, 1, 1, "ana", "mail"),
        ("22:30:00", 2, 2, 1, None, "ops"),
        ("22:40:00", 2, 2, 2, None, "ops"),
        ("22:50:00", 2, 0, 1, "ben", "phone"),
    ]
    assert [(s["at"], s["round"], s["level"], s["reason"]) for s in found["skipped"]] == [
        ("2026-03-28T22:05:00Z", 1, 2, "cy has no contact"),
        ("2026-03-28T22:30:00Z", 2, 2, "cy has no contact"),
    ]


def test_nobody_on_call(call: Call) -> None:
    found = asked(call, "platform", "--at", "2026-03-30T22:00:00Z", "--urgency", "low")
    assert found["urgency"] == "low"
    assert found["skipped"][0] == {
        "at": "2026-03-30T22:00:00Z",
        "round": 1,
        "level": 1,
        "reason": "nobody on call",
        "target": "schedule:primary",
        "person": None,
        "passed": True,
    }
    assert brief(found)[0] == ("22:00:00", 1, 2, 1, None, "ops")


def test_an_acknowledgement(call: Call) -> None:
    found = asked(call, "platform", "--at", ANAS, "--ack-after", "3m", "--ack-by", "ben")
    assert brief(found) == [("22:00:00", 1, 1, 1, "ana", "phone")]
    assert found["end"] == {"at": "2026-03-28T22:03:00Z", "reason": "acknowledged"}


def test_a_service_and_a_wall_clock(call: Call) -> None:
    words = ("api", "--at", "2026-03-28T23:00", "--time-zone", "Europe/Madrid")
    assert asked(call, *words) == asked(call, "platform", "--at", ANAS)


def test_in_words(call: Call) -> None:
    code, out, _ = call("platform", "--at", ANAS, "--time-zone", "Europe/Madrid")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "platform, high urgency, from Sat 2026-03-28 23:00:00 CET"
    assert lines[2].split() == ["0m", "23:00:00", "round", "1,", "level", "1", "Ana", "Ruiz",
                                "phone"]  # fmt: skip
    assert lines[-1] == "Exhausted after 50m."


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["nosuch"], 1, "There is no policy or service called 'nosuch'."),
        (["dark"], 1, "The service 'dark' has no policy: nobody would be paged."),
        (["api", "--at", "soon"], 2, "'soon' is no time"),
        (["api", "--ack-after", "soon"], 2, "'soon' is no duration"),
        (["api", "--ack-after", "1m", "--ack-by", "zoe"], 1, "There is nobody called 'zoe'"),
        (["api", "--ack-by", "ana"], 2, "--ack-by needs --ack-after"),
        (["api", "--at", "9999-12-31T23:59:00Z"], 1, "too close to the end of the calendar"),
        (["api", "--time-zone", "Mars/Base"], 2, "'Mars/Base' is no IANA time zone"),
        (["api", "--urgency", "middling"], 2, "middling"),
    ],
)
def test_bad_input_gets_a_sentence(call: Call, words: list[str], code: int, sentence: str) -> None:
    got, out, err = call(*words)
    assert (got, out) == (code, "")
    assert sentence in err


def test_the_read_only_page_knows_levels_and_who_that_is_now(night: Night) -> None:
    [row] = policies(night.store)
    assert (row.name, row.rounds, row.services) == ("platform", 2, ("api",))
    assert [(level.number, level.wait.total_seconds(), level.retry) for level in row.levels] == [
        (1, 300, 0),
        (2, 600, 1),
    ]
    [primary] = row.levels[0].targets
    assert (primary.name, primary.people) == ("primary", ("Ana Ruiz",))
    cy, ops = row.levels[1].targets
    assert (cy.name, cy.people, cy.lacks) == ("cy", (), ("cy has no contact",))
    assert (ops.name, ops.people) == ("ops", ("ops",))
    assert row.last_resort is not None
    assert row.last_resort.targets[0].people == ("ben",)
    assert row.lasts.total_seconds() == 3000
