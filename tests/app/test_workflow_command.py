"""Workflows in the workspace file and from a shell; a dry run that writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.cli.main import run
from app.domain.workflow import Action, Trigger
from app.operations import incident
from app.operations.incident import Declaration, declare
from app.queries.workflow import shipped, workflow
from app.queries.workflow_rehearsal import rehearsal
from app.store import Store, open_store
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.incident import Event, Incident
from models.kinds import Severity
from models.tables import METADATA
from tests import builders
from tests.app.workflows import FILE, TEAM, flow, settle

WHOLE = """workflows:
  - name: "Nights: all of it"
    about: "two\\nlines"
    enabled: true
    when: [opened, "open for 30m"]
    if:
      all:
        - {field: severity, is: [SEV1, SEV2]}
        - any:
            - {field: title, matches: "db-[0-9]+"}
            - not: {field: owner, empty: "yes"}
        - {hours: [{days: [sat, sun], from: "22:00", to: "07:00"}], time_zone: Europe/Madrid}
        - {rate: {of: alert joins, at_least: 5, within: 10m, same: service}}
    then:
      - do: page
        to: [team:platform]
        after: 5m
        if: {field: acknowledged, is: "no"}
        repeat: {every: 10m, at_most: 4, until: {field: stage, is: identified}}
      - {do: call webhook, value: "https://hooks.example.org/x?t=1", headers: {X-Key: "12"}}
    recheck: false
    on_failure: stop
    at_most: 3
"""


def told(capsys: pytest.CaptureFixture[str], url: str, *said: str) -> tuple[int, str, str]:
    code = run(["--database", url, "workflow", *said])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_file_goes_in_and_comes_out_the_same(store: Store, tmp_path: Path) -> None:
    reading = read((TEAM + WHOLE).encode())
    assert reading.problems == []
    apply(store, reading.workspace, FILE)
    text, sealed = dump(store)
    assert not sealed
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", durable=False)
    apply(other, read(text.encode()).workspace, FILE)
    assert dump(other)[0] == text
    assert "db-[0-9]+" in text
    assert apply(other, read(text.encode()).workspace, FILE).changes == ()
    other.close()


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("    when: [opend]", 12, "did you mean 'opened'"),
        ("    if: {field: severty, is: SEV1}", 17, "did you mean 'severity'"),
        ("    if: {field: title, matches: '(a+)+'}", 33, "for ever"),
        ("    then: [{do: page, to: [team:none]}]", 28, "no team called"),
        ("    then: [{do: set severity, value: SEV9}]", 38, "SEV4"),
        ("    then: [{do: page, to: [owner], due: 5m}]", 41, "takes no 'due'"),
        ("    then: [{do: escalate, after: soon}]", 34, "duration"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(line: str, column: int, words: str) -> None:
    rest = [each for each in ("    when: [opened]", "    then: [{do: escalate}]")
            if each.split(":")[0] != line.split(":")[0]]  # fmt: skip
    whole = "\n".join(["watchbill: 1", "workflows:\n  - name: x", *rest, line, ""])
    (found,) = read(whole.encode()).problems
    at = whole.splitlines().index(line) + 1
    assert (found.line, found.column) == (at, column)
    assert words in found.sentence


def test_a_dry_run_writes_nothing(store: Store) -> None:
    settle(store, flow("Slow", "opened, severity raised",
                       "{do: add note, text: 'hello #{{number}}, {{severity}}'}",
                       "{do: set urgency, value: low, after: 10m}",
                       more="if: {field: severity, is: SEV1}", on=False))  # fmt: skip
    ana = builders.actor(store, "eve")
    number = declare(store, Declaration("It is down", severity=Severity.SEV3), ana)
    incident.change(store, number, ana, None, severity="SEV1")
    with store.read() as session:
        before = {name: session.scalar(select(func.count()).select_from(table))
                  for name, table in METADATA.tables.items() if name != "bell"}  # fmt: skip
    found = rehearsal(store, workflow(store, "Slow").spec, number).found
    with store.read() as session:
        after = {name: session.scalar(select(func.count()).select_from(table))
                 for name, table in METADATA.tables.items() if name != "bell"}  # fmt: skip
        assert session.scalars(select(Incident.urgency)).one().value == "high"
        assert not any("hello" in each for each in session.scalars(select(Event.text)))
    assert before == after
    assert [(each.cause, each.runs) for each in found] == [
        (Trigger.OPENED, False),
        (Trigger.WORSE, True),
    ]
    assert found[0].why == "severity is SEV3"
    assert [(line.done, line.words) for line in found[1].lines] == [
        (True, f"note “hello #{number}, SEV1”"),
        (False, "it ends here"),
    ]
    assert "lies ahead" in found[1].lines[1].why


def test_from_a_shell(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(sqlite_url, durable=False)
    number = declare(store, Declaration("Down", severity=Severity.SEV1), FILE)
    code, out, _ = told(capsys, sqlite_url, "list", "--json")
    found = json.loads(out)["workflows"]
    assert (code, len(found), {each["enabled"] for each in found}) == (0, len(shipped()), {False})
    assert len(shipped()) >= 5
    assert told(capsys, sqlite_url, "enable", "A serious")[1].endswith("is on.\n")
    assert "would run" in told(capsys, sqlite_url, "dry-run", "A serious", str(number))[1]
    assert told(capsys, sqlite_url, "start", "A serious", str(number))[1] == "Started: run 1.\n"
    log = json.loads(told(capsys, sqlite_url, "log", "--json")[1])["runs"]
    assert [(each["state"], each["cause"]) for each in log] == [("waiting", "started by hand")]
    assert told(capsys, sqlite_url, "stop", "1")[1] == "Stopped.\n"
    code, _, err = told(capsys, sqlite_url, "show", "nothing like it")
    assert (code, "no workflow called" in err) == (1, True)
    store.close()


def test_there_is_enough_to_choose_from() -> None:
    assert len(Trigger) >= 20
    assert len(Action) >= 30
