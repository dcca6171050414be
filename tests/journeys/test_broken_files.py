"""What a wrong file or a wrong word gets: sentences with line and column, an exit code, no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import Program

BROKEN = """\
watchbill: 1
people:
  - {name: ana, contact: {mail: "x"}}
  - {name: ben, contacts: {mail: "nosuch://x"}, time_zone: Mars/Base}
teams: [{name: all, members: [ana, zoe]}]
services:
  - {name: a, depends_on: [b]}
  - {name: b, depends_on: [a]}
schedules:
  - name: s
    time_zone: UTC
    rotations:
      - {name: r, start: 2026-02-30T09:00, shift: {every: 1, unit: week}, people: [ana]}
policies: [{name: p, levels: [{notify: ["person:ana"], wait: 5q}]}]
"""
FOUND = (
    ("3:17", "'contact' is unknown here; did you mean 'contacts'?"),
    ("4:34", "Apprise knows no service for nosuch://"),
    ("4:60", "There is no time zone 'Mars/Base'"),
    ("5:36", "There is no person called 'zoe'."),
    ("7:28", "A service cannot need itself: a -> b -> a."),
    ("8:28", "A service cannot need itself: b -> a -> b."),
    ("13:26", "'2026-02-30T09:00' is no time"),
    ("14:62", "'5q' is no duration: expected"),
)


def test_every_problem_at_once_and_nothing_applied(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(BROKEN)
    answer = program.call("apply", str(file))
    assert (answer.code, answer.out) == (1, ""), answer
    lines = answer.err.splitlines()
    for line, (place, sentence) in zip(lines, FOUND, strict=False):
        assert line.startswith(f"{file}:{place}: ")
        assert sentence in line
    assert len(lines) == len(FOUND)
    assert program.do("dump") == "watchbill: 1\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [("watchbill: 1\npeople: [", "2:"), ("watchbill: 9\n", "1:"), ("\0", "1:"), ("- a\n", "1:")],
)
def test_no_workspace_file_at_all(program: Program, tmp_path: Path, text: str, place: str) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(text)
    answer = program.call("apply", str(file))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"{file}:{place}")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nonsense",), 2, "No such command"),
        (("--database",), 2, "requires an argument"),
        (("incident", "show"), 2, "Missing argument"),
        (("serve", "--port", "70000"), 2, "--port"),
        (("incident", "show", "7"), 1, "7"),
        (("apply", "nowhere.yaml"), 1, "nowhere.yaml: No such file or directory"),
        (("--database", "mysql://x/y", "dump"), 1, "This is no database address"),
        (("--database", "postgresql://x@127.0.0.1:1/y", "incident", "list"), 3, "cannot be used"),
    ],
)
def test_a_sentence_and_a_code(
    program: Program, words: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = program.call(*words)
    assert (answer.code, answer.out) == (code, ""), answer
    assert sentence in answer.err
    assert "Traceback" not in answer.err
