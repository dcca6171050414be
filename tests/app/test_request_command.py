"""`watchbill cover`, `swap` and `pager`, as a shell sees them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli.main import run
from app.domain.actor import Actor
from app.store import open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source
from tests.oncall_team import TEAM

Shell = pytest.CaptureFixture[str]
NOW = datetime.now(UTC).replace(microsecond=0)
NINE = timedelta(hours=9)
TODAY = (NOW - NINE).replace(hour=0, minute=0, second=0)
MONDAY = TODAY - timedelta(days=TODAY.weekday()) + NINE  # the last one that has been
WEEK = timedelta(days=7)


@pytest.fixture
def url(database_url: str) -> str:
    """A database with the team, ana's week being the last one."""
    store = open_store(database_url, durable=False)
    text = TEAM.replace("APPROVAL", "").replace(
        "2026-03-02T09:00", f"{MONDAY - WEEK:%Y-%m-%dT%H:%M}"
    )
    apply(store, read(text.encode()).workspace, Actor("test", Source.FILE))
    store.close()
    return database_url


def at(weeks: float) -> str:
    """An instant after this Monday."""
    return f"{MONDAY + weeks * WEEK:%Y-%m-%dT%H:%MZ}"


def test_ask_list_accept(url: str, capsys: Shell) -> None:
    shell = ["--database", url]
    asked = ["cover", "ask", "primary", "--from", at(1), "--to", at(1.5), "--who", "ana"]
    assert run([*shell, *asked, "--as", "cy", "--note", "dentist", "--time-zone", "UTC"]) == 0
    assert capsys.readouterr().out.startswith("1  open  cy asks ana to cover primary, Mon")
    assert run([*shell, "cover", "list", "--as", "ana", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["requests"]
    assert [(each["number"], each["may"], each["note"]) for each in listed] == [
        (1, ["accept", "decline"], "dentist")
    ]
    assert run([*shell, "cover", "accept", "1", "--as", "ana"]) == 0
    assert "Ana Ruiz covers primary for Cy Lindqvist" in capsys.readouterr().out
    window = ["--from", at(1), "--to", at(2), "--json"]
    assert run([*shell, "oncall", "primary", *window]) == 0
    shifts = json.loads(capsys.readouterr().out)["shifts"]
    assert [each["person"] for each in shifts] == ["ana", "cy"]


def test_swap_and_what_is_refused(url: str, capsys: Shell) -> None:
    shell = ["--database", url]
    offered = ["swap", "offer", "primary", "--from", at(1), "--to", at(2), "--with", "ana"]
    theirs = ["--their-from", at(2), "--their-to", at(3)]
    assert run([*shell, *offered, *theirs, "--as", "cy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "swap"
    assert run([*shell, "swap", "accept", "1", "--as", "ben"]) == 1
    assert capsys.readouterr().err == "You were not asked.\n"
    assert run([*shell, "swap", "force", "1", "--as", "dan"]) == 0
    capsys.readouterr()
    assert run([*shell, "swap", "take-back", "1", "--as", "cy"]) == 1
    assert capsys.readouterr().err == "This was settled already.\n"
    assert run([*shell, "swap", "accept", "7", "--as", "cy"]) == 1
    assert capsys.readouterr().err == "There is no request 7.\n"
    assert run([*shell, "swap", "list", "--ended", "--as", "cy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["requests"][0]["forced"] is True


def test_shifts_in_time_off(url: str, capsys: Shell, tmp_path: Path) -> None:
    shell = ["--database", url]
    begin, end = MONDAY + WEEK, MONDAY + WEEK + timedelta(days=2)
    off = f"{{start: {begin:%Y-%m-%dT%H:%M}, end: {end:%Y-%m-%dT%H:%M}, reason: ski}}"
    file = tmp_path / "off.yaml"
    person = 'name: cy, time_zone: UTC, contacts: {mail: "json://cy.example.org"}'
    file.write_text(f"watchbill: 1\npeople: [{{{person}, time_off: [{off}]}}]\n")
    assert run([*shell, "apply", str(file)]) == 0
    capsys.readouterr()
    assert run([*shell, "cover", "needed", "--of", "cy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["shifts"] == [
        {"schedule": "primary", "start": f"{begin:%Y-%m-%dT%H:%M}:00Z",
         "end": f"{end:%Y-%m-%dT%H:%M}:00Z", "reason": "ski", "request": None}
    ]  # fmt: skip
    assert run([*shell, "cover", "needed", "--of", "cy"]) == 0
    assert capsys.readouterr().out.endswith("ski: nobody is asked yet\n")
    assert run([*shell, "cover", "needed", "--as", "ana"]) == 0
    assert capsys.readouterr().out == "No shift lies in their time off.\n"


def test_nobody_of_the_team_is_asked_whose_shifts(url: str, capsys: Shell) -> None:
    assert run(["--database", url, "cover", "needed"]) == 1
    told = capsys.readouterr().err
    assert "is nobody of this team" in told
    assert "--of PERSON" in told


@pytest.mark.parametrize(
    "said",
    [
        ["pager", "take", "primary"],
        ["pager", "back", "primary"],
        ["pager", "status"],
        ["cover", "accept", "1"],
    ],
)
def test_a_stranger_is_told_how_to_say_who_they_are(
    url: str, said: list[str], capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHBILL_USER", "stranger")
    assert run(["--database", url, *said]) == 1
    told = capsys.readouterr().err
    assert "--as NAME or WATCHBILL_USER" in told
    assert "'stranger'" in told


def test_the_pager(url: str, capsys: Shell) -> None:
    shell = ["--database", url]
    assert run([*shell, "pager", "take", "primary", "--for", "2h", "--as", "dan", "--json"]) == 0
    taken = json.loads(capsys.readouterr().out)
    assert (taken["on_call"], taken["still_paging"]) == (["dan"], 0)
    assert run([*shell, "oncall", "primary", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["on_call"] == ["dan"]
    assert run([*shell, "pager", "status", "--as", "dan"]) == 0
    assert capsys.readouterr().out.startswith("primary until ")
    assert run([*shell, "pager", "back", "primary", "--as", "dan"]) == 0
    assert capsys.readouterr().out == "On call for primary now: ben.\n"
    assert run([*shell, "pager", "take", "primary", "--for", "9h", "--as", "dan"]) == 1
    assert "30 minutes to 8 hours" in capsys.readouterr().err
    assert run([*shell, "pager", "take", "primry", "--as", "dan"]) == 1
    assert "Did you mean 'primary'?" in capsys.readouterr().err


def test_a_window_the_wrong_way_is_refused(url: str, capsys: Shell) -> None:
    asked = ["cover", "ask", "primary", "--from", at(2), "--to", at(1), "--as", "cy"]
    assert run(["--database", url, *asked]) == 1
    assert "--to lies before --from" in capsys.readouterr().err
