"""Gestures as values: what is grabbed, where the hand is, what that would come to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.board import Away, Board, Member, rota_of
from app.domain.limits import Limits
from app.domain.resolve import resolve
from app.domain.rota import Restriction
from app.domain.rota_edit import Held
from app.domain.window import Window
from app.domain.workspace import RotationSpec, ScheduleSpec
from models.kinds import Unit
from ui.schedules.hand.edits import edited, part_covered, removed, split_at
from ui.schedules.hand.gesture import Cover, Move, Resize, swapped
from ui.schedules.hand.hand_off import HandOff
from ui.schedules.hand.judge import Judge
from ui.schedules.hand.proposal import Act, Ground, Proposal, Spot
from ui.schedules.hand.snap import HOUR, Snap
from ui.schedules.mark import CHANGE, COVERS, FINAL, GAP, LAYER, PERSON, SHIFT, GridRow, Mark

MADRID = ZoneInfo("Europe/Madrid")
PEOPLE = ("ana", "ben", "cy", "fay")


def at(said: str) -> datetime:
    """Wall clock of Madrid, November 2026: "26 09:00"."""
    day, clock = said.split()
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, int(day), hour, minute, tzinfo=MADRID).astimezone(UTC)


def days(*restrictions: Restriction) -> ScheduleSpec:
    """Ana, Ben and Cy take days in turn, from Monday 23 at 09:00."""
    slots = (("ana",), ("ben",), ("cy",))
    start = datetime(2026, 11, 23, 9, 0)
    daily = RotationSpec("daily", start, Unit.DAY, slots, restrictions=restrictions)
    return ScheduleSpec("primary", "Europe/Madrid", rotations=(daily,))


def ground(spec: ScheduleSpec | None = None, now: str = "23 14:00") -> Ground:
    """A board of four people over the last week of November."""
    spec = spec or days()
    people = tuple(Member(n, name, f"{name.title()} Smith") for n, name in enumerate(PEOPLE, 1))
    window = Window(at("20 00:00"), at("30 23:00"))
    past = Window(window.start, at(now))
    known = {each.name: each.id for each in people}
    board = Board(1, 1, spec, window, at(now), people, resolve(rota_of(spec, known), past))
    return Ground(board, spec, Snap.of(MADRID, 5.0, ()), MADRID)


def bar(who: str, start: str, end: str, kind: str = SHIFT) -> Mark:
    """In a row of the grid."""
    return Mark(kind, at(start), at(end), None, "", "", "", MADRID, person=who, schedule=1)


def over(mark: Mark | None, when: str, kind: str = FINAL, who: str = "", **keys: object) -> Spot:
    """The hand above something."""
    row = GridRow("", "", (), kind, 1, person=who)
    return Spot(at(when), mark, row, **keys)  # type: ignore[arg-type]


def on_call(ground: Ground, proposal: Proposal, when: str) -> list[str]:
    """Who would be on call."""
    assert proposal.spec is not None, proposal.refusal
    moment = Window(at(when), at(when) + timedelta(minutes=1))
    found = ground.board.resolved(proposal.spec, moment)
    return [PEOPLE[each.person - 1] for each in found.shifts]


BEN = Held("ben", Window(at("24 09:00"), at("25 09:00")))
CY = Held("cy", Window(at("25 09:00"), at("26 09:00")))


def test_a_person_dropped_on_a_bar_has_the_whole_of_it() -> None:
    here = ground()
    found = Cover(here, "fay").at(over(bar("ben", "24 09:00", "25 09:00"), "24 15:00"))
    assert found.words == "Fay covers Ben, Tue 24 Nov 09:00 – Wed 25 Nov 09:00"
    assert on_call(here, found, "24 09:00") == on_call(here, found, "25 08:59") == ["fay"]
    assert on_call(here, found, "25 09:00") == ["cy"]


def test_a_person_dropped_on_a_gap_fills_it_and_that_is_said() -> None:
    spec = days(Restriction((0, 1, 2, 3, 4), (None, datetime(1, 1, 1, 9).time()),
                            (None, datetime(1, 1, 1, 20).time())))  # fmt: skip
    here = ground(spec)
    found = Cover(here, "fay").at(over(bar("", "24 20:00", "25 09:00", GAP), "24 23:00"))
    assert found.bars[0].window == Window(at("24 20:00"), at("25 09:00"))
    assert found.words == "Fay covers, Tue 24 Nov 20:00 – Wed 25 Nov 09:00"
    assert "fills the gap" in Judge(here.board, here.spec).verdict(found).notes


def test_elsewhere_a_cover_is_eight_hours_and_shift_frees_it() -> None:
    here = ground()
    found = Cover(here, "fay").at(over(None, "24 15:10"))
    assert found.bars[0].window == Window(at("24 15:00"), at("24 23:00"))
    mark = bar("ben", "24 09:00", "25 09:00")
    free = Cover(here, "fay").at(over(mark, "24 15:10", free=True))
    assert free.bars[0].window == Window(at("24 15:10"), at("24 23:10"))


def test_a_person_dropped_on_what_runs_takes_what_is_left() -> None:
    here = ground()
    found = Cover(here, "fay").at(over(bar("ana", "23 09:00", "24 09:00"), "23 12:00"))
    assert found.bars[0].window.start == at("23 14:00")
    over_now = Cover(here, "fay").at(over(bar("ana", "22 09:00", "23 09:00"), "22 12:00"))
    assert over_now.spec is None
    assert over_now.refusal == "What was, stays: the past cannot be changed."


def test_a_bar_moves_by_as_much_as_the_hand() -> None:
    here = ground()
    found = Move(here, BEN, at("24 12:00")).at(over(None, "24 15:10"))
    assert found.act is Act.MOVE
    assert found.words == "Ben moved, Tue 24 Nov 12:00 – Wed 25 Nov 12:00"
    assert on_call(here, found, "24 10:00") == []
    assert on_call(here, found, "25 11:00") == ["ben"]
    assert Judge(here.board, here.spec).verdict(found).tone == "alarm"  # a gap from 09:00 on


def test_what_has_begun_keeps_its_beginning() -> None:
    here = ground()
    ana = Held("ana", Window(at("23 09:00"), at("24 09:00")))
    found = Move(here, ana, at("23 18:00")).at(over(None, "23 21:00"))
    assert found.words == "Ana, Mon 23 Nov 09:00 – Tue 24 Nov 12:00"
    assert on_call(here, found, "23 15:00") == on_call(here, found, "24 11:00") == ["ana"]
    away = Move(here, ana, at("23 18:00")).at(over(None, "25 18:00"))
    assert away.words == "Ana moved, Wed 25 Nov 09:00 – Thu 26 Nov 09:00"
    assert on_call(here, away, "23 15:00") == []


def test_a_person_dropped_on_a_cover_has_its_times() -> None:
    here = ground()
    mark = bar("", "26 09:00", "26 15:36", CHANGE)
    found = Cover(here, "fay").at(over(mark, "26 10:00", COVERS))
    assert found.bars[0].window == Window(at("26 09:00"), at("26 15:36"))


def test_a_bar_let_go_where_it_was_changes_nothing() -> None:
    found = Move(ground(), BEN, at("24 12:00")).at(over(None, "24 12:10"))
    assert (found.spec, found.refusal) == (None, "")


def test_well_inside_anothers_bar_it_is_a_swap_with_control_it_is_not() -> None:
    here = ground()
    mark, hand = bar("cy", "25 09:00", "26 09:00"), Move(here, BEN, at("24 12:00"))
    found = hand.at(over(mark, "25 20:00"))
    assert found.act is Act.SWAP
    assert on_call(here, found, "24 12:00") == ["cy"]
    assert on_call(here, found, "25 12:00") == ["ben"]
    assert hand.at(over(mark, "25 20:00", through=True)).act is Act.MOVE
    assert hand.at(over(mark, "25 10:00", deep=0.05)).act is Act.MOVE
    assert hand.at(over(mark, "25 20:00", loose=True)).act is Act.COPY
    elsewhere = mark._replace(schedule=2)
    assert hand.at(over(elsewhere, "25 20:00")).act is Act.MOVE


def test_another_persons_row_reassigns() -> None:
    here = ground()
    found = Move(here, BEN, at("24 12:00")).at(over(None, "24 13:00", PERSON, "fay"))
    assert found.act is Act.REASSIGN
    assert found.bars[0].old == BEN.window
    assert on_call(here, found, "24 12:00") == ["fay"]


def test_an_edge_takes_from_the_neighbour_and_alt_leaves_a_gap() -> None:
    here = ground()
    longer = Resize(here, BEN, 1).at(over(None, "25 15:05"))
    assert longer.words == "Ben, Tue 24 Nov 09:00 – Wed 25 Nov 15:00"
    assert on_call(here, longer, "25 14:59") == ["ben"]
    shorter = Resize(here, BEN, 1).at(over(None, "24 20:00"))
    assert on_call(here, shorter, "24 21:00") == ["cy"]
    gap = Resize(here, BEN, 1).at(over(None, "24 20:00", loose=True))
    assert on_call(here, gap, "24 21:00") == []


def test_a_bar_never_becomes_nothing_and_what_was_stays() -> None:
    here = ground()
    assert Resize(here, BEN, 1).at(over(None, "22 20:00")).bars[0].window.length == HOUR / 4
    ana = Held("ana", Window(at("23 09:00"), at("24 09:00")))
    assert "the past" in Resize(here, ana, -1).at(over(None, "23 20:00")).refusal
    assert "the past" in Move(here, BEN, at("24 12:00")).at(over(None, "21 12:00")).refusal


def test_the_edge_of_a_turn_moves_all_hand_offs() -> None:
    here = ground()
    hand = HandOff(here, "daily", "ben", BEN.window, -1)
    found = hand.at(over(None, "24 11:00", LAYER))
    assert found.spec is not None
    assert found.spec.rotations[0].start == datetime(2026, 11, 23, 11, 0)
    assert found.words == "daily: hand-off Tue 11:00, was Tue 09:00"
    assert on_call(here, found, "25 10:00") == ["ben"]


def test_the_edge_of_restricted_hours_moves_the_hours() -> None:
    nine, eight = datetime(1, 1, 1, 9).time(), datetime(1, 1, 1, 20).time()
    here = ground(days(Restriction((), (None, nine), (None, eight))))
    window = Window(at("24 09:00"), at("24 20:00"))
    later = HandOff(here, "daily", "ben", window, 1).at(over(None, "24 22:00", LAYER))
    assert later.spec is not None
    assert later.spec.rotations[0].restrictions[0].closes[1].hour == 22
    assert later.spec.rotations[0].start == here.spec.rotations[0].start
    sooner = HandOff(here, "daily", "ben", window, -1).at(over(None, "24 08:00", LAYER))
    assert sooner.spec is not None
    assert sooner.spec.rotations[0].restrictions[0].opens[1].hour == 8
    assert sooner.spec.rotations[0].start.hour == 8


def test_amber_and_red_say_why() -> None:
    here = ground()
    away = Away(4, Window(at("25 00:00"), at("27 00:00")), "wedding")
    here = replace(here, board=replace(here.board, away=(away,)))
    judge = Judge(here.board, here.spec)
    red = Cover(here, "fay").at(over(bar("cy", "25 09:00", "26 09:00"), "25 12:00"))
    verdict = judge.verdict(red)
    assert verdict.tone == "alarm"
    assert [each.words for each in verdict.reasons] == ["off then: wedding"]
    assert verdict.hours == "Fay +24 h · Cy −24 h"
    short = Cover(here, "ben").at(Spot(at("25 17:00"), None, GridRow("", "", (), FINAL, 1)))
    found = judge.verdict(short)
    rest = "8 h rest between two shifts (11 h)"  # of Cy too, whose day is cut in two
    assert [each.words for each in found.reasons] == [rest, f"Cy: {rest}"]
    assert found.tone == "warn"


def test_what_was_wrong_already_is_no_news() -> None:
    here = ground()
    away = Away(2, Window(at("24 00:00"), at("27 00:00")), "")
    here = replace(here, board=replace(here.board, away=(away,)))
    shorter = Resize(here, BEN, 1).at(over(None, "24 20:00"))
    assert Judge(here.board, here.spec).verdict(shorter).tone == "good"


@pytest.mark.parametrize(
    ("who", "start", "end", "words"),
    [
        ("ben", "24 10:00", "25 09:00", "Ben, Tue 24 Nov 10:00 – Wed 25 Nov 09:00"),
        ("ben", "26 10:00", "27 10:00", "Ben moved, Thu 26 Nov 10:00 – Fri 27 Nov 10:00"),
        ("fay", "24 09:00", "25 09:00", "Fay covers Ben, Tue 24 Nov 09:00 – Wed 25 Nov 09:00"),
        ("fay", "24 12:00", "25 09:00", "Fay covers Ben, Tue 24 Nov 12:00 – Wed 25 Nov 09:00"),
    ],
)
def test_said_instead_of_dragged(who: str, start: str, end: str, words: str) -> None:
    here = ground()
    found = edited(here, BEN, who, Window(at(start), at(end)))
    assert found.words == words
    assert on_call(here, found, start) == [who]


def test_split_part_and_remove() -> None:
    here = ground()
    split = split_at(here, BEN, at("24 18:00"), "fay")
    assert on_call(here, split, "24 17:00") == ["ben"]
    assert on_call(here, split, "24 19:00") == ["fay"]
    assert "between" in split_at(here, BEN, at("26 18:00"), "fay").refusal
    part = Window(at("24 12:00"), at("24 14:00"))
    some = part_covered(here, bar("ben", "24 09:00", "25 09:00"), "fay", part)
    assert [on_call(here, some, f"24 {h}:00") for h in (11, 13, 15)] == [["ben"], ["fay"], ["ben"]]
    gone = removed(here, BEN)
    assert gone.words == "Ben removed, Tue 24 Nov 09:00 – Wed 25 Nov 09:00"
    assert on_call(here, gone, "24 12:00") == []


def test_a_swap_of_what_is_over_is_refused() -> None:
    ana = Held("ana", Window(at("20 09:00"), at("21 09:00")))
    assert swapped(ground(), ana, BEN).refusal


def test_drafted_limits_count_at_once() -> None:
    here = ground()
    spec = replace(here.spec, limits=Limits(rest=20 * HOUR))
    here = replace(here, spec=spec)
    short = Cover(here, "ben").at(Spot(at("25 17:00"), None, GridRow("", "", (), FINAL, 1)))
    words = [each.words for each in Judge(here.board, spec).verdict(short).reasons]
    assert words[0] == "8 h rest between two shifts (20 h)"
