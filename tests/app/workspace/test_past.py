"""A changed rotation leaves the past alone and, unasked, whoever is on call now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.clock import SetClock
from app.domain.keep import Placed, arranged
from app.domain.window import Window
from app.domain.workspace import OverrideSpec
from app.operations.rota import add_override
from app.queries.oncall import Final, finals, moments
from app.queries.rota import next_shifts, on_call_now, who_is_on_call
from app.store import Store
from models.kinds import OverrideKind
from models.rota import Schedule, Served
from tests.app.workspace.conftest import ANA, Apply

START = datetime(2026, 6, 1, 9, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
def clock() -> SetClock:
    """A Wednesday noon, in the first week of the rota."""
    return SetClock(START + timedelta(days=2, hours=3))


def rota(people: str, *, zone: str = "UTC", start: str = "2026-06-01T09:00", more: str = "") -> str:
    return f"""watchbill: 1
people: [{{name: ana}}, {{name: ben}}, {{name: cy}}]
schedules:
  - name: primary
    time_zone: {zone}
    rotations: [{{name: weekly, start: {start}, shift: {{unit: week}}, people: [{people}]}}]
{more}"""


def on_call(store: Store, at: datetime) -> list[str]:
    (found,) = moments(store, at)
    return [shift.person for shift in found.shifts]


def shifts(store: Store, start: datetime, end: datetime) -> list[tuple[str, str, str]]:
    (found,) = finals(store, Window(start, end), "primary")
    return told(found)


def told(found: Final) -> list[tuple[str, str, str]]:
    return [
        (f"{each.start:%m-%dT%H}", f"{each.end:%m-%dT%H}", f"{each.person} {each.source}")
        for each in found.shifts
    ]


def test_who_is_on_call_stays_until_the_end_of_their_turn(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana, ben, cy"))
    assert on_call(store, clock.now()) == ["ana"]
    (said,) = put(rota("ben, ana, cy"))
    assert said == (
        "~ schedule primary: rotation weekly: people; keeps who is on call now: "
        "cover ana 2026-06-03T12:00:00Z to 2026-06-08T09:00:00Z"
    )
    assert on_call(store, clock.now()) == ["ana"]
    assert shifts(store, START, START + 3 * WEEK) == [
        ("06-01T09", "06-03T12", "ben weekly"),  # before it was stored the rules answer
        ("06-03T12", "06-08T09", "ana override"),
        ("06-08T09", "06-15T09", "ana weekly"),
        ("06-15T09", "06-22T09", "cy weekly"),
    ]
    assert put(rota("ben, ana, cy")) == []
    assert put(rota("ben, ana, cy"), prune=True) == []
    assert on_call(store, clock.now()) == ["ana"]


def test_the_past_is_read_from_the_record(put: Apply, store: Store, clock: SetClock) -> None:
    put(rota("ana, ben, cy"))
    stored = clock.now()
    clock.forward(WEEK)
    before = shifts(store, stored, clock.now())
    assert before == [
        ("06-03T12", "06-08T09", "ana weekly"),
        ("06-08T09", "06-10T12", "ben weekly"),
    ]
    put(rota("cy", more="    overrides: [{start: 2026-06-04, end: 2026-06-05, cover: cy}]\n"))
    assert shifts(store, stored, clock.now()) == before
    assert on_call(store, stored + DAY) == ["ana"]
    clock.forward(3 * WEEK)
    put(rota("ana"))
    put(rota("ben", zone="Asia/Tokyo"))
    assert shifts(store, stored, stored + WEEK) == before
    assert shifts(store, stored + WEEK, stored + 3 * WEEK) == [
        ("06-10T12", "06-15T09", "ben override"),
        ("06-15T09", "06-24T12", "cy weekly"),
    ]
    with store.read() as session:
        spans = session.execute(select(func.min(Served.start_at), func.max(Served.end_at))).one()
    assert tuple(spans) == (stored, clock.now())


def test_what_was_recorded_and_what_follows_are_one_shift(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana, ben, cy"))
    clock.forward(timedelta(hours=5))
    put(rota("ana, ben, cy, ana"))
    assert shifts(store, START, START + WEEK) == [("06-01T09", "06-08T09", "ana weekly")]


def test_gaps_of_the_past_are_recorded_as_what_they_were(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(
        rota(
            "nobody, ana",
            more="    overrides: [{start: 2026-06-09, end: 2026-06-10, remove: ana}]\n",
        )
    )
    stored = clock.now()
    clock.forward(WEEK)
    before = finals(store, Window(stored, clock.now()))
    (found,) = before
    assert [each.deliberate for each in found.gaps] == [True, False]
    assert found.coverage == pytest.approx((7 * 24 - 24) / (7 * 24))
    put(rota("ben"))
    assert finals(store, Window(stored, clock.now())) == before


def test_nobody_is_kept_where_nobody_was_or_who_was_leaves(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("nobody, ana"))
    assert put(rota("ben, ana")) == ["~ schedule primary: rotation weekly: people"]
    assert on_call(store, clock.now()) == ["ben"]
    without = rota("cy, ana").replace("{name: ben}, ", "")
    clock.forward(DAY)
    assert put(without, prune=True) == [
        "~ schedule primary: rotation weekly: people",
        "- person ben: not active any more; kept for the record",
    ]
    assert on_call(store, clock.now()) == ["cy"]


def test_a_change_that_keeps_the_same_people_needs_no_cover(put: Apply) -> None:
    put(rota("ana, ben"))
    assert put(rota("ana, cy, ben")) == ["~ schedule primary: rotation weekly: people"]


def test_an_override_acts_at_once(put: Apply, store: Store, clock: SetClock) -> None:
    put(rota("ana, ben"))
    put(rota("ana, ben", more="    overrides: [{start: 2026-06-03, end: 2026-06-04, cover: cy}]\n"))
    assert on_call(store, clock.now()) == ["cy"]
    assert on_call(store, clock.now() - timedelta(hours=1)) == ["cy"]  # before it was stored
    put(rota("ben, ana", more="    overrides: [{start: 2026-06-03, end: 2026-06-04, cover: cy}]\n"))
    assert on_call(store, clock.now()) == ["cy"]
    assert on_call(store, clock.now() + DAY) == ["ben"]


def test_another_zone_does_not_move_who_is_on_call_now(
    put: Apply, store: Store, clock: SetClock
) -> None:
    clock.at = START + WEEK + timedelta(hours=1)
    put(rota("ana, ben"))
    assert on_call(store, clock.now()) == ["ben"]
    (said,) = put(rota("ana, ben", zone="America/Los_Angeles"))
    assert said.startswith("~ schedule primary: time_zone UTC -> America/Los_Angeles; keeps who")
    assert on_call(store, clock.now()) == ["ben"]


def test_one_who_has_every_turn_is_kept_to_the_end_of_this_one(put: Apply) -> None:
    put(rota("ana"))
    (said,) = put(rota("ben"))
    assert said.endswith("cover ana 2026-06-03T12:00:00Z to 2026-06-08T09:00:00Z")


def test_an_ended_keep_is_pruned_and_the_record_stays(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana, ben"))
    put(rota("ben, ana"))
    stored = clock.now()
    clock.forward(WEEK)
    (said,) = put(rota("ben, ana"), prune=True)
    assert said.startswith("~ schedule primary: - cover ana")
    assert on_call(store, stored) == ["ana"]


def test_a_schedule_that_comes_back_was_a_gap_meanwhile(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana"))
    stored = clock.now()
    clock.forward(DAY)
    assert put("watchbill: 1\npeople: [{name: ana}]\n", prune=True)[0] == (
        "- schedule primary: its record is kept"
    )
    assert moments(store, stored) == []
    clock.forward(DAY)
    put(rota("ana"))
    clock.forward(DAY)
    (found,) = finals(store, Window(stored, clock.now()))
    assert told(found) == [
        ("06-03T12", "06-04T12", "ana weekly"),
        ("06-05T12", "06-06T12", "ana weekly"),
    ]
    assert [each.window for each in found.gaps] == [Window(stored + DAY, stored + 2 * DAY)]


def test_a_clock_set_back_reads_the_future_from_the_rules(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana"))
    clock.forward(DAY)
    put(rota("ana, ben"))
    clock.forward(-DAY / 2)
    with store.read() as session:
        schedule = session.scalars(select(Schedule)).one()
        assert schedule.recorded_until > clock.now()
        at = clock.now() + timedelta(hours=1)
        assert len(who_is_on_call(session, schedule.id, at, clock.now())) == 1


def test_an_override_of_one_act_is_added(put: Apply, store: Store, clock: SetClock) -> None:
    put(rota("ana"))
    now = clock.now()
    clock.forward(timedelta(microseconds=400))
    with store.read() as session:
        ident = session.scalars(select(Schedule.id)).one()
    cover = OverrideSpec(OverrideKind.COVER, clock.now(), clock.now() + DAY, ("cy",))
    add_override(store, ident, cover, ANA)
    assert on_call(store, clock.now()) == ["cy"]
    assert shifts(store, now, now + DAY) == [("06-03T12", "06-04T12", "cy override")]


def test_the_top_bar_knows_who_until_when_and_who_is_next(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana, ben"))
    (row,) = on_call_now(store)
    assert [name for _, name in row.people] == ["ana"]
    assert (row.schedule, row.until, row.after) == ("primary", START + WEEK, ("ben",))
    ana, ben = row.people[0][0], row.people[0][0] + 1
    assert [(each.start, each.end) for each in next_shifts(store, ben)] == [
        (START + WEEK, START + 2 * WEEK),
        (START + 3 * WEEK, START + 4 * WEEK),
    ]
    assert next_shifts(store, ana)[0].start == clock.now()


def test_two_engines_do_not_record_the_same_past_twice(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(rota("ana, ben"))
    for people in ("ana, cy", "ana, ben", "ana, cy"):
        put(rota(people))
        clock.forward(timedelta(hours=1))
    with store.read() as session:
        rows = session.scalars(select(Served).order_by(Served.start_at)).all()
    assert [(each.start_at, each.end_at) for each in rows] == [
        (START + timedelta(days=2, hours=hour), START + timedelta(days=2, hours=hour + 1))
        for hour in (3, 4)
    ]


COVERS = [
    OverrideSpec(OverrideKind.COVER, START + begin * DAY, START + (begin + 3) * DAY, (who,))
    for begin, who in ((0, "ana"), (1, "ben"), (2, "cy"), (9, "ana"))
]


@given(st.permutations(COVERS), st.permutations(COVERS), st.integers(0, 4))
def test_overlapping_covers_are_stored_in_the_files_order(
    old: list[OverrideSpec], wanted: list[OverrideSpec], known: int
) -> None:
    order = arranged(old[:known], wanted, START, prune=frozenset({"ana", "ben", "cy"}))
    specs = [each.spec for each in order]
    assert sorted(specs, key=str) == sorted(wanted, key=str)
    for n, one in enumerate(wanted):
        for other in wanted[n + 1 :]:
            if one.start < other.end and other.start < one.end:
                assert specs.index(one) < specs.index(other)
    olds = [each.old for each in order if each.old is not None]
    assert olds == sorted(olds)
    assert new_ones_last(order)
    again = arranged(specs, wanted, START)
    assert [each.old for each in again] == [0, 1, 2, 3]


def new_ones_last(order: Sequence[Placed]) -> bool:
    fresh = [each.old is None for each in order]
    return fresh == sorted(fresh)
