"""Where a hand's rough place lands: steps of the wall clock, hand-offs, clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.window import Window
from ui.schedules.hand.snap import DAY, HOUR, MINUTE, Snap, day_of, shifted, step_for, stepped

MADRID, HOWE = ZoneInfo("Europe/Madrid"), ZoneInfo("Australia/Lord_Howe")
ZONES = [MADRID, HOWE, ZoneInfo("America/Havana"), ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")]


def at(said: str, zone: ZoneInfo = MADRID, fold: int = 0) -> datetime:
    """A wall-clock time as an instant."""
    there = datetime.fromisoformat(f"2026-{said}").replace(tzinfo=zone, fold=fold)
    return there.astimezone(UTC)


def wall(instant: datetime, zone: ZoneInfo = MADRID) -> str:
    """And back."""
    return f"{instant.astimezone(zone):%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("pixels", "step"),
    [(9.0, 15 * MINUTE), (5.0, HOUR), (2.4, HOUR), (1.1, 6 * HOUR), (0.4, 6 * HOUR), (0.2, DAY)],
)
def test_the_step_follows_the_zoom(pixels: float, step: timedelta) -> None:
    assert step_for(pixels) == step


@pytest.mark.parametrize(
    ("step", "rough", "lands"),
    [
        (15 * MINUTE, "11-26T09:08", "11-26T09:15"),
        (15 * MINUTE, "11-26T09:07", "11-26T09:00"),
        (HOUR, "11-26T09:31", "11-26T10:00"),
        (6 * HOUR, "11-26T21:30", "11-27T00:00"),
        (DAY, "11-26T13:00", "11-27T00:00"),
        # clocks go forward on 29 March at 02:00, back on 25 October at 03:00
        (HOUR, "03-29T03:10", "03-29T03:00"),
        (6 * HOUR, "03-29T05:00", "03-29T06:00"),
        (DAY, "03-29T11:00", "03-29T00:00"),
        (DAY, "10-25T13:00", "10-26T00:00"),
    ],
)
def test_steps_lie_on_the_wall_clock(step: timedelta, rough: str, lands: str) -> None:
    assert wall(Snap(MADRID, step).near(at(rough))) == lands


def test_both_hours_that_exist_twice_can_be_aimed_at() -> None:
    snap = Snap(MADRID, HOUR)
    first, second = at("10-25T02:05"), at("10-25T02:05", fold=1)
    assert snap.near(second) - snap.near(first) == HOUR
    assert wall(snap.near(first)) == wall(snap.near(second)) == "10-25T02:00"


def test_a_hand_off_draws_and_shift_frees() -> None:
    snap = Snap(MADRID, HOUR, (at("11-26T15:36"),), reach=20 * MINUTE)
    assert wall(snap.near(at("11-26T15:20"))) == "11-26T15:36"
    assert wall(snap.near(at("11-26T15:10"))) == "11-26T15:00"
    assert wall(snap.near(at("11-26T15:10"), free=True)) == "11-26T15:10"


def test_either_end_of_a_moved_bar_finds_a_hand_off() -> None:
    snap = Snap(MADRID, HOUR, (at("11-26T15:36"),), reach=20 * MINUTE)
    window = Window(at("11-24T09:00"), at("11-24T12:00"))
    assert wall(snap.moved(window, at("11-26T15:30")).start) == "11-26T15:36"
    moved = snap.moved(window, at("11-26T12:30"))
    assert (wall(moved.start), wall(moved.end)) == ("11-26T12:36", "11-26T15:36")


def test_a_moved_night_stays_a_night_over_the_change_of_clocks() -> None:
    night = Window(at("03-27T22:00"), at("03-28T06:00"))
    moved = shifted(night, at("03-28T22:00"), MADRID)
    assert wall(moved.end) == "03-29T06:00"
    assert moved.length == 7 * HOUR


def test_days_are_as_long_as_they_are() -> None:
    assert day_of(at("03-29T11:00"), MADRID).length == 23 * HOUR
    assert day_of(at("10-25T11:00"), MADRID).length == 25 * HOUR


def test_keys_step_from_multiple_to_multiple() -> None:
    assert wall(stepped(at("11-26T15:36"), 1, HOUR, MADRID)) == "11-26T16:00"
    assert wall(stepped(at("11-26T15:36"), -1, HOUR, MADRID)) == "11-26T15:00"
    assert wall(stepped(at("03-29T01:00"), 1, HOUR, MADRID)) == "03-29T03:00"
    assert wall(stepped(at("11-26T00:00"), -2, DAY, MADRID)) == "11-24T00:00"


@given(
    some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC)),
    some.sampled_from(ZONES),
    some.sampled_from([15 * MINUTE, HOUR, 6 * HOUR, DAY]),
)
def test_never_further_than_half_a_step_and_steps_advance(
    rough: datetime, zone: ZoneInfo, step: timedelta
) -> None:
    snap = Snap(zone, step)
    lands = snap.near(rough)
    assert abs(lands - rough) <= step / 2 + DAY * (zone.key == "Pacific/Apia") + HOUR
    assert snap.near(lands) == lands
    assert stepped(rough, -1, step, zone) < rough < stepped(rough, 1, step, zone)
