"""The edits of a rota, one by one, in a week in which Madrid's clocks jump (Sunday 29 March)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain import rota_edit
from app.domain.board import Board, Member, rota_of
from app.domain.keep import KEPT
from app.domain.resolve import resolve
from app.domain.rota import Resolved, Restriction
from app.domain.rota_edit import Held, Unfit
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit

MADRID = ZoneInfo("Europe/Madrid")
NAMES = ("ana", "ben", "cy", "dan", "eva")
COVER, REPLACE, ADD, REMOVE = OverrideKind
NIGHTS = (Restriction((), (None, time(20)), (None, time(8))),)


def at(said: str) -> datetime:
    """Of "28 22:00": a day of March 2026 and the time in Madrid."""
    day, clock = said.split()
    wall = datetime.combine(
        datetime(2026, 3, 1) + timedelta(int(day) - 1), time.fromisoformat(clock)
    )
    return wall.replace(tzinfo=MADRID).astimezone(UTC)


def span(start: str, end: str) -> Window:
    return Window(at(start), at(end))


def weekly(*slots: str, name: str = "weekly", layer: int = 1) -> RotationSpec:
    people = tuple(tuple(each.split("+")) for each in slots)
    return RotationSpec(name, datetime(2026, 3, 2, 9), Unit.WEEK, people, layer=layer)


def nights(*people: str) -> RotationSpec:
    start = datetime(2026, 3, 2, 20)
    slots = tuple((each,) for each in people)
    return RotationSpec("nights", start, Unit.DAY, slots, layer=2, restrictions=NIGHTS)


def spec(*rotations: RotationSpec, overrides: tuple[OverrideSpec, ...] = ()) -> ScheduleSpec:
    return ScheduleSpec("primary", "Europe/Madrid", None, rotations, overrides)


def override(
    kind: OverrideKind, start: str, end: str, people: str = "", out: str = "", reason: str = ""
) -> OverrideSpec:
    return OverrideSpec(kind, at(start), at(end), tuple(people.split()), tuple(out.split()), reason)


def board(of: ScheduleSpec, now: str = "24 12:00") -> Board:
    people = tuple(Member(n, name, name, active=name != "eva") for n, name in enumerate(NAMES))
    window = span("16 00:00", "62 00:00")
    past = resolve(
        rota_of(of, {each.name: each.id for each in people}), Window(window.start, at(now))
    )
    return Board(1, 1, of, window, at(now), people, past)


def told(of: ScheduleSpec, start: str, end: str) -> list[str]:
    """`ana 23 09:00 - 30 09:00`, clock of Madrid, days of March."""
    idents = {name: n for n, name in enumerate(NAMES)}
    found: Resolved = resolve(rota_of(of, idents), span(start, end))
    return [f"{NAMES[e.person]} {clock(e.start)} - {clock(e.end)}" for e in found.shifts]


def clock(instant: datetime) -> str:
    here = instant.astimezone(MADRID)
    day = (here.date() - datetime(2026, 2, 28).date()).days
    return f"{day} {here:%H:%M}"


WEEKS = spec(weekly("ana", "ben", "cy"))  # ana has the 23rd to the 30th
MINE = Held("ana", span("24 12:00", "30 09:00"))
NEXT = Held("ben", span("30 09:00", "37 09:00"))


def test_a_cover_of_a_night_with_an_hour_less() -> None:
    new = rota_edit.cover(board(WEEKS), WEEKS, span("28 22:00", "29 09:00"), ("dan",))
    assert new.overrides == (override(COVER, "28 22:00", "29 09:00", "dan"),)
    assert new.overrides[0].end - new.overrides[0].start == timedelta(hours=10)
    assert told(new, "23 09:00", "30 09:00") == [
        "ana 23 09:00 - 28 22:00", "dan 28 22:00 - 29 09:00", "ana 29 09:00 - 30 09:00"
    ]  # fmt: skip


def test_a_cover_of_several_weeks_is_one() -> None:
    new = rota_edit.cover(board(WEEKS), WEEKS, span("25 09:00", "46 09:00"), ("dan",))
    assert new.overrides == (override(COVER, "25 09:00", "46 09:00", "dan"),)


def test_only_what_is_ahead_is_covered() -> None:
    new = rota_edit.cover(board(WEEKS), WEEKS, span("20 09:00", "25 09:00"), ("dan",))
    assert new.overrides == (override(COVER, "24 12:00", "25 09:00", "dan"),)


def test_a_cover_that_is_moved_stays_one_with_its_reason() -> None:
    dentist = override(COVER, "25 09:00", "26 09:00", "dan", reason="dentist")
    old = replace(WEEKS, overrides=(dentist,))
    shift = Held("dan", span("25 09:00", "26 09:00"))
    new = rota_edit.move(board(old), old, shift, span("27 09:00", "28 09:00"))
    moved = override(COVER, "27 09:00", "28 09:00", "dan", reason="dentist")
    assert new.overrides == (moved,)
    later = Held("dan", span("27 09:00", "28 09:00"))
    assert rota_edit.move(board(old), new, later, shift.window) == old


def test_a_cover_in_the_middle_of_another_leaves_its_two_ends() -> None:
    old = replace(WEEKS, overrides=(override(COVER, "24 09:00", "28 09:00", "dan"),))
    new = rota_edit.cover(board(old), old, span("25 09:00", "26 09:00"), ("cy",))
    assert [(each.people, clock(each.start), clock(each.end)) for each in new.overrides] == [
        (("dan",), "24 09:00", "25 09:00"),
        (("dan",), "26 09:00", "28 09:00"),
        (("cy",), "25 09:00", "26 09:00"),
    ]
    back = rota_edit.cover(board(old), new, span("25 09:00", "26 09:00"), ("dan",))
    assert back == old


def test_whoever_covers_their_own_shift_needs_no_cover() -> None:
    old = replace(WEEKS, overrides=(override(COVER, "25 09:00", "28 09:00", "dan"),))
    new = rota_edit.cover(board(old), old, span("25 09:00", "28 09:00"), ("ana",))
    assert new == WEEKS


def test_two_swap_their_weeks_and_back() -> None:
    new = rota_edit.swapped(board(WEEKS), WEEKS, NEXT, Held("cy", span("37 09:00", "44 09:00")))
    assert told(new, "30 09:00", "44 09:00") == [
        "cy 30 09:00 - 37 09:00",
        "ben 37 09:00 - 44 09:00",
    ]
    again = Held("cy", NEXT.window), Held("ben", span("37 09:00", "44 09:00"))
    assert rota_edit.swapped(board(WEEKS), new, *again) == WEEKS


def test_one_of_two_together_is_replaced() -> None:
    both = spec(weekly("ana+ben", "cy"))
    shift = Held("ben", span("24 12:00", "30 09:00"))  # every other week: cy has the 23rd
    assert told(both, "24 12:00", "30 09:00") == ["cy 24 12:00 - 30 09:00"]
    shift = Held("ben", NEXT.window)
    new = rota_edit.reassigned(board(both), both, shift, "dan")
    assert new.overrides == (override(REPLACE, "30 09:00", "37 09:00", "dan", "ben"),)
    alone = rota_edit.removed(board(both), both, shift)
    assert alone.overrides == (override(REMOVE, "30 09:00", "37 09:00", out="ben"),)
    more = rota_edit.copied(board(both), both, shift, span("38 09:00", "39 09:00"))
    assert more.overrides == (override(ADD, "38 09:00", "39 09:00", "ben"),)


def test_a_shift_is_split() -> None:
    new = rota_edit.split(board(WEEKS), WEEKS, NEXT, at("33 09:00"), "dan")
    assert told(new, "30 09:00", "37 09:00") == [
        "ben 30 09:00 - 33 09:00",
        "dan 33 09:00 - 37 09:00",
    ]


def test_a_shift_that_ends_later_takes_from_the_next() -> None:
    to = span("24 12:00", "30 15:00")
    new = rota_edit.resized(board(WEEKS), WEEKS, MINE, to)
    assert new.overrides == (override(COVER, "30 09:00", "30 15:00", "ana"),)
    assert rota_edit.resized(board(WEEKS), new, Held("ana", to), MINE.window) == WEEKS


def test_a_shift_that_ends_earlier_gives_to_the_next() -> None:
    to = span("24 12:00", "30 06:00")
    new = rota_edit.resized(board(WEEKS), WEEKS, MINE, to)
    assert new.overrides == (override(COVER, "30 06:00", "30 09:00", "ben"),)
    gap = rota_edit.resized(board(WEEKS), WEEKS, MINE, to, gap=True)
    assert gap.overrides == (override(REMOVE, "30 06:00", "30 09:00", out="ana"),)


def test_a_shift_that_begins_later_gives_to_the_one_before() -> None:
    new = rota_edit.resized(board(WEEKS), WEEKS, NEXT, span("31 09:00", "37 09:00"))
    assert new.overrides == (override(COVER, "30 09:00", "31 09:00", "ana"),)


def test_a_shorter_cover_brings_back_whom_it_covered() -> None:
    old = replace(WEEKS, overrides=(override(COVER, "28 09:00", "30 09:00", "dan"),))
    shift = Held("dan", span("28 09:00", "30 09:00"))
    new = rota_edit.resized(board(old), old, shift, span("28 09:00", "29 09:00"))
    assert told(new, "28 09:00", "31 09:00") == [
        "dan 28 09:00 - 29 09:00", "ana 29 09:00 - 30 09:00", "ben 30 09:00 - 31 09:00"
    ]  # fmt: skip
    assert rota_edit.removed(board(old), old, shift) == WEEKS


def test_a_base_shift_that_moves_leaves_a_gap() -> None:
    new = rota_edit.move(board(WEEKS), WEEKS, NEXT, span("31 09:00", "38 09:00"))
    assert told(new, "30 09:00", "44 09:00") == [
        "ben 31 09:00 - 37 09:00",
        "ben 37 09:00 - 38 09:00",
        "cy 38 09:00 - 44 09:00",
    ]
    back = rota_edit.move(board(WEEKS), new, Held("ben", span("31 09:00", "38 09:00")), NEXT.window)
    assert back == WEEKS


def test_a_layer_above_stays_as_it_is() -> None:
    old = spec(weekly("ana", "ben", "cy"), nights("dan", "cy"))
    night = Held("dan", span("28 20:00", "29 08:00"))
    assert "dan 28 20:00 - 29 08:00" in told(old, "28 09:00", "29 20:00")
    new = rota_edit.reassigned(board(old), old, night, "ben")
    assert told(new, "28 12:00", "29 12:00") == [
        "ana 28 12:00 - 28 20:00", "ben 28 20:00 - 29 08:00", "ana 29 08:00 - 29 12:00"
    ]  # fmt: skip


def test_covers_that_keep_somebody_stay_apart() -> None:
    kept = override(COVER, "24 09:00", "26 09:00", "dan", reason=KEPT)
    old = replace(WEEKS, overrides=(kept,))
    new = rota_edit.cover(board(old), old, span("26 09:00", "27 09:00"), ("dan",))
    assert new.overrides == (kept, override(COVER, "26 09:00", "27 09:00", "dan"))


def test_the_hand_off_of_a_rotation() -> None:
    new = rota_edit.with_hand_off(WEEKS, "weekly", datetime(2026, 3, 2, 12))
    assert told(new, "29 00:00", "31 00:00") == [
        "ana 29 00:00 - 30 12:00",
        "ben 30 12:00 - 31 00:00",
    ]


def test_the_order_of_a_rotation() -> None:
    new = rota_edit.reordered(WEEKS, "weekly", (("cy",), ("ana", "ben"), ("dan",)))
    assert new.rotations[0].people == (("cy",), ("ana", "ben"), ("dan",))


Edit = Callable[[Board], ScheduleSpec]
UNFIT: dict[str, tuple[Edit, str]] = {
    "past": (lambda b: rota_edit.cover(b, WEEKS, span("20 09:00", "21 09:00"), ("dan",)), "past"),
    "nobody": (lambda b: rota_edit.cover(b, WEEKS, NEXT.window, ()), "Nobody was named"),
    "unknown": (lambda b: rota_edit.cover(b, WEEKS, NEXT.window, ("zoe",)), "nobody called 'zoe'"),
    "left": (lambda b: rota_edit.reassigned(b, WEEKS, NEXT, "eva"), "eva is not active any more"),
    "same": (lambda b: rota_edit.cover(b, WEEKS, NEXT.window, ("ben",)), "change nothing"),
    "nowhere": (lambda b: rota_edit.move(b, WEEKS, NEXT, NEXT.window), "change nothing"),
    "gone": (
        lambda b: rota_edit.move(
            b, WEEKS, Held("cy", span("16 09:00", "23 09:00")), span("25 09:00", "26 09:00")
        ),
        "past",
    ),
    "back": (lambda b: rota_edit.move(b, WEEKS, NEXT, span("17 09:00", "24 09:00")), "past"),
    "empty": (
        lambda b: rota_edit.resized(b, WEEKS, NEXT, span("31 09:00", "31 09:00")),
        "before it begins",
    ),
    "outside": (
        lambda b: rota_edit.split(b, WEEKS, NEXT, at("37 09:00"), "dan"),
        "between its start and its end",
    ),
    "own": (lambda b: rota_edit.swapped(b, WEEKS, NEXT, NEXT), "same person"),
    "no rotation": (lambda b: rota_edit.reordered(WEEKS, "daily", (("ana",),)), "no rotation"),
    "no people": (lambda b: rota_edit.reordered(WEEKS, "weekly", ()), "would have nobody"),
    "same order": (
        lambda b: rota_edit.reordered(WEEKS, "weekly", WEEKS.rotations[0].people),
        "change nothing",
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_says_why(name: str) -> None:
    edit, sentence = UNFIT[name]
    with pytest.raises(Unfit, match=sentence):
        edit(board(WEEKS))


def test_a_hand_off_beyond_the_end_cannot_be() -> None:
    ends = spec(replace(weekly("ana"), until=datetime(2026, 4, 1)))
    with pytest.raises(Unfit, match="end before it begins"):
        rota_edit.with_hand_off(ends, "weekly", datetime(2026, 4, 1))
