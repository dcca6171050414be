"""Two who edit one rota at random: without a clash each gets just what they did, everywhere."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.domain import rota_edit
from app.domain.merge import merged, settled
from app.domain.rota_edit import Unfit
from app.domain.workspace import OverrideSpec, ScheduleSpec
from models.kinds import OverrideKind
from tests.domain.any_board import NAMES, Plan, plans, windows

handles = st.sampled_from(sorted(NAMES.values()))
Active = set[tuple[OverrideKind, tuple[str, ...], tuple[str, ...]]]


def active(spec: ScheduleSpec, at: datetime) -> Active:
    """What the overrides of an instant do."""
    return {
        (each.kind, each.people, each.out) for each in spec.overrides if each.start <= at < each.end
    }


def instants(*specs: ScheduleSpec) -> list[datetime]:
    """Where any override of any spec begins or ends."""
    every: list[OverrideSpec] = [each for spec in specs for each in spec.overrides]
    return sorted({at for each in every for at in (each.start, each.end)})


@st.composite
def edited(draw: st.DrawFn, plan: Plan) -> ScheduleSpec:
    """After some edits."""
    spec = plan.spec
    for _ in range(draw(st.integers(0, 3))):
        window, shifts = draw(windows(plan)), plan.shifts(spec)
        with suppress(Unfit):
            if not shifts or draw(st.booleans()):
                spec = rota_edit.cover(plan.board, spec, window, (draw(handles),))
            else:
                spec = rota_edit.move(plan.board, spec, draw(st.sampled_from(shifts)), window)
    return spec


@given(plans(days=4), st.data())
def test_without_a_clash_both_have_their_way(plan: Plan, data: st.DataObject) -> None:
    mine, theirs = data.draw(edited(plan)), data.draw(edited(plan))
    found = merged(plan.spec, mine, theirs)
    for at in instants(plan.spec, mine, theirs):
        was, here, there = (active(each, at) for each in (plan.spec, mine, theirs))
        now = active(found.spec, at)
        if not found.clashes:
            assert now == (there - (was - here)) | (here - was)
        assert now <= was | here | there


@given(plans(days=4), st.data())
def test_who_merges_the_other_way_round_has_the_same_clashes(
    plan: Plan, data: st.DataObject
) -> None:
    mine, theirs = data.draw(edited(plan)), data.draw(edited(plan))
    one, other = merged(plan.spec, mine, theirs), merged(plan.spec, theirs, mine)
    assert [(each.what, each.span, each.mine, each.theirs) for each in one.clashes] == [
        (each.what, each.span, each.theirs, each.mine) for each in other.clashes
    ]
    everything = range(len(one.clashes))
    for at in instants(plan.spec, mine, theirs):
        assert active(settled(one, everything), at) == active(other.spec, at)
        assert active(one.spec, at) == active(settled(other, everything), at)
