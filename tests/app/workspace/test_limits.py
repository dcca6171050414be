"""Limits and shadows of a schedule, from the file to the database and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.limits import USUAL, Limits
from app.domain.uses import uses
from app.domain.workspace import ShadowSpec
from app.queries.spec import workspace
from app.store import Store
from app.workspace.read import read
from models.rota import Schedule, Shadow
from tests.app.workspace.conftest import Apply

HOUR = timedelta(hours=1)


def file(more: str) -> str:
    return f"""watchbill: 1
people:
  - name: ana
  - name: eva
schedules:
  - name: primary
    time_zone: Europe/Madrid
{more}
"""


LIMITS = "    limits: {rest: 9h30m, nights_running: 3, days_running: 0, week_hours: 48}"
SHADOWS = (
    "    shadows: [{person: eva, start: 2026-03-28T09:00, end: 2026-03-30T09:00}, "
    "{person: ana, start: 2026-03-01T09:00}]"
)


def problems(more: str) -> list[tuple[int, str]]:
    return [(each.line, each.sentence) for each in read(file(more).encode()).problems]


def test_they_are_read() -> None:
    (spec,) = read(file(f"{LIMITS}\n{SHADOWS}").encode()).workspace.schedules
    assert spec.limits == Limits(9.5 * HOUR, 3, 0, 48)
    assert spec.shadows == (
        ShadowSpec(
            "eva", datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)
        ),
        ShadowSpec("ana", datetime(2026, 3, 1, 8, tzinfo=UTC)),
    )


def test_what_is_not_said_is_as_usual() -> None:
    (spec,) = read(file("    limits: {nights_running: 2}").encode()).workspace.schedules
    assert spec.limits == Limits(USUAL.rest, 2, USUAL.days_running, USUAL.week_hours)
    (plain,) = read(file("").encode()).workspace.schedules
    assert (plain.limits, plain.shadows) == (USUAL, ())


@pytest.mark.parametrize(
    ("more", "line", "sentence"),
    [
        ("    limits: {nights: 3}", 8, "'nights' is unknown here; did you mean 'nights_running'?"),
        ("    limits: {rest: eleven}", 8, "'eleven' is no duration: expected one such as"),
        ("    limits: {rest: 8d}", 8, "This rest is out of range; expected 0m to 7d."),
        ("    limits: {week_hours: 169}", 8, "169 is out of range; expected 0 to 168."),
        (
            "    limits: 11h",
            8,
            "Expected limits: {rest: 11h, nights_running: 5}, not a single value.",
        ),
        ("    shadows: [{start: 2026-03-01}]", 8, "'person' is missing; expected a person."),
        ("    shadows: [{person: zoe, start: 2026-03-01}]", 8, "There is no person called 'zoe'"),
        (
            "    shadows: [{person: eva, start: 2026-03-02, end: 2026-03-01}]",
            8,
            "This ends before it starts; expected a later end, or none.",
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_place(more: str, line: int, sentence: str) -> None:
    found = problems(more)
    assert [each[0] for each in found] == [line]
    assert found[0][1].startswith(sentence)


def test_they_are_stored_and_dumped(put: Apply, dumped: Callable[[], str], store: Store) -> None:
    put(file(f"{LIMITS}\n{SHADOWS}"))
    text = dumped()
    assert LIMITS in text
    assert "person: ana, start: 2026-03-01T09:00}" in text
    assert put(text) == []
    with store.read() as session:
        assert len(session.scalars(select(Shadow)).all()) == 2


def test_changes_are_told_and_the_usual_is_left_out(
    put: Apply, dumped: Callable[[], str], store: Store
) -> None:
    put(file(f"{LIMITS}\n{SHADOWS}"))
    (said,) = put(file("    shadows: [{person: ana, start: 2026-03-01T09:00}]"))
    assert said.split("; ") == [
        "~ schedule primary: rest 9h30m -> 11h",
        f"nights running 3 -> {USUAL.nights_running}",
        f"days running 0 -> {USUAL.days_running}",
        f"week hours 48 -> {USUAL.week_hours}",
        "- shadow eva 2026-03-28T08:00:00Z to 2026-03-30T07:00:00Z",
    ]
    assert "limits" not in dumped()
    with store.read() as session:
        assert session.scalars(select(Schedule.limits)).one() == {}
        found = uses("person", "ana", workspace(session, None), datetime(2026, 5, 1, tzinfo=UTC))
    assert found == ["schedule primary (a shadow)"]
