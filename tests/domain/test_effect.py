"""When a change of rules takes effect, and who is on call until then."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.board import rota_of
from app.domain.effect import Effect, effective, effective_at
from app.domain.keep import KEPT
from app.domain.resolve import resolve, who
from app.domain.rota import Restriction
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit
from tests.domain.any_board import Plan, plans
from tests.domain.rotas import daily, utc

IDENTS = {"ana": 1, "ben": 2, "cy": 3, "dan": 4}
NAMES = {ident: name for name, ident in IDENTS.items()}
NOW = utc("2026-03-18 12:00")  # a Wednesday; the clocks jump on the 29th
TURNS = [utc("2026-03-16 08:00"), utc("2026-03-23 08:00"), utc("2026-03-30 07:00")]
NOW_, SHIFT, ROUND = Effect


def weekly(*people: str, name: str = "weekly", unit: Unit = Unit.WEEK,
           only: tuple[Restriction, ...] = (), layer: int = 1) -> RotationSpec:  # fmt: skip
    slots = tuple((person,) if person != "nobody" else () for person in people)
    return RotationSpec(name, datetime(2026, 1, 5, 9), unit, slots, restrictions=only, layer=layer)


def spec(*rotations: RotationSpec, overrides: tuple[OverrideSpec, ...] = ()) -> ScheduleSpec:
    return ScheduleSpec("primary", "Europe/Madrid", None, rotations, overrides)


def said(found: ScheduleSpec) -> list[tuple[str, str, datetime, datetime]]:
    assert all(each.reason == KEPT for each in found.overrides)
    return [
        (str(each.kind), "+".join(each.people or each.out), each.start, each.end)
        for each in found.overrides
    ]


def on_call(found: ScheduleSpec, at: datetime) -> list[str]:
    return sorted(NAMES[person] for person in who(rota_of(found, IDENTS), at))


OLD = spec(weekly("ana", "ben", "cy"))  # ben has this week: 10 weeks and some since the start
NEW = spec(weekly("dan", "ana"))


def test_who_is_on_call_now_stays_until_the_hand_off() -> None:
    assert on_call(OLD, NOW) == ["ben"]
    found = effective(OLD, NEW, Effect.NOW, NOW, IDENTS)
    assert said(found) == [("cover", "ben", NOW, TURNS[1])]
    assert effective_at(OLD, NEW, Effect.NOW, NOW, IDENTS) == TURNS[1]


def test_every_shift_that_runs_now_ends_first() -> None:
    """Of two layers by day and by week, each keeps its shift: the longer one tells."""
    old = spec(weekly("ana", "ben", "cy"), weekly("dan", name="too", unit=Unit.DAY))
    new = spec(weekly("cy"))
    assert on_call(old, NOW) == ["ben", "dan"]
    found = effective(old, new, Effect.AFTER_SHIFT, NOW, IDENTS)
    assert said(found) == [("cover", "ben+dan", NOW, TURNS[1])]
    assert effective_at(old, new, Effect.AFTER_SHIFT, NOW, IDENTS) == TURNS[1]


def test_everybody_has_the_turn_the_old_rules_give() -> None:
    found = effective(OLD, NEW, Effect.AFTER_ROUND, NOW, IDENTS)
    end = utc("2026-04-06 07:00")
    assert effective_at(OLD, NEW, Effect.AFTER_ROUND, NOW, IDENTS) == end
    for days in range(25):
        at = NOW + timedelta(days=days)
        assert on_call(found, at) == on_call(OLD if at < end else NEW, at)


def test_a_round_is_one_of_the_changed_rotations_only() -> None:
    long = weekly("ana", "ben", "cy", "dan", name="long")
    old, new = (spec(long, weekly(*them, name="days", unit=Unit.DAY, layer=2))
                for them in (("ana", "ben"), ("ben", "cy", "ana")))  # fmt: skip
    end = effective_at(old, new, Effect.AFTER_ROUND, NOW, IDENTS)
    assert end == utc("2026-03-20 08:00")  # this day's turn and the next one


def test_a_round_of_nights_ends_with_the_last_night() -> None:
    nights = (daily("20:00", "08:00"),)
    old = spec(weekly("ana", "nobody", only=nights), weekly("cy", name="rest", layer=0))
    new = spec(weekly("ben", only=nights), weekly("cy", name="rest", layer=0))
    assert effective_at(old, new, Effect.AFTER_ROUND, NOW, IDENTS) == utc("2026-03-30 06:00")


def test_a_rotation_that_has_not_begun_puts_nothing_off() -> None:
    ahead = replace(weekly("ana", "ben"), start=datetime(2026, 6, 1, 9))
    for effect in Effect:
        assert effective_at(spec(ahead), NEW, effect, NOW, IDENTS) == NOW


def test_a_round_that_is_cut_off_ends_there() -> None:
    old = spec(replace(weekly("ana", "ben", "cy"), until=datetime(2026, 3, 25, 9)))
    assert effective_at(old, NEW, Effect.AFTER_ROUND, NOW, IDENTS) == utc("2026-03-25 08:00")


def test_where_no_rule_changes_nothing_is_kept() -> None:
    cover = OverrideSpec(OverrideKind.COVER, NOW, NOW + timedelta(days=1), ("dan",))
    new = replace(OLD, overrides=(cover,))
    for effect in Effect:
        assert effective(OLD, new, effect, NOW, IDENTS) == new


def test_an_override_acts_at_once_whatever_is_chosen() -> None:
    cover = OverrideSpec(OverrideKind.COVER, NOW, NOW + timedelta(days=1), ("dan",), reason="ill")
    new = replace(spec(weekly("cy")), overrides=(cover,))
    for effect in (Effect.AFTER_SHIFT, Effect.AFTER_ROUND):
        found = effective(OLD, new, effect, NOW, IDENTS)
        assert found.overrides[0] == cover
        assert on_call(found, NOW) == ["dan"]
        assert on_call(found, NOW + timedelta(days=2)) == ["ben"]


def test_what_a_late_draft_would_have_changed_has_been() -> None:
    """Of an override that was stored the past stays; of a new one only what is ahead."""
    day = timedelta(days=1)
    stored = OverrideSpec(OverrideKind.COVER, NOW - 2 * day, NOW + 2 * day, ("dan",))
    cut = replace(stored, end=NOW + day)
    running = OverrideSpec(OverrideKind.ADD, NOW - day, NOW + day, ("cy",))
    over = OverrideSpec(OverrideKind.ADD, NOW - 2 * day, NOW, ("cy",))
    old = replace(OLD, overrides=(stored,))
    found = effective(old, replace(OLD, overrides=(cut, over, running)), NOW_, NOW, IDENTS)
    assert found.overrides == (cut, replace(running, start=NOW))


@pytest.mark.parametrize("effect", Effect)
def test_one_who_has_every_turn_is_kept_to_the_end_of_this_one(effect: Effect) -> None:
    found = effective(spec(weekly("ana")), spec(weekly("ben")), effect, NOW, IDENTS)
    assert said(found) == [("cover", "ana", NOW, TURNS[1])]


@given(plans(days=3), plans(plain=True), st.sampled_from(Effect))
def test_the_old_rules_hold_until_then_and_the_new_from_then(
    plan: Plan, other: Plan, effect: Effect
) -> None:
    old, idents = plan.spec, plan.board.idents
    new = replace(old, rotations=other.spec.rotations, time_zone=other.spec.time_zone)
    now = plan.board.now.replace(microsecond=0)
    found = effective(old, new, effect, now, idents)
    end = effective_at(old, new, effect, now, idents)
    around = Window(now, now + timedelta(days=8))
    specs = [resolve(rota_of(each, idents), around) for each in (old, new, found)]
    edges = {at for each in specs for s in each.shifts for at in (s.start, s.end)} | {now, end}
    for at in sorted(edges):
        crews = [{s.person for s in each.shifts if s.start <= at < s.end} for each in specs]
        if at < around.end:
            assert crews[2] == crews[0 if at < end else 1], (at, end)
