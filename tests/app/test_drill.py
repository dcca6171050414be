"""Game days: played by the real engine, marked everywhere, paging only who agreed, scored."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.drill import Deed, Script
from app.errors import Refused
from app.operations import drill, role
from app.operations.signal import process
from app.queries.alert import alerts, body, occurrences
from app.queries.drill import drills, score, score_of
from app.queries.incident import incident_rows
from app.queries.page import unanswered
from app.queries.spec import workspace
from app.store import Store
from app.workspace.drill import read_script
from models.kinds import EventKind, Role, Severity, SignalAction, Source, Stage, Urgency
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - {name: ana, contacts: {phone: "night://ana/phone"}, drills: true}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone"}, drills: true}
teams: [{name: all, members: [ana, ben, cy]}]
channels: [{name: ops, address: "night://ops/room"}]
policies:
  - name: platform
    levels:
      - {notify: [person:ana, person:ben], wait: 5m}
      - {notify: [team:all], wait: 5m}
services: [{name: api, policy: platform}, {name: bare}]
"""
SCRIPT = b"""
drill: Database
steps:
  - {after: 5m, note: It gets worse.}
  - after: 0m
    title: db-1 is gone
    severity: SEV1
    expect: {acknowledge: 5m, role: 10m, resolve: 1h}
  - {after: 10m, title: db-2 lags}
"""
BY = Actor("fay", Source.SHELL)


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Ana and Cy agreed to drills."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """Takes part."""
    return night.person("ana")


def begun(night: Night) -> int:
    """The drill runs."""
    ident = drill.start(night.store, read_script(SCRIPT), night.service("api"), BY)
    night.engine.tick()
    return ident


def test_only_who_agreed_is_paged_and_everything_says_drill(night: Night, ana: Who) -> None:
    begun(night)
    came = ana.is_paged("phone")
    assert came.title == "[SEV1] DRILL db-1 is gone - api"
    assert came.body.startswith("This is a DRILL.")
    night.forward(minutes=6)
    assert {each.to for each in night.box.messages} == {"ana", "cy"}
    assert any("ben takes no part in drills" in text for text in night.says(EventKind.FLAG))


def test_the_script_is_played_at_its_times(night: Night) -> None:
    begun(night)
    night.forward(minutes=4, seconds=59)
    assert night.says(EventKind.NOTE) == []
    night.forward(seconds=1)
    assert night.says(EventKind.NOTE) == ["Drill: It gets worse."]
    night.forward(minutes=5)
    assert [(row.number, row.title, row.drill) for row in incident_rows(night.store, [1, 2])] == [
        (1, "db-1 is gone", True),
        (2, "db-2 lags", True),
    ]
    assert drills(night.store)[0].to_come == 0


def test_each_step_is_played_once(night: Night) -> None:
    drill.start(night.store, read_script(SCRIPT), night.service("api"), BY)
    assert (drill.play(night.store), drill.play(night.store)) == (1, 0)
    assert (process(night.store), process(night.store)) == (1, 0)


def test_what_the_script_says_goes_the_way_of_all_signals(night: Night) -> None:
    begun(night)
    [alert] = alerts(night.store)
    assert (alert.integration, alert.title, alert.drill) == ("drill 1", "db-1 is gone", True)
    assert (alert.incident, alert.count, alert.service) == (1, 1, "api")
    [sent] = occurrences(night.store, alert.id)
    assert (sent.action, sent.state, sent.event["title"]) == (
        SignalAction.TRIGGER,
        "done",
        "db-1 is gone",
    )
    kept = body(night.store, sent.payload or 0)
    assert kept is not None
    assert b"db-1 is gone" in kept.raw
    with night.store.read() as session:
        assert workspace(session, None).integrations == ()


def test_a_signal_says_that_the_trouble_is_over(night: Night) -> None:
    script = read_script(SCRIPT + b"  - {after: 7m, over: db-1 is gone}\n")
    drill.start(night.store, script, night.service("api"), BY)
    night.forward(minutes=7)
    [row] = incident_rows(night.store, [1])
    assert row.stage is Stage.RESOLVED
    assert not any(mark.met for mark in score(night.store, 1).marks)


def test_the_script_chooses_severity_and_urgency(night: Night) -> None:
    script = read_script(
        b"drill: x\nsteps: [{title: a, severity: SEV4, urgency: high, text: More.}]"
    )
    drill.start(night.store, script, night.service("api"), BY)
    night.engine.tick()
    [row] = incident_rows(night.store, [1])
    assert (row.severity, row.urgency) == (Severity.SEV4, Urgency.HIGH)
    assert alerts(night.store)[0].details["body"] == "More."


def test_what_was_sent_and_not_read_is_dropped_with_the_drill(night: Night) -> None:
    ident = drill.start(night.store, read_script(SCRIPT), night.service("api"), BY)
    drill.play(night.store)
    assert drill.stop(night.store, ident, BY)
    night.forward(minutes=30)
    assert (incident_rows(night.store, [1]), alerts(night.store)) == ([], [])


def test_the_score_card(night: Night, ana: Who) -> None:
    ident = begun(night)
    night.forward(minutes=2)
    ana.acknowledges()
    night.forward(minutes=10)
    role.assign(night.store, 1, Role.COMMANDER, ana.id, ana.actor)
    night.forward(minutes=3)
    ana.resolves()
    found = score(night.store, ident)
    assert (found.met, len(found.marks), found.unwilling) == (2, 3, ("ben",))
    first = found.incidents[0]
    assert first.acknowledged is not None
    assert first.resolved is not None
    assert first.acknowledged.total_seconds() == 120
    assert first.resolved.total_seconds() == 900
    assert (first.acknowledged_by, first.paged) == ("ana", ("ana",))
    assert {mark.deed: mark.met for mark in first.marks} == {
        Deed.ACKNOWLEDGE: True,
        Deed.ROLE: False,
        Deed.RESOLVE: True,
    }
    assert score_of(night.store, 1) == found


def test_nobody_alarms_when_nobody_answers_a_drill(night: Night) -> None:
    begun(night)
    night.forward(minutes=60)
    assert unanswered(night.store) == []


def test_stopping_resolves_what_is_open(night: Night, ana: Who) -> None:
    ident = begun(night)
    assert drill.stop(night.store, ident, BY)
    assert not drill.stop(night.store, ident, BY)
    [row] = incident_rows(night.store, [1])
    assert row.stage is Stage.RESOLVED
    ana.is_paged()
    night.forward(minutes=30)
    ana.is_left_alone()
    assert score(night.store, ident).drill.to_come == 0


def test_real_trouble_meanwhile_pages_everybody(night: Night) -> None:
    begun(night)
    night.receives("real trouble", night.sender("monitor", "api"))
    night.forward(minutes=1)
    assert "[SEV1] real trouble - api" in {each.title for each in night.person("ben").messages}


def test_one_at_a_time_and_only_where_somebody_is_paged(night: Night) -> None:
    script = read_script(SCRIPT)
    for service in (None, night.service("bare")):
        with pytest.raises(Refused, match="service with a policy"):
            drill.start(night.store, script, service, BY)
    begun(night)
    with pytest.raises(Refused, match="running already"):
        drill.start(night.store, script, night.service("api"), BY)
    with pytest.raises(Refused, match="no drill 99"):
        score(night.store, 99)


def shipped() -> list[str]:
    """The scripts that come along."""
    folder = files("resources").joinpath("drills")
    return [each.name for each in folder.iterdir() if each.name.endswith(".yaml")]


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_can_be_played(name: str) -> None:
    script = read_script(files("resources").joinpath("drills", name).read_bytes())
    assert isinstance(script, Script)
    assert script.name
    assert any(step.expect for step in script.steps)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"drill: x", "'steps' is missing"),
        (b"drill: x\nsteps: []", "needs a step with a title"),
        (b"drill: x\nsteps: [{after: soon, title: a}]", "line 2, column 17"),
        (b"drill: x\nsteps: [{title: a, note: b}]", "not both"),
        (b"drill: x\nsteps: [{title: a, expect: {dance: 5m}}]", "'dance' is unknown"),
        (b"drill: x\nsteps: [{after: 9d, title: a}]", "two days at most"),
        (b"drill: x\nsteps: 7", "Expected a list of steps"),
        (b"\xff\xfe", "UTF-8"),
        (b"a: [", "line 1"),
    ],
)
def test_a_broken_script_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as fault:
        read_script(data)
    assert sentence in str(fault.value)


def test_the_command(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("WATCHBILL_DATABASE", sqlite_url)
    file = tmp_path / "team.yaml"
    file.write_text(TEAM.replace("night://", "json://127.0.0.1:1/"))
    assert run(["apply", str(file)]) == 0
    assert run(["drill", "list"]) == 0
    assert run(["drill", "start", "database", "--service", "api"]) == 0
    told = capsys.readouterr().out
    assert "Drill 1 has begun: The database fails over, 4 steps." in told
    assert "Not paged, for they have not agreed: ben." in told
    assert run(["drill", "score", "1"]) == 0
    assert "0 of 0 expectations met." in capsys.readouterr().out
    assert run(["drill", "stop", "1"]) == 0
    capsys.readouterr()
    assert run(["drill", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["drills"][0]["ended_at"]
    assert run(["drill", "scripts"]) == 0
    assert "quiet_pager" in capsys.readouterr().out
    assert run(["drill", "start", "nothing", "--service", "api"]) == 1
