"""A draft moved onto what was published meanwhile, and cleared of people who are gone."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.draft import Draft
from app.domain.rebase import atop, rebased, strangers, without
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from models.kinds import OverrideKind, Unit

WEEKLY = RotationSpec("weekly", datetime(2026, 1, 5, 9), Unit.WEEK, (("ana",), ("ben", "cy"), ()))
BASE = ScheduleSpec("primary", "Europe/Madrid", rotations=(WEEKLY,))


def cover(day: int, *who: str, out: tuple[str, ...] = ()) -> OverrideSpec:
    """A whole day."""
    kind = OverrideKind.REPLACE if out else OverrideKind.COVER
    start, end = (datetime(2026, 3, each, tzinfo=UTC) for each in (day, day + 1))
    return OverrideSpec(kind, start, end, who, out)


def covered(spec: ScheduleSpec, *overrides: OverrideSpec) -> ScheduleSpec:
    """With more overrides."""
    return replace(spec, overrides=(*spec.overrides, *overrides))


def drafted(*specs: ScheduleSpec, at: int | None = None) -> Draft:
    """A step each."""
    draft = Draft(BASE, 1)
    for place, spec in enumerate(specs):
        draft = draft.did(f"step {place}", spec)
    return draft if at is None else replace(draft, at=at)


def test_each_step_stands_on_what_is_stored_now() -> None:
    one = covered(BASE, cover(2, "ana"))
    draft = drafted(one, covered(one, cover(5, "ben")))
    theirs = covered(BASE, cover(9, "cy"))
    moved = rebased(draft, theirs, 4)
    assert moved is not None
    assert (moved.base, moved.seen, moved.at) == (theirs, 4, 2)
    assert [len(step.spec.overrides) for step in moved.steps] == [2, 3]
    assert cover(9, "cy") in moved.undone().undone().spec.overrides


def test_undone_steps_stay_undone_and_can_be_done_again() -> None:
    one = covered(BASE, cover(2, "ana"))
    draft = drafted(one, covered(one, cover(5, "ben")), at=1)
    moved = rebased(draft, covered(BASE, cover(9, "cy")), 4)
    assert moved is not None
    assert (moved.at, len(moved.steps), moved.redoable) == (1, 2, "step 1")


def test_a_clash_is_not_guessed_away() -> None:
    mine = replace(BASE, rotations=(replace(WEEKLY, layer=2),))
    theirs = replace(BASE, rotations=(replace(WEEKLY, layer=3),))
    assert rebased(drafted(mine), theirs, 4) is None
    moved = rebased(drafted(covered(BASE, cover(2, "ana")), mine, at=1), theirs, 4)
    assert moved is not None  # the step that clashes was undone: it is gone
    assert (moved.at, len(moved.steps)) == (1, 1)


def test_what_was_published_already_is_no_step_any_more() -> None:
    one = covered(BASE, cover(2, "ana"))
    moved = rebased(drafted(one), one, 4)
    assert moved is not None
    assert (moved.steps, moved.changed) == ((), False)


def test_two_drafts_in_a_row() -> None:
    below = drafted(covered(BASE, cover(2, "ana")))
    above = drafted(covered(BASE, cover(5, "ben")))
    found = atop(below, above)
    assert {each.people for each in found.spec.overrides} == {("ana",), ("ben",)}
    assert found.undone() == replace(below, steps=found.steps)


def test_people_who_are_gone_leave_what_is_not_theirs() -> None:
    spec = covered(BASE, cover(2, "cy"), cover(3, "ana", "cy"), cover(4, "cy", out=("ana",)))
    spec = replace(spec, shadows=(ShadowSpec("cy", datetime(2026, 3, 1, tzinfo=UTC)),))
    known = {"ana", "ben"}
    assert strangers(spec, known) == {"cy"}
    found = without(drafted(spec), strangers(spec, known)).spec
    assert strangers(found, known) == set()
    assert found.rotations[0].people == (("ana",), ("ben",), ())
    assert [each.people for each in found.overrides] == [("ana",)]
    assert found.shadows == ()


def test_a_rotation_of_nobody_else_goes_too() -> None:
    alone = replace(WEEKLY, name="cy alone", people=(("cy",),))
    spec = replace(BASE, rotations=(WEEKLY, alone))
    found = without(drafted(spec), {"cy"}).spec
    assert [each.name for each in found.rotations] == ["weekly"]
