"""`watchbill ics` and `watchbill feed` as people and scripts call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import run
from tests.app.calendars.files import BROKEN, calendar, event
from tests.app.calendars.rota import Team, weekly
from tests.foreign import by_ical

Call = Callable[..., tuple[int, str, str]]
WEEK = ("--from", "2026-12-07T09:00", "--to", "2026-12-14T09:00", "--time-zone", "Europe/Madrid")

REFUSED = [
    (("ics", "export"), 2, "expected a schedule"),
    (("ics", "export", "primary", "--from", "2026-01-01"), 2, "--to"),
    (("ics", "export", "primry"), 1, "did you mean 'primary'"),
    (("ics", "export", "--person", "zoe"), 1, "nobody called 'zoe'"),
    (("ics", "export", "primary", "--from", "soon", "--to", "2026-01-01"), 2, "'soon'"),
    (("ics", "export", "primary", "--from", "2026-02-01", "--to", "2026-01-01"), 1, "before"),
    (("ics", "export", "primary", "-o", "/nowhere/at/all.ics"), 1, "/nowhere/at/all.ics"),
    (("ics", "import", "/nowhere.ics", "--person", "ana"), 1, "/nowhere.ics"),
    (("ics", "import", "/nowhere.ics"), 2, "--person or --schedule"),
    (("feed", "--schedule", "primary", "--person", "ana"), 2, "expected one of"),
    (("feed", "--schedule", "primary", "--ahead", "25"), 2, "24"),
    (("feed", "--schedule", "primary", "--back", "0"), 2, "1"),
    (("feed", "--schedule", "primary", "--remind", "soon"), 1, "no duration"),
    (("feed", "--schedule", "nope"), 1, "no schedule called 'nope'"),
    (("feed",), 1, "Whose shifts?"),
]


@pytest.fixture
def call(team: Team, database_url: str, capfd: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill WORDS`; exit code, standard output, standard error."""
    team.plans(weekly(team="platform"))

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["--database", database_url, *words])
        return code, *capfd.readouterr()

    return called


def test_export(call: Call, tmp_path: Path) -> None:
    """To standard output, or to a file; the same both times."""
    code, out, err = call("ics", "export", "primary", *WEEK)
    assert (code, err) == (0, "")
    (seen,) = by_ical(out.encode())
    assert seen.summary == "Ana Ruiz on call: primary (weekly)"
    file = tmp_path / "ana.ics"
    assert call("ics", "export", "--person", "ana", *WEEK, "-o", str(file)) == (0, "", "")
    (own,) = by_ical(file.read_bytes())
    assert (own.uid, own.start, own.end) == (seen.uid, seen.start, seen.end)
    assert own.summary == "On call: primary (weekly)"


def test_export_without_a_window(call: Call) -> None:
    """The months that a feed would show."""
    code, out, _ = call("ics", "export", "primary")
    assert code == 0
    assert len(by_ical(out.encode())) > 20


def test_refused(call: Call) -> None:
    """In a sentence, with the promised code."""
    for words, code, part in REFUSED:
        found, out, err = call(*words)
        assert (found, out) == (code, ""), words
        assert part in " ".join(err.split())
        assert "Traceback" not in err


def test_feed(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same address each time, another one when rotated."""
    monkeypatch.setenv("WATCHBILL_URL", "https://watch.example.org/")
    code, out, err = call("feed", "--schedule", "primary")
    assert (code, err) == (0, "")
    assert out.startswith("https://watch.example.org/feeds/")
    assert out.endswith(".ics\n")
    assert call("feed", "--schedule", "primary") == (0, out, "")
    document = json.loads(call("feed", "--schedule", "primary", "--ahead", "24", "--json")[1])
    assert document["url"] == out.strip()
    assert document["webcal"] == out.strip().replace("https:", "webcal:")
    assert (document["ahead"], document["back"], document["only_here"]) == (24, 1, False)
    rotated = call("feed", "--schedule", "primary", "--rotate")[1]
    assert rotated != out
    assert call("feed", "--schedule", "primary")[1] == rotated


def test_feed_of_oneself(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sits here; the address of this machine."""
    monkeypatch.setenv("WATCHBILL_USER", "ana")
    document = json.loads(call("feed", "--json", "--remind", "1d", "--remind", "15m")[1])
    assert (document["kind"], document["name"]) == ("person", "ana")
    assert document["remind"] == ["15m", "1d"]
    assert document["only_here"] is True
    assert document["url"] == json.loads(call("feed", "--person", "ana", "--json")[1])["url"]
    assert json.loads(call("feed", "--remind", "none", "--json")[1])["remind"] == []
    assert json.loads(call("feed", "--team", "platform", "--json")[1])["kind"] == "team"


def test_time_off(call: Call, tmp_path: Path) -> None:
    """Tried, then done, then done already."""
    file = tmp_path / "away.ics"
    file.write_bytes(calendar(event("DTSTART;VALUE=DATE:20270803", "SUMMARY:Rome")))
    words = ("ics", "import", str(file), "--person", "ana")
    line = "+ ana away 2027-08-03 00:00 to 2027-08-04 00:00  Rome\n"
    assert call(*words, "--dry-run") == (0, line, "")
    assert "Rome" not in call("dump")[1]
    assert call(*words) == (0, line, "")
    assert "Rome" in call("dump")[1]
    assert call(*words) == (0, "nothing to add\n", "")


def test_schedule(call: Call, tmp_path: Path) -> None:
    """Tried, then done, then refused."""
    file = tmp_path / "rota.ics"
    turns = [
        event(f"DTSTART;TZID=Europe/Madrid:{day}T090000", "DURATION:P7D", f"SUMMARY:{who}",
              "RRULE:FREQ=WEEKLY;INTERVAL=2")
        for who, day in (("Ana Ruiz", "20270104"), ("Big B", "20270111"))
    ]  # fmt: skip
    file.write_bytes(calendar(*turns, head="X-WR-TIMEZONE:Europe/Madrid"))
    words = ("ics", "import", str(file), "--schedule", "second")
    code, out, err = call(*words)
    assert (code, out) == (1, "")
    assert "'Big B' names nobody" in err
    words = (*words, "--people", "Big B=ben")
    code, out, err = call(*words, "--dry-run", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["rotations"][0]["people"] == [["ana"], ["ben"]]
    assert call("oncall", "second")[0] == 1
    code, out, err = call(*words)
    assert (code, err) == (0, "")
    assert "rotation weekly: every 1 week from 2027-01-04 09:00: ana, ben" in out
    assert "ana" in call("oncall", "second", "--at", "2027-01-05T00:00Z")[1]
    assert call(*words)[0] == 1
    assert call(*words, "--replace")[0] == 0


def test_broken_files(call: Call, tmp_path: Path) -> None:
    """Exit code 1 and a sentence, as time off and as a schedule."""
    file = tmp_path / "broken.ics"
    for data, part in BROKEN.values():
        file.write_bytes(data)
        for into in (("--person", "ana"), ("--schedule", "new")):
            code, out, err = call("ics", "import", str(file), *into)
            assert (code, out) == (1, "")
            assert part in err
            assert "Traceback" not in err
