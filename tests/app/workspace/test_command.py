"""`watchbill apply`, `dump` and `oncall` as people and scripts call them."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import safe
from app.cli.main import run
from app.store import open_store

Call = Callable[..., tuple[int, str, str]]
DATA = Path(__file__).parents[2] / "data"
EXAMPLE = DATA / "interfaces.yaml"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # no matter which
ROOT = Path(__file__).parents[3]


@pytest.fixture
def call(database_url: str, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `watchbill WORDS`; exit code, standard output, standard error."""

    def called(*words: str | Path) -> tuple[int, str, str]:
        code = run([*map(str, words), "--database", database_url])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def said(answer: tuple[int, str, str]) -> Any:
    code, out, err = answer
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_file_is_applied_twice_and_dumped(call: Call, tmp_path: Path) -> None:
    code, rehearsed, err = call("apply", EXAMPLE, "--dry-run")
    assert (code, err) == (0, "")
    assert call("dump") == (0, "watchbill: 1\n", "")
    code, out, err = call("apply", EXAMPLE)
    assert (code, err) == (0, "")
    *changes, address = out.splitlines()
    assert changes == rehearsed.splitlines()
    assert changes[0] == "+ person ana"
    key = address.removeprefix("  prometheus takes signals in at /in/")
    assert len(key) == 32
    assert call("apply", EXAMPLE) == (0, "nothing to change\n", "")
    file = tmp_path / "team.yaml"
    assert call("dump", file) == (0, "", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600  # it holds addresses and keys
    assert call("dump")[1] == call("dump", "-")[1] == file.read_text("utf-8")
    assert f'key: "{key}"' in file.read_text("utf-8") or f"key: {key}" in file.read_text("utf-8")
    assert call("apply", file, "--prune") == (0, "nothing to change\n", "")
    assert list(tmp_path.glob("*.part")) == []


def test_problems_are_told_with_file_line_and_column_and_nothing_is_done(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "team.yaml"
    text = (
        EXAMPLE.read_text("utf-8").replace("slo: 99.9", "slo: 0").replace("[ana, ben, cy]", "[ann]")
    )
    file.write_text(text, "utf-8")
    code, out, err = call("apply", file)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"{file}:15:41: There is no person called 'ann'; did you mean 'ana'?",
        f"{file}:17:80: 0.0 is out of range; expected per cent, above 0 to 100.",
    ]
    assert call("dump") == (0, "watchbill: 1\n", "")


def test_a_warning_does_not_stop(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(
        EXAMPLE.read_text("utf-8").replace("    last_resort: [team:", "    # ["), "utf-8"
    )
    code, out, err = call("apply", file)
    assert (code, out.startswith("+ person ana")) == (0, True)
    assert err.startswith(f"{file}:42:5: warning: Policy platform has no last_resort")


def test_an_address_that_nobody_gave_is_told_where(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text("watchbill: 1\npeople:\n  - name: ana\n    contacts: {x: null}\n", "utf-8")
    for words in ((), ("--dry-run",), ("--prune",)):
        code, out, err = call("apply", file, *words)
        assert (code, out) == (1, "")
        assert err == (
            f"{file}:4:19: The contact x of ana has no address yet; expected an Apprise address.\n"
        )
    assert call("dump") == (0, "watchbill: 1\n", "")


def test_standard_input_is_a_file_called_dash(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.TextIOWrapper(io.BytesIO(b"watchbill: 1\npeople: [{name: X}]\n"))
    monkeypatch.setattr(sys, "stdin", lines)
    code, out, err = call("apply", "-")
    assert (code, out) == (1, "")
    assert err.startswith("-:2:17: 'X' is no handle")


def test_who_did_it_is_the_one_named(call: Call, tmp_path: Path) -> None:
    call("apply", EXAMPLE)
    code, out, err = call("apply", EXAMPLE, "--as", "zoe")
    assert (code, out, err) == (1, "", "There is nobody called 'zoe' in this team.\n")


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["apply", "nowhere.yaml"], 1, "nowhere.yaml: No such file or directory"),
        (["apply"], 2, "Missing argument"),
        (["dump", "/nowhere/team.yaml"], 1, "/nowhere/team.yaml: No such file or directory"),
        (["oncall", "primry"], 1, "There is no schedule called 'primry'; did you mean 'primary'?"),
        (["oncall", "--from", "2026-01-01"], 2, "expected --at T, or --from T with --to T"),
        (["oncall", "--from", "2026-01-02", "--to", "2026-01-01"], 1, "--to lies before --from"),
        (["oncall", "--at", "25:00"], 2, "'25:00' is no time; expected ISO 8601"),
        (["oncall", "--at", "2026-01-01", "--time-zone", "Mars"], 2, "'Mars' is no IANA time zone"),
        (["oncall", "--time-zone", "Mars"], 2, "'Mars' is no IANA time zone"),
        (["oncall", "--time-zone", "Mars", "--json"], 2, "'Mars' is no IANA time zone"),
    ],
)
def test_bad_input_is_a_sentence_and_a_code(
    call: Call, words: list[str], code: int, sentence: str
) -> None:
    call("apply", EXAMPLE)
    found, out, err = call(*words)
    assert (found, out) == (code, "")
    assert sentence in err
    assert "Traceback" not in err


def test_a_window_is_the_object_of_the_interfaces(call: Call) -> None:
    call("apply", EXAMPLE)
    window = ("--from", "2026-02-03T00:00Z", "--to", "2026-02-04T12:00:00.5+01:00")
    found = said(call("oncall", "primary", *window, "--json"))
    assert found == {
        "schedule": "primary",
        "time_zone": "Europe/Madrid",
        "from": "2026-02-03T00:00:00Z",
        "to": "2026-02-04T11:00:00Z",
        "shifts": [
            {
                "start": "2026-02-03T00:00:00Z",
                "end": "2026-02-03T07:00:00Z",
                "person": "ana",
                "source": "weekly",
            },
            {
                "start": "2026-02-03T17:00:00Z",
                "end": "2026-02-04T08:00:00Z",
                "person": "ben",
                "source": "override",
            },
        ],
        "gaps": [
            {"start": "2026-02-03T07:00:00Z", "end": "2026-02-03T17:00:00Z", "deliberate": False},
            {"start": "2026-02-04T08:00:00Z", "end": "2026-02-04T11:00:00Z", "deliberate": False},
        ],
        "coverage": pytest.approx(22 / 35),
    }
    everything = said(call("oncall", *window, "--json"))
    assert [each["schedule"] for each in everything["schedules"]] == ["primary", "secondary"]
    assert everything["schedules"][0] == found
    assert everything["schedules"][1]["coverage"] == 0


def test_people_of_one_instant_are_sorted_and_their_shifts_whole(call: Call) -> None:
    call("apply", EXAMPLE)
    found = said(call("oncall", "primary", "--at", "2026-01-19T23:00", "--time-zone",
                      "Europe/Madrid", "--json"))  # fmt: skip
    assert found["on_call"] == ["cy", "dan"]
    assert {(each["start"], each["end"]) for each in found["shifts"]} == {
        ("2026-01-19T19:00:00Z", "2026-01-20T07:00:00Z")
    }
    assert (found["from"], found["to"], found["coverage"]) == (
        "2026-01-19T22:00:00Z",
        "2026-01-19T22:00:00Z",
        1,
    )
    nobody = said(call("oncall", "secondary", "--at", "0001-01-01T00:00Z", "--json"))
    assert (nobody["on_call"], nobody["from"], nobody["coverage"]) == (
        [],
        "0001-01-01T00:00:00Z",
        0,
    )


def test_an_instant_in_a_gap_that_is_meant_counts_as_covered(call: Call, tmp_path: Path) -> None:
    """As it does in a window."""
    file = tmp_path / "team.yaml"
    file.write_text(
        "watchbill: 1\npeople: [{name: ana}]\n"
        "schedules: [{name: s, time_zone: Etc/UTC, rotations: [{name: r, "
        "start: 2026-01-05T00:00, shift: {every: 1, unit: day}, people: [ana, nobody]}]}]"
    )
    call("apply", file)
    for day, on_call, meant in (("05", ["ana"], []), ("06", [], [True])):
        found = said(call("oncall", "s", "--at", f"2026-01-{day}T12:00Z", "--json"))
        assert found["on_call"] == on_call
        assert [each["deliberate"] for each in found["gaps"]] == meant
        assert found["coverage"] == 1
    before = said(call("oncall", "s", "--at", "2026-01-04T12:00Z", "--json"))
    assert (before["on_call"], before["coverage"]) == ([], 0)


def test_words_for_people(call: Call) -> None:
    call("apply", EXAMPLE)
    assert call("oncall", "primary", "--at", "2026-02-03T20:00+01:00") == (
        0,
        "primary: ben\n  Tue 2026-02-03 18:00 CET to Wed 2026-02-04 09:00 CET  ben (override)\n",
        "",
    )
    window = ("--from", "2026-01-27T00:00Z", "--to", "2026-01-27T12:00Z", "--time-zone", "UTC")
    assert call("oncall", "primary", *window)[1] == (
        "primary: 58.3% covered (UTC)\n"
        "  Tue 2026-01-27 00:00 UTC to Tue 2026-01-27 07:00 UTC  nobody (on purpose)\n"
        "  Tue 2026-01-27 07:00 UTC to Tue 2026-01-27 12:00 UTC  nobody (gap)\n"
    )
    for at in ("0001-01-01T00:00Z", "9999-12-31T23:59:59Z"):
        code, out, _ = call("oncall", "--at", at, "--time-zone", "Asia/Tokyo")
        assert (code, out[:8]) == (0, "primary:")


def test_without_schedules_there_is_nothing_to_say(call: Call) -> None:
    assert said(call("oncall", "--json")) == {"schedules": []}
    assert call("oncall") == (0, "", "")


def test_a_dump_without_the_key_says_so(call: Call, database_url: str) -> None:
    call("apply", EXAMPLE)
    store = open_store(database_url)
    safe.file_of(store.ident).unlink()
    store.close()
    code, out, err = call("dump")
    assert code == 0
    assert out.startswith("# Addresses and keys are missing here")
    assert "secret" not in out
    assert err.startswith("Addresses and keys are missing in this file.")


def test_the_program_itself(sqlite_url: str, tmp_path: Path) -> None:
    """A process of its own: exit codes, and bytes that are UTF-8 whatever the locale is."""

    def watchbill(*words: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "app", *map(str, words), "--database", sqlite_url]
        surroundings = os.environ | {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}
        return subprocess.run(
            command, input=given, capture_output=True, cwd=ROOT, env=surroundings, check=False
        )

    text = "watchbill: 1\npeople: [{name: ana, full_name: Añä ✓}]\n".encode()
    done = watchbill("apply", "-", given=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"+ person ana\n", b"")
    dumped = watchbill("dump")
    assert dumped.returncode == 0
    assert "Añä ✓" in dumped.stdout.decode()
    refused = watchbill("apply", "-", given=b"\x00\x01")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr == b"-:1:1: A control character stands here; expected text.\n"
    odd = watchbill("apply", "-", given="watchbill: 1\npeople: [{name: ñ}]\n".encode())
    assert (odd.returncode, b"Traceback" in odd.stderr) == (1, False)
    elsewhere = ["--database", "postgresql://nobody@127.0.0.1:9/none"]
    command = [sys.executable, "-m", "app", "dump", *elsewhere]
    gone = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (gone.returncode, gone.stdout) == (3, b"")
    assert gone.stderr.startswith(b"The database cannot be used right now")


def test_now_is_the_default(call: Call) -> None:
    call("apply", EXAMPLE)
    found = said(call("oncall", "primary", "--json"))
    at = datetime.fromisoformat(found["from"])
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
