"""What the timeline says of fields, roles and tasks, in the language of the window."""

from __future__ import annotations

import pytest

from app.operations import incident_field, role, task
from app.queries.incident_detail import timeline
from models.kinds import Category, EventKind, Role, Urgency
from tests.night import Night
from ui.incidents.happened import happened
from ui.language.pseudo import lengthened

KINDS = (EventKind.FIELD, EventKind.ROLE, EventKind.TASK)


@pytest.fixture
def told(night: Night) -> list[tuple[EventKind, str, str]]:
    """One of everything: the kind, what was written, and what a window says of it."""
    return [(each.kind, each.text, happened(each)) for each in _lived(night) if each.kind in KINDS]


def _lived(night: Night) -> list:  # type: ignore[type-arg]
    number = night.declare("Checkout fails", "ana", "payments")
    ana, store = night.actor("ana"), night.store
    incident_field.change(store, number, ana, None, impact="Nobody can pay", why="a call")
    incident_field.change(
        store, number, ana, None, category=Category.THIRD_PARTY, urgency=Urgency.LOW,
        customers=120, drill=True, impact_started_at=night.clock.now(), impact="",
    )  # fmt: skip
    for who in ("ana", "ben"):
        role.assign(store, number, Role.COMMANDER, night.people[who], ana)
    role.release(store, number, Role.COMMANDER, night.people["ben"], ana)
    made = task.add(store, number, "Call the bank: now", ana)
    task.give(store, made, night.people["ben"], ana)
    task.give(store, made, None, ana)
    task.finish(store, made, ana)
    return timeline(store, number)


def test_english_says_what_was_written(told: list[tuple[EventKind, str, str]]) -> None:
    assert {kind for kind, _, _ in told} == set(KINDS)
    assert len(told) > 12
    assert [said for _, _, said in told] == [written for _, written, _ in told]


@pytest.mark.usefixtures("pseudo")
def test_all_of_it_is_translated_and_names_stay(night: Night) -> None:
    said = [happened(each) for each in _lived(night) if each.kind in KINDS]
    assert [each for each in said if "⟦" not in each and not each.startswith("Task: ")] == []
    assert f"{lengthened('Impact added')}: a call" in said
    assert any(lengthened("third-party failure") in each for each in said)
    assert any("Ben" in each and lengthened("incident commander") in each for each in said)
    assert f"{lengthened('Task done')}: Call the bank: now" in said
