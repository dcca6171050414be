"""Any two orders of ids are joined by steps that each do what they say."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ui.tables.diff import Step, runs, steps

ids = st.lists(st.integers(0, 400), unique=True, max_size=200)


def applied(now: list[Any], step: Step) -> list[Any]:
    """What a view would hold after a step, from what the step says alone."""
    if step.kind == "remove":
        return now[: step.first] + now[step.last + 1 :]
    if step.kind == "insert":
        return now[: step.first] + step.ids[step.first : step.last + 1] + now[step.first :]
    assert sorted(now) == sorted(step.ids)
    return step.ids


@given(ids, ids)
def test_steps_lead_from_one_order_to_the_other(old: list[int], new: list[int]) -> None:
    now: list[Any] = list(old)
    for step in steps(old, new):
        now = applied(now, step)
        assert now == step.ids
    assert now == new


def test_one_new_row_is_one_insertion() -> None:
    assert [(s.kind, s.first, s.last) for s in steps([1, 2, 3], [1, 9, 2, 3])] == [("insert", 1, 1)]


def test_many_holes_become_one_removal_after_a_move() -> None:
    kinds = [step.kind for step in steps(range(200), range(0, 200, 2))]
    assert kinds == ["order", "remove"]


def test_runs_are_stretches_without_holes() -> None:
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
