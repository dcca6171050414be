"""What is written is read back as the same, by us and by readers of other YAML versions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.soundness import workspace_problems
from app.domain.workspace import OverrideSpec, PersonSpec, ScheduleSpec, Workspace
from app.workspace.layout import flow, scalar
from app.workspace.read import read
from app.workspace.write import written
from models.kinds import OverrideKind
from tests.app.workspace.any_workspace import TRAPS, workspaces

DATA = Path(__file__).parents[2] / "data"


@given(workspaces())
def test_what_is_written_is_read_as_the_same(workspace: Workspace) -> None:
    assert [each for each in workspace_problems(workspace) if not each.warning] == []
    text = written(workspace)
    reading = read(text.encode())
    assert reading.problems == []
    assert reading.workspace == workspace
    assert written(reading.workspace) == text


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n"), min_size=1))
@example("no")
@example("12:30")
@example("0o17")
@example("~")
@example("a: b")
@example("a #b")
@example("=")
@example("<<")
@example("+.inf")
def test_a_text_stays_a_text_for_other_readers(text: str) -> None:
    """PyYAML follows YAML 1.1, which takes the most words for something else."""
    assert yaml.safe_load(f"[{scalar(text)}]") == [text]
    assert yaml.safe_load(f"{{{scalar(text)}: {flow([text])}}}") == {text: [text]}


@pytest.mark.parametrize("name", TRAPS)
def test_names_that_look_like_values_survive(name: str) -> None:
    text = written(Workspace(people=(PersonSpec(name),)))
    assert yaml.safe_load(text)["people"][0]["name"] == name
    assert read(text.encode()).workspace.people[0].name == name


def test_the_example_of_the_interfaces_is_written_short_and_in_order() -> None:
    data = (DATA / "interfaces.yaml").read_bytes()
    text = written(read(data).workspace)
    assert text.splitlines()[:6] == [
        "watchbill: 1",
        "people:",
        "  - name: ana",
        "    full_name: Ana Ruiz",
        "    email: ana@example.org",
        "    time_zone: Europe/Madrid",
    ]
    assert "      low: [{contact: mail, after: 0m}]" in text.splitlines()
    plain: Any = yaml.safe_load(text)
    assert plain["schedules"][0]["overrides"][1]["replace"] == "ana"


def test_a_time_that_the_clock_shows_twice_is_written_with_z() -> None:
    """On 25 October 2026 Madrid's clocks show 02:30 at 00:30Z and again at 01:30Z."""
    starts = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    end = datetime(2026, 10, 26, tzinfo=UTC)
    covers = tuple(OverrideSpec(OverrideKind.COVER, at, end, ("ana",)) for at in starts)
    schedule = ScheduleSpec("primary", "Europe/Madrid", overrides=covers)
    workspace = Workspace(people=(PersonSpec("ana"),), schedules=(schedule,))
    text = written(workspace)
    assert "start: 2026-10-25T02:30," in text
    assert "start: 2026-10-25T01:30Z," in text
    assert read(text.encode()).workspace == workspace


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-03-29T02:30", "2026-03-29T01:00"),  # in the gap: the first instant after it
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # twice: the first
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30"),
        ("2026-10-25 02:30:15 Z", "2026-10-25T02:30:15"),
        ('"2026-07-01T12:00-0330"', "2026-07-01T15:30"),
        ("2026-07-01", "2026-06-30T22:00"),
        ("2026-07-01t7:05", "2026-07-01T05:05"),
    ],
)
def test_times_of_overrides_are_wall_clock_unless_they_say_otherwise(said: str, at: str) -> None:
    text = f"""watchbill: 1
people: [{{name: ana}}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    overrides: [{{start: {said}, end: 2027-01-01, add: ana}}]
"""
    reading = read(text.encode())
    assert reading.problems == []
    (override,) = reading.workspace.schedules[0].overrides
    assert override.start == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_a_rotation_may_start_at_an_instant_that_its_clock_can_say() -> None:
    text = """watchbill: 1
people: [{name: ana}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations: [{name: a, start: %s, shift: {unit: day}, people: [ana]}]
"""
    reading = read((text % "2026-01-05T08:00Z").encode())
    assert reading.workspace.schedules[0].rotations[0].start.isoformat() == "2026-01-05T09:00:00"
    (problem,) = read((text % "2026-10-25T01:30Z").encode()).problems
    assert "second of two" in problem.sentence


def test_without_the_key_secrets_are_left_out_and_that_is_said() -> None:
    data = (DATA / "interfaces.yaml").read_bytes().replace(b'"ntfy://ntfy.example.org/ana"', b"~")
    text = written(read(data).workspace, sealed=True)
    assert text.startswith("# Addresses and keys are missing here")
    assert "contacts: {phone: null, mail: " in text
