"""`watchbill rota`, as a shell sees it."""

import json
from datetime import timedelta

import pytest

from app.cli.main import run
from app.domain.actor import Actor
from app.domain.workspace import OverrideSpec
from app.operations.rota import add_override
from app.queries.named import schedule_id
from app.store import open_store
from models.kinds import OverrideKind, Source
from tests.app.test_request_command import MONDAY, Shell, url

__all__ = ["url"]
DAY = timedelta(days=1)
ANA = Actor("ana", Source.DESKTOP)


@pytest.fixture
def changed(url: str) -> list[str]:
    """A database whose schedule has a second version: ana covers two days of cy's week."""
    store = open_store(url, durable=False)
    cover = OverrideSpec(
        OverrideKind.COVER, MONDAY + 8 * DAY, MONDAY + 10 * DAY, ("ana",), reason="fair"
    )
    add_override(store, schedule_id(store, "primary"), cover, ANA)
    store.close()
    return ["--database", url, "rota"]


def test_history(changed: list[str], capsys: Shell) -> None:
    assert run([*changed, "history", "primary", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schedule"] == "primary"
    assert [(each["number"], each["actor"]) for each in found["versions"]] == [
        (2, "ana"), (1, "test")
    ]  # fmt: skip
    assert found["versions"][0]["words"].startswith("+ cover ana 20")
    assert run([*changed, "history", "primary", "--time-zone", "UTC"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["when", "who", "what"]
    assert [line[0] for line in lines[1:]] == ["2", "1"]


def test_show(changed: list[str], capsys: Shell) -> None:
    assert run([*changed, "show", "primary", "2"]) == 0
    text = capsys.readouterr().out
    assert "cover: ana" in text
    assert "reason: fair" in text
    assert run([*changed, "show", "primary", "1"]) == 0
    assert "cover" not in capsys.readouterr().out
    assert run([*changed, "show", "primary", "3"]) == 1
    assert capsys.readouterr().err == "primary has no version 3.\n"


def test_a_rehearsal_writes_nothing(changed: list[str], capsys: Shell) -> None:
    assert run([*changed, "restore", "primary", "1", "--dry-run", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["version"] is None
    assert [(each["lost"], each["gained"]) for each in found["shifts"]] == [(["ana"], ["cy"])]
    assert run([*changed, "history", "primary", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["versions"]) == 2


def test_restore(changed: list[str], capsys: Shell) -> None:
    act = ["restore", "primary", "1", "--as", "dan", "--time-zone", "UTC"]
    assert run([*changed, *act, "--note", "A mistake."]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- cover ana 20")
    assert lines[-1] == "This is version 3; 2 told."
    assert run([*changed, *act]) == 0
    assert capsys.readouterr().out == "Nothing to change.\n"
    assert run([*changed, "history", "primary", "--json"]) == 0
    latest = json.loads(capsys.readouterr().out)["versions"][0]
    assert (latest["number"], latest["actor"]) == (3, "dan")
    assert latest["words"] == "A mistake. (Version 1 restored)"


def test_what_is_not_there(changed: list[str], capsys: Shell) -> None:
    assert run([*changed, "history", "primarily"]) == 1
    assert "Did you mean 'primary'?" in capsys.readouterr().err
    assert run([*changed, "restore", "primary", "9"]) == 1
    assert capsys.readouterr().err == "primary has no version 9.\n"
