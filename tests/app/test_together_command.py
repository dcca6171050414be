"""`watchbill incident ...` for working together, as people and scripts call it."""

import json
from collections.abc import Callable

import pytest

from app.cli.main import run
from app.store import Store
from tests import builders

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(database_url: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill incident WORDS`; exit code, standard output, standard error."""

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["incident", *words, "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_incidents_in_the_shell(store: Store, call: Call) -> None:
    builders.person(store, "ana", "Ana Ruiz")
    assert (
        call("declare", "db is down", "--customers", "40", "--region", "EU", "--as", "ana")[0] == 0
    )
    assert call("declare", "mail is late", "--part-of", "1", "--as", "ana")[0] == 0
    assert call("merge", "2", "1", "--reason", "same disk")[1] == "#2 is merged into #1.\n"
    assert call("merge", "2", "1", "--undo")[1] == "#2 is split off from #1 again.\n"
    assert call("accept", "1")[1] == "#1 is accepted.\n"
    assert call("relate", "1", "2")[1] == "#1 is related to #2.\n"
    assert call("snooze", "1", "--for", "2h", "--as", "ana")[1].startswith("#1 sleeps until")
    assert call("snooze", "1", "--wake")[1] == "#1 is awake.\n"
    assert call("snooze", "1")[0] == 2
    assert call("call", "1", "zoe") == (1, "", "There is no person called 'zoe'.\n")
    assert call("call", "1", "ana")[2].startswith("Ana Ruiz: no contact")
    assert call("talk", "1", "--link", "https://example.org/room")[0] == 0
    assert call("update", "1", "--field", "x=1")[2].startswith("There is no field called 'x'")
    assert call("update", "1", "--category", "pipeline")[0] == 0
    shown = json.loads(call("show", "1", "--json")[1])
    assert (shown["customers"], shown["regions"], shown["category"]) == (
        40,
        ["EU"],
        "CI/CD pipeline",
    )
    assert [(each["kind"], each["number"]) for each in shown["ties"]] == [
        ("part of", 2),
        ("related to", 2),
    ]
    text = call("show", "1")[1]
    assert "40 customers" in text
    assert "Talk at https://example.org/room" in text
    form = json.loads(call("form", "--json")[1])
    assert form["categories"][0]["name"] == "infrastructure outage"
