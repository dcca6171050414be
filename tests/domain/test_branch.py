"""Hours, conditions and branches of a policy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

import pytest

from app.domain.branch import DEEPEST, Branch, Condition, Hours, Matter, way
from app.domain.policy import Policy
from app.domain.rota import Restriction
from models.kinds import Severity, Urgency
from tests.domain.towns import T0, Town, end, level, pages, played, policy, skips

OFFICE = Restriction((0, 1, 2, 3, 4), (None, time(9)), (None, time(18)))
MADRID = Hours((OFFICE,), "Europe/Madrid")
LOW = Matter(Urgency.LOW)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:00"),  # a Tuesday, open
        ("2026-11-24T07:59", "2026-11-24T08:00"),  # 08:59 in Madrid
        ("2026-11-24T17:00", "2026-11-25T08:00"),  # it closes at 18:00
        ("2026-11-27T17:00", "2026-11-30T08:00"),  # over the weekend
        ("2026-03-27T17:00", "2026-03-30T07:00"),  # and over a clock change
    ],
)
def test_hours_open_on_the_wall_clock(at: str, opens: str) -> None:
    begin = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert MADRID.opens(begin) == datetime.fromisoformat(opens).replace(tzinfo=UTC)


def test_without_windows_it_is_always_open() -> None:
    assert Hours((), "Europe/Madrid").opens(T0) == T0


def test_every_part_of_a_condition_must_be_met() -> None:
    asked = Condition(Urgency.LOW, (Severity.SEV3, Severity.SEV4), (7,), MADRID)
    noon = datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert asked.met(Matter(Urgency.LOW, Severity.SEV4, 7), noon)
    assert not asked.met(Matter(Urgency.HIGH, Severity.SEV4, 7), noon)
    assert not asked.met(Matter(Urgency.LOW, Severity.SEV1, 7), noon)
    assert not asked.met(Matter(Urgency.LOW, Severity.SEV4, 8), noon)
    assert not asked.met(Matter(Urgency.LOW, Severity.SEV4, 7), noon + timedelta(hours=12))
    assert Condition().met(LOW, noon)


def test_a_condition_survives_its_json() -> None:
    asked = Condition(Urgency.LOW, (Severity.SEV3,), (7, 9), MADRID)
    assert Condition.of(json.loads(json.dumps(asked.json()))) == asked
    assert Condition.of({}) == Condition()


def test_the_first_branch_that_is_met_is_taken_and_then_its_own() -> None:
    low, none = Condition(Urgency.LOW), Condition(services=(99,))
    tree = {1: (Branch(none, 5), Branch(low, 2), Branch(low, 4)), 2: (Branch(low, 3),)}
    assert way(1, LOW, T0, branches(tree)) == (1, 2, 3)
    assert way(1, Matter(Urgency.HIGH), T0, branches(tree)) == (1,)


def test_branches_end_however_they_were_stored() -> None:
    assert way(1, LOW, T0, branches({1: (always(2),), 2: (always(1),)})) == (1, 2)
    endless = {n: (always(n + 1),) for n in range(20)}
    assert len(way(0, LOW, T0, branches(endless))) == DEEPEST + 1


def test_low_urgency_is_held_until_the_hours_open_and_then_everything_follows() -> None:
    opens = T0 + timedelta(hours=2)  # a window that begins two hours after the night begins
    begin = opens.replace(tzinfo=None)
    window = Restriction((), (None, begin.time()), (None, (begin + timedelta(hours=1)).time()))
    held = policy(level("person:ana", wait=40), level("person:ben", wait=40), last=["person:cy"])
    held = Policy.of(json.loads(json.dumps(Policy(
        held.id, held.name, held.levels, 0, held.last_resort, Hours((window,))).json()
    )))  # fmt: skip
    seen = played(held, Town(), urgency=Urgency.LOW)
    assert pages(seen) == [
        (120, "1.1.1", "ana", "phone"),
        (160, "1.2.1", "ben", "phone"),
        (120 + 24 * 60, "1.0.1", "cy", "phone"),  # closed again when both had their time
    ]
    assert [reason for _, _, reason, _ in skips(seen)] == [
        "low urgency waits for working hours"
    ] * 2
    assert end(seen) == (120 + 24 * 60, "exhausted")
    assert pages(played(held, Town()))[0] == (
        0,
        "1.1.1",
        "ana",
        "phone",
    )  # high urgency never waits


def test_a_policy_that_was_frozen_by_an_earlier_version_is_read() -> None:
    old = {"id": 1, "name": "p", "levels": [], "repeat": 0, "last_resort": []}
    assert Policy.of(old) == Policy(1, "p", ())


def always(to: int) -> Branch:
    """Met by everything."""
    return Branch(Condition(), to)


def branches(tree: Mapping[int, tuple[Branch, ...]]):  # type: ignore[no-untyped-def]
    """As `way` asks for them."""
    return lambda ident: tree.get(ident, ())
