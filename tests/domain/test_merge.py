"""What two people made of one schedule, together."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain import rota_edit
from app.domain.limits import Limits
from app.domain.merge import Clash, merged, settled
from app.domain.merge_override import Change
from app.domain.rota_edit import Unfit
from app.domain.stretch import united
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from models.kinds import OverrideKind, Unit
from tests.app.workspace.any_workspace import schedules
from tests.domain.any_board import NAMES, Plan, plans, windows
from tests.domain.rotas import utc

ANY = schedules("primary", ("ana", "ben"), ("ana", "ben", "cy"), ("platform",))
DAY = timedelta(days=1)
MONDAY = utc("2026-03-02 09:00")
handles = st.sampled_from(sorted(NAMES.values()))


def weekly(*people: str, name: str = "weekly", every: int = 1) -> RotationSpec:
    start = datetime(2026, 1, 5, 9)
    return RotationSpec(name, start, Unit.WEEK, tuple((each,) for each in people), every)


def cover(person: str, first: float, last: float, reason: str = "") -> OverrideSpec:
    start, end = MONDAY + first * DAY, MONDAY + last * DAY
    return OverrideSpec(OverrideKind.COVER, start, end, (person,), reason=reason)


def too(person: str, first: float, last: float) -> OverrideSpec:
    return replace(cover(person, first, last), kind=OverrideKind.ADD)


BASE = ScheduleSpec("primary", "UTC", rotations=(weekly("ana", "ben", "cy"),))


def by(*overrides: OverrideSpec) -> ScheduleSpec:
    return replace(BASE, overrides=overrides)


def test_edits_of_different_days_are_both_kept() -> None:
    found = merged(BASE, by(cover("ben", 0, 1)), by(cover("cy", 2, 3)))
    assert found.clashes == ()
    assert set(found.spec.overrides) == {cover("ben", 0, 1), cover("cy", 2, 3)}


def test_two_who_cut_one_cover_at_both_ends_both_have_their_way() -> None:
    base = by(cover("ben", 0, 7))
    mine = by(cover("cy", 0, 1), cover("ben", 1, 7))
    theirs = by(cover("ben", 0, 6), cover("dan", 6, 7))
    found = merged(base, mine, theirs)
    assert found.clashes == ()
    assert sorted(found.spec.overrides, key=lambda each: each.start) == [
        cover("cy", 0, 1), cover("ben", 1, 6), cover("dan", 6, 7)
    ]  # fmt: skip


def test_two_who_cover_the_same_night_clash() -> None:
    found = merged(BASE, by(cover("ben", 0, 1)), by(cover("cy", 0.5, 1.5)))
    assert found.clashes == (
        Clash(
            "overrides",
            (Change(came=True, override=cover("ben", 0, 1)),),
            (Change(came=True, override=cover("cy", 0.5, 1.5)),),
            span=Window(MONDAY, MONDAY + 1.5 * DAY),
        ),
    )
    assert found.spec.overrides == (cover("cy", 0.5, 1.5),)
    assert settled(found, {0}).overrides == (cover("ben", 0, 1),)
    assert settled(found, set()) == found.spec


def test_two_who_move_one_cover_to_different_days_clash() -> None:
    found = merged(by(cover("ben", 0, 1)), by(cover("ben", 1, 2)), by(cover("ben", 4, 5)))
    assert len(found.clashes) == 1
    assert found.spec.overrides == (cover("ben", 4, 5),)
    assert settled(found, [0]).overrides == (cover("ben", 1, 2),)


def test_one_who_takes_out_what_the_other_gives_away_agrees_that_it_goes() -> None:
    sides = by(), by(cover("dan", 0, 1))
    for mine, theirs in (sides, sides[::-1]):
        found = merged(by(cover("ben", 0, 1)), mine, theirs)
        assert (found.clashes, found.spec) == ((), by(cover("dan", 0, 1)))


def test_one_who_takes_out_all_of_what_the_other_gives_away_in_part_clashes() -> None:
    theirs = by(cover("dan", 0, 0.5), cover("ben", 0.5, 1))
    found = merged(by(cover("ben", 0, 1)), by(), theirs)
    (clash,) = found.clashes
    assert (clash.mine, clash.theirs) == (
        (Change(came=False, override=cover("ben", 0, 1)),),
        (Change(came=True, override=cover("dan", 0, 0.5)),),
    )
    assert found.spec == theirs
    assert settled(found, [0]).overrides == ()


def test_two_more_at_the_same_time_do_not_clash() -> None:
    found = merged(BASE, by(too("ben", 0, 1)), by(too("dan", 0, 1)))
    assert found.clashes == ()
    assert set(found.spec.overrides) == {too("ben", 0, 1), too("dan", 0, 1)}


def test_both_took_the_same_out() -> None:
    found = merged(by(cover("ben", 0, 1), cover("cy", 3, 4)), by(cover("cy", 3, 4)), by())
    assert (found.clashes, found.spec.overrides) == ((), ())
    found = merged(by(cover("ben", 0, 1)), by(cover("ben", 0, 0.4)), by(cover("ben", 0.3, 1)))
    assert (found.clashes, found.spec.overrides) == ((), (cover("ben", 0.3, 0.4),))


def test_of_covers_that_overlap_the_later_holds_still() -> None:
    base = by(cover("ben", 0, 7))
    mine = by(cover("ben", 0, 7), cover("cy", 2, 3))
    theirs = by(cover("ben", 0, 6))
    found = merged(base, mine, theirs)
    assert found.clashes == ()
    assert found.spec.overrides == (cover("ben", 0, 6), cover("cy", 2, 3))


def test_fields_of_one_rotation_are_merged() -> None:
    people = replace(BASE, rotations=(weekly("ana", "cy"),))
    layer = replace(BASE, rotations=(replace(weekly("ana", "ben", "cy"), layer=3),))
    found = merged(BASE, people, layer)
    assert found.clashes == ()
    assert found.spec.rotations == (replace(weekly("ana", "cy"), layer=3),)


def test_people_of_one_rotation_clash() -> None:
    mine, theirs = (
        replace(BASE, rotations=(weekly(*them),)) for them in (("ana", "cy"), ("ben", "cy"))
    )
    found = merged(BASE, mine, theirs)
    assert found.clashes == (Clash("people", weekly("ana", "cy"), weekly("ben", "cy"), "weekly"),)
    assert (found.spec, settled(found, {0})) == (theirs, mine)


def test_grid_of_one_rotation_is_one_thing() -> None:
    mine = replace(BASE, rotations=(weekly("ana", "ben", "cy", every=2),))
    theirs = replace(BASE, rotations=(replace(weekly("ana", "ben", "cy"), unit=Unit.DAY),))
    (clash,) = merged(BASE, mine, theirs).clashes
    assert clash == Clash("turns", mine.rotations[0], theirs.rotations[0], "weekly")


def test_rotations_that_come_and_go() -> None:
    nights, extra = weekly("dan", name="nights"), weekly("eva", name="extra")
    mine = replace(BASE, rotations=(nights, *BASE.rotations))
    theirs = replace(BASE, rotations=(*BASE.rotations, extra))
    assert merged(BASE, mine, theirs).spec.rotations == (nights, *BASE.rotations, extra)
    assert merged(mine, BASE, mine).spec == BASE
    changed = replace(mine, rotations=(replace(nights, layer=2), *BASE.rotations))
    found = merged(mine, BASE, changed)
    assert found.clashes == (Clash("rotation", None, changed.rotations[0], "nights"),)
    assert (found.spec, settled(found, {0})) == (changed, BASE)


def test_settings_and_shadows() -> None:
    eva, dan = ShadowSpec("eva", MONDAY), ShadowSpec("dan", MONDAY + DAY)
    mine = replace(BASE, limits=Limits(nights_running=3), shadows=(eva,), team="platform")
    theirs = replace(BASE, limits=Limits(days_running=7), shadows=(dan,), holidays="ES")
    found = merged(BASE, mine, theirs)
    assert found.clashes == ()
    assert found.spec == replace(
        BASE,
        limits=Limits(nights_running=3, days_running=7),
        shadows=(eva, dan),
        team="platform",
        holidays="ES",
    )
    assert merged(found.spec, replace(found.spec, shadows=(eva,)), found.spec).spec.shadows == (
        eva,
    )


@pytest.mark.parametrize("name", ["name", "time_zone", "team", "holidays"])
def test_a_setting_clashes(name: str) -> None:
    mine, theirs = (replace(BASE, **{name: said}) for said in ("Europe/Madrid", "Europe/Rome"))
    found = merged(BASE, mine, theirs)
    assert found.clashes == (Clash(name, "Europe/Madrid", "Europe/Rome"),)
    assert (found.spec, settled(found, [0])) == (theirs, mine)


@given(ANY, ANY)
def test_who_did_nothing_gets_what_the_other_did(base: ScheduleSpec, other: ScheduleSpec) -> None:
    for mine, theirs in ((base, other), (other, base), (other, other)):
        found = merged(base, mine, theirs)
        assert found.clashes == ()
        assert replace(found.spec, rotations=()) == replace(other, rotations=())
        assert sorted(found.spec.rotations, key=repr) == sorted(other.rotations, key=repr)


@given(ANY, ANY, ANY)
def test_every_clash_settled_for_one_side_says_what_that_side_says(
    base: ScheduleSpec, mine: ScheduleSpec, theirs: ScheduleSpec
) -> None:
    found = merged(base, mine, theirs)
    all_mine = settled(found, range(len(found.clashes)))
    for name in (each.name for each in fields(ScheduleSpec)):
        if name in ("rotations", "overrides", "shadows", "limits"):
            continue
        values = [getattr(each, name) for each in (base, mine, theirs)]
        changed = [value for value in values[1:] if value != values[0]]
        assert getattr(found.spec, name) == (changed[-1] if changed else values[0])
        assert getattr(all_mine, name) == (changed[0] if changed else values[0])


@given(plans(), st.data())
def test_edits_apart_are_both_exactly_as_they_were_made(plan: Plan, data: st.DataObject) -> None:
    """Two cover, or take out, in windows that do not touch: each gets just what they asked for."""
    one, other = data.draw(windows(plan)), data.draw(windows(plan))
    assume(len(united([one, other])) == 2)
    specs = []
    for window in (one, other):
        try:
            specs.append(rota_edit.cover(plan.board, plan.spec, window, (data.draw(handles),)))
        except Unfit:
            specs.append(plan.spec)
    mine, theirs = specs
    found = merged(plan.spec, mine, theirs)
    for at in plan.instants(plan.spec, mine, theirs, also=(one.start, other.start)):
        wanted = mine if at in one else theirs
        if not found.clashes:
            assert plan.crew(found.spec, at) == plan.crew(wanted, at), at
    gone = [set(plan.spec.overrides) - set(each.overrides) for each in specs]
    assert not found.clashes or gone[0] & gone[1]  # both cut the same one
    assert all(each.mine != each.theirs for each in found.clashes)
