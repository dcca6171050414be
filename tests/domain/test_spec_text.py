"""Specs and drafts as JSON, and back."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.domain.draft import Draft
from app.domain.spec_text import (
    draft_understood,
    draft_written,
    people_of,
    renamed,
    understood,
    written,
)
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec, ShadowSpec
from models.kinds import OverrideKind, Unit
from tests.app.workspace.any_workspace import schedules

ANY = schedules("primary", ("ana", "ben"), ("ana", "ben", "cy"), ("platform",))
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def night(kind: OverrideKind, people: tuple[str, ...], out: tuple[str, ...] = ()) -> OverrideSpec:
    return OverrideSpec(kind, START, START.replace(hour=20), people, out)


SPEC = ScheduleSpec(
    "primary",
    "UTC",
    rotations=(RotationSpec("weekly", datetime(2026, 1, 5), Unit.WEEK, (("ana", "ben"), ("cy",))),),
    overrides=(
        night(OverrideKind.COVER, ("ana",)),
        night(OverrideKind.REPLACE, ("ben", "ana"), ("cy",)),
        night(OverrideKind.REMOVE, (), ("ana",)),
    ),
    shadows=(ShadowSpec("ana", START), ShadowSpec("ben", START)),
)


@given(ANY)
def test_a_spec_comes_back_from_json(spec: ScheduleSpec) -> None:
    assert understood(json.loads(json.dumps(written(spec)))) == spec


@given(ANY, st.lists(st.tuples(st.text(max_size=9), ANY), max_size=4), st.integers(0, 4))
def test_a_draft_comes_back_from_json(
    base: ScheduleSpec, steps: list[tuple[str, ScheduleSpec]], undone: int
) -> None:
    draft = Draft(base, 7)
    for words, spec in steps:
        draft = draft.did(words, spec)
    for _ in range(undone):
        draft = draft.undone()
    assert draft_understood(json.loads(json.dumps(draft_written(draft)))) == draft


def test_what_steps_share_is_written_once() -> None:
    draft = Draft(SPEC, 1)
    for step in range(200):
        draft = draft.did(f"step {step}", replace(draft.spec, name=f"primary{step}"))
    assert len(json.dumps(draft_written(draft))) < 300 * 200


def test_everybody_whom_a_spec_names() -> None:
    assert people_of([SPEC]) == {"ana", "ben", "cy"}


def test_people_have_other_handles_now() -> None:
    new = renamed(SPEC, {"ana": "anna", "ben": "ben", "cy": "cy"}.get)
    assert new.rotations[0].people == (("anna", "ben"), ("cy",))
    assert new.overrides[1] == night(OverrideKind.REPLACE, ("ben", "anna"), ("cy",))
    assert renamed(new, {"anna": "ana", "ben": "ben", "cy": "cy"}.get) == SPEC


def test_people_who_are_gone_are_left_out() -> None:
    new = renamed(SPEC, {"ben": "ben", "cy": "cy"}.get)
    assert new.rotations[0].people == (("ben",), ("cy",))
    assert new.overrides == (night(OverrideKind.REPLACE, ("ben",), ("cy",)),)
    assert new.shadows == (ShadowSpec("ben", START),)
