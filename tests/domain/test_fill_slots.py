"""What fair fill writes is what comes of it: whoever is given a turn has it, all of it, and nothing
else changes hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.board import Board
from app.domain.fill_slots import GAPS, Slot, bare_row, slots, unfilled, written
from app.domain.rota import PersonId, Resolved
from app.domain.workspace import OverrideSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit
from tests.domain.boards import board, cover, rule, schedule
from tests.domain.rotas import daily, utc, weekly, window

SPARE = (6, 7, 8, 9)  # people whom no rotation has
MICRO = timedelta(microseconds=1)
DAYS = rule("ana", "ben", ("cy", "dan"), name="days", unit=Unit.DAY)
WEEKS = rule("ana", "ben", "cy", name="weeks")
NIGHTS = rule("dan", "eva", name="nights", unit=Unit.DAY, layer=2, only=(daily("20:00", "08:00"),))
WEEKENDS = rule(
    "eva", (), "ana", name="weekends", layer=3, only=(weekly("fri 18:00", "mon 08:00"),)
)
ALONE = rule("ana", name="alone", start="2026-03-24 09:00")
ROTAS = [
    schedule(WEEKS),
    schedule(DAYS, NIGHTS),
    schedule(WEEKS, NIGHTS, WEEKENDS),
    schedule(WEEKS, rule("dan", "eva", name="deputies", start="2026-01-07 15:00", every=2)),
    schedule(ALONE),
]
START, END = "2026-03-16 00:00", "2026-04-20 00:00"  # over a clock change
SPAN = window("2026-03-18 00:00", "2026-04-10 00:00")
manual = st.lists(
    st.sampled_from(
        [
            cover("2026-03-21 12:00", "2026-03-22 03:00", "gil"),
            OverrideSpec(OverrideKind.REPLACE, utc("2026-03-25 00:00"), utc("2026-03-27 12:00"),
                         ("gil",), ("ana",)),
            OverrideSpec(OverrideKind.REMOVE, utc("2026-03-30 00:00"), utc("2026-03-31 00:00"),
                         (), ("ben",)),
            OverrideSpec(OverrideKind.ADD, utc("2026-04-01 00:00"), utc("2026-04-01 12:00"),
                         ("hana",)),
        ]
    ),
    unique=True,
)  # fmt: skip


def on_call(found: Resolved, at: datetime) -> frozenset[PersonId]:
    return frozenset(each.person for each in found.shifts if each.start <= at < each.end)


def edges(*all_found: Resolved) -> list[datetime]:
    """Where anything begins or ends in either."""
    return sorted({at for found in all_found for s in found.shifts for at in (s.start, s.end)})


def planned(spec: ScheduleSpec) -> tuple[Board, Resolved, list[Slot]]:
    of = board(spec, START, END, team=9)
    resolved = of.resolved(spec)
    rows = {each.name for each in spec.rotations} | {GAPS}
    return of, resolved, slots(of, spec, SPAN, rows, resolved)


@st.composite
def handed_out(draw: st.DrawFn) -> tuple[ScheduleSpec, list[PersonId | None]]:
    """A schedule, and whom each of its slots is given to; people who have turns at the same time
    are others."""
    spec = replace(draw(st.sampled_from(ROTAS)), overrides=tuple(draw(manual)))
    given: list[PersonId | None] = []
    found = planned(spec)[2]
    for slot in found:
        here = {who for other, who in zip(found, given, strict=False) if _together(slot, other)}
        free = [each for each in SPARE if each not in here]
        given.append(draw(st.sampled_from([slot.person, *free])))
    return spec, given


def _together(one: Slot, other: Slot) -> bool:
    return any(mine.meet(each) for mine in one.windows for each in other.windows)


@settings(max_examples=60)
@given(handed_out())
def test_whoever_is_given_a_turn_has_it_and_nothing_else_changes(
    case: tuple[ScheduleSpec, list[PersonId | None]],
) -> None:
    spec, given = case
    of, before, found = planned(spec)
    names = {each.id: each.name for each in of.people}
    pairs = list(zip(found, given, strict=True))
    after = of.resolved(written(spec, pairs, bare_row(of, spec), names))
    for at in edges(before, after):
        wanted = set(on_call(before, at))
        for slot, person in pairs:
            if person != slot.person and any(at in each for each in slot.windows):
                wanted -= {slot.person} if slot.person is not None else set()
                wanted |= {person} if person is not None else set()
        assert on_call(after, at) == wanted, at


def test_every_turn_in_the_span_is_there_once() -> None:
    _, resolved, found = planned(schedule(WEEKS, NIGHTS))
    weeks = [each for each in found if each.rotation == "weeks"]
    assert [f"{each.hull.start:%d %B %H:%M}" for each in weeks] == [
        "23 March 08:00", "30 March 07:00", "06 April 07:00"
    ]  # fmt: skip
    assert all(len(each.windows) == 8 for each in weeks)  # between seven nights
    held = sum((w.length for each in found for w in each.windows), timedelta())
    inside = [e for e in resolved.shifts if utc("2026-03-23 08:00") <= e.start]
    ends = min(max(each.end for each in inside), max(each.hull.end for each in found))
    assert held >= ends - utc("2026-03-23 08:00") - timedelta(hours=12)


def test_a_rotation_of_one_still_has_turns() -> None:
    _, _, found = planned(schedule(ALONE))
    own = [each.hull.start for each in found if each.rotation == "alone"]
    assert own == [utc("2026-03-24 08:00"), utc("2026-03-31 07:00"), utc("2026-04-07 07:00")]
    assert [each.person for each in found if each.rotation == GAPS] == [None]


def test_an_earlier_fill_is_taken_back_only_where_it_is_filled_again() -> None:
    spec = schedule(WEEKS)
    of, _, found = planned(spec)
    names = {each.id: each.name for each in of.people}
    filled = written(spec, [(slot, 6) for slot in found], bare_row(of, spec), names)
    assert unfilled(filled, of.window) == spec
    later = unfilled(filled, window("2026-03-30 00:00", END))
    assert len(later.overrides) >= 1
    assert all(each.start < utc("2026-03-30 00:00") for each in later.overrides)
