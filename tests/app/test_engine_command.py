"""`watchbill engine`, as a shell calls it."""

from __future__ import annotations

import json

import pytest

from app.cli.main import run
from app.operations.engine import beat
from app.store import open_store


@pytest.fixture(autouse=True)
def _database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHBILL_DATABASE", sqlite_url)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What a command prints."""
    assert run(["engine", *words]) == code
    out = capsys.readouterr()
    return out.err if code else out.out


def test_without_an_engine_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nobody is being paged" in said(capsys, "show")


def test_what_lives_is_told(capsys: pytest.CaptureFixture[str], sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    beat(store, "e1", "mercury", "serve")
    store.close()
    assert "mercury" in said(capsys, "show")
    told = json.loads(said(capsys, "show", "--json"))
    assert (told["alive"], told["engines"][0]["machine"]) == (1, "mercury")
    assert told["heartbeat"] is None


def test_a_heartbeat_is_set_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    url = "https://hc.example.org/ping/s3cret"
    assert "every 90s" in said(capsys, "heartbeat", url, "--every", "90s")
    shown = said(capsys, "show")
    assert "goes out by https every 1m30s" in shown
    assert "s3cret" not in shown
    said(capsys, "heartbeat", "--off")
    assert "No heartbeat goes out" in said(capsys, "show")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "Apprise address"),
        (["ftp://example.org/x"], "Apprise knows no service for ftp"),
        (["https://example.org", "--every", "1s"], "every 10 s at most"),
        (["https://example.org", "--every", "soon"], "no duration"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert sentence in said(capsys, "heartbeat", *words, code=1)


def test_an_address_or_off_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engine", "heartbeat"]) == 2
    capsys.readouterr()
