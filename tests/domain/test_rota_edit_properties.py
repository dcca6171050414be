"""Every edit gives exactly what was asked within, leaves all else, and never piles up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.domain import rota_edit
from app.domain.board import rota_of
from app.domain.rota_edit import Held, Unfit
from app.domain.shift_difference import difference
from app.domain.stretch import stretches
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from tests.domain.any_board import NAMES, Plan, plans, windows

Crew = frozenset[str]
Expected = Callable[[datetime, Crew], Crew]
PICKY = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
handles = st.sampled_from(sorted(NAMES.values()))


def ahead(plan: Plan, *spans: Window) -> list[Window]:
    """What an edit may touch: whole seconds from the board's now on."""
    now = plan.board.now
    whole = now.replace(microsecond=0)
    first = whole if whole == now else whole + timedelta(seconds=1)
    return [Window(max(each.start, first), each.end) for each in spans]


def exactly(plan: Plan, new: ScheduleSpec, spans: list[Window], expected: Expected) -> None:
    """Within the spans as expected, else as before, sources too; and no override is idle."""
    edges = tuple(at for each in spans for at in (each.start, each.end))
    for at in plan.instants(plan.spec, new, also=edges):
        before, after = plan.crew(plan.spec, at), plan.crew(new, at)
        inside = any(at in each for each in spans)
        assert after == (expected(at, before) if inside else before), at
    past = Window(plan.board.window.start, plan.board.now)
    assert plan.resolved(new, past) == plan.resolved(plan.spec, past)
    tidy(plan, new, spans)


def tidy(plan: Plan, new: ScheduleSpec, spans: list[Window]) -> None:
    """Where the edit changed something one override holds at most, and only where one is needed."""
    for each in stretches(rota_of(new, plan.board.idents), spans):
        at = each.window.start
        if plan.crew(plan.spec, at) != plan.crew(new, at):
            base = {person for person, _ in each.base or ()}
            assert len(each.active) == (set(each.crew) != base)


def tried(edit: Callable[[], ScheduleSpec], spec: ScheduleSpec) -> ScheduleSpec | None:
    """None for what would change nothing or is over."""
    try:
        found = edit()
    except Unfit:
        return None
    assert found != spec
    return found


@st.composite
def held(draw: st.DrawFn, plan: Plan) -> Held:
    shifts = plan.shifts(plan.spec)
    assume(shifts)
    return draw(st.sampled_from(shifts))


@given(plans(), st.data())
def test_a_cover_is_alone_on_call(plan: Plan, data: st.DataObject) -> None:
    window = data.draw(windows(plan))
    people = tuple(data.draw(st.lists(handles, min_size=1, max_size=2, unique=True)))
    new = tried(lambda: rota_edit.cover(plan.board, plan.spec, window, people), plan.spec)
    spans = ahead(plan, window)
    exactly(plan, new or plan.spec, spans, lambda _at, _crew: frozenset(people))


@given(plans(), st.data())
def test_somebody_else_serves(plan: Plan, data: st.DataObject) -> None:
    shift, person = data.draw(held(plan)), data.draw(handles)
    new = tried(lambda: rota_edit.reassigned(plan.board, plan.spec, shift, person), plan.spec)
    spans = ahead(plan, shift.window)
    exactly(plan, new or plan.spec, spans, lambda _, crew: crew - {shift.person} | {person})


@given(plans(), st.data())
def test_the_later_part_is_somebody_elses(plan: Plan, data: st.DataObject) -> None:
    shift, person = data.draw(held(plan)), data.draw(handles)
    at = shift.window.start + data.draw(st.floats(0, 0.99)) * shift.window.length
    at = max(at.replace(microsecond=0), shift.window.start)
    new = tried(lambda: rota_edit.split(plan.board, plan.spec, shift, at, person), plan.spec)
    spans = ahead(plan, Window(at.replace(microsecond=0), shift.window.end))
    exactly(plan, new or plan.spec, spans, lambda _, crew: crew - {shift.person} | {person})


@given(plans(), st.data())
def test_two_serve_each_others_shift(plan: Plan, data: st.DataObject) -> None:
    one, other = data.draw(held(plan)), data.draw(held(plan))
    new = tried(lambda: rota_edit.swapped(plan.board, plan.spec, one, other), plan.spec)

    def expected(at: datetime, crew: Crew) -> Crew:
        gives = at in one.window and one.person in crew
        takes = at in other.window and other.person in crew
        if gives == takes or one.person == other.person:
            return crew
        return crew - {one.person if gives else other.person} | (
            {other.person} if gives else {one.person}
        )

    exactly(plan, new or plan.spec, ahead(plan, one.window, other.window), expected)


@given(plans(), st.data())
def test_a_shift_that_moves_leaves_and_arrives(plan: Plan, data: st.DataObject) -> None:
    shift = data.draw(held(plan))
    to = data.draw(windows(plan))
    new = tried(lambda: rota_edit.move(plan.board, plan.spec, shift, to), plan.spec)
    if new is None:
        return
    there, whole = ahead(plan, to)[0], ahead(plan, shift.window, to)
    exactly(plan, new, whole, lambda at, _: plan.crew(new, at))
    for at in plan.instants(plan.spec, new, also=(there.start, there.end)):
        before, after = plan.crew(plan.spec, at), plan.crew(new, at)
        if at in there:
            assert shift.person in after
            assert after - {shift.person} <= before
        elif at in whole[0]:
            assert shift.person not in after
            assert after >= before - {shift.person}


@given(plans(), st.data())
def test_a_copy_takes_nothing_away(plan: Plan, data: st.DataObject) -> None:
    shift, to = data.draw(held(plan)), data.draw(windows(plan))
    new = tried(lambda: rota_edit.copied(plan.board, plan.spec, shift, to), plan.spec)
    spans = ahead(plan, to)
    exactly(plan, new or plan.spec, spans, lambda at, _: plan.crew(new or plan.spec, at))
    for at in plan.instants(new or plan.spec, also=(spans[0].start,)):
        assert new is None or at not in spans[0] or shift.person in plan.crew(new, at)


@given(plans(), st.data(), st.booleans())
def test_a_shift_of_another_length(plan: Plan, data: st.DataObject, gap: bool) -> None:
    shift = data.draw(held(plan))
    quarters = st.integers(-40, 40).map(lambda n: n * timedelta(minutes=15))
    start = (shift.window.start + data.draw(quarters)).replace(microsecond=0)
    to = Window(start, (shift.window.end + data.draw(quarters)).replace(microsecond=0))
    new = tried(lambda: rota_edit.resized(plan.board, plan.spec, shift, to, gap=gap), plan.spec)
    if new is None:
        return
    there, whole = ahead(plan, to)[0], ahead(plan, shift.window, to)
    exactly(plan, new, whole, lambda at, _: plan.crew(new, at))
    for at in plan.instants(plan.spec, new, also=(there.start, there.end)):
        before, after = plan.crew(plan.spec, at), plan.crew(new, at)
        if at in there:
            assert shift.person in after
        elif at in whole[0]:
            assert shift.person not in after
            assert not gap or after == before - {shift.person}


@given(plans(), st.data())
def test_a_shift_taken_out(plan: Plan, data: st.DataObject) -> None:
    shift = data.draw(held(plan))
    new = tried(lambda: rota_edit.removed(plan.board, plan.spec, shift), plan.spec)
    assert new is not None
    exactly(plan, new, ahead(plan, shift.window), lambda at, _: plan.crew(new, at))
    for at in plan.instants(plan.spec, new):
        if at in ahead(plan, shift.window)[0]:
            assert shift.person not in plan.crew(new, at)
            assert plan.crew(new, at) >= plan.crew(plan.spec, at) - {shift.person}


@PICKY
@given(plans(plain=True, days=3), st.data())
def test_there_and_back_leaves_nothing(plan: Plan, data: st.DataObject) -> None:
    shift, to = data.draw(held(plan)), data.draw(windows(plan))
    (here, there) = ahead(plan, shift.window, to)
    shift = Held(shift.person, here)
    assume(here and there.start >= here.start)
    assume(all(here.start <= each.start and each.end <= here.end
               for each in plan.resolved(plan.spec, there).shifts
               if NAMES[each.person] == shift.person))  # fmt: skip
    gone = tried(lambda: rota_edit.move(plan.board, plan.spec, shift, there), plan.spec)
    assume(gone is not None)
    assert gone is not None
    back = rota_edit.move(plan.board, gone, Held(shift.person, there), here)
    assert back == plan.spec


def apart(plan: Plan) -> list[tuple[Held, Held]]:
    """Shifts of two people of whom neither serves during the other's."""
    shifts = [Held(s.person, ahead(plan, s.window)[0]) for s in plan.shifts(plan.spec)]
    during = {
        s: {NAMES[each.person] for each in plan.resolved(plan.spec, s.window).shifts}
        for s in shifts
    }
    return [
        (one, other)
        for one in shifts
        for other in shifts
        if one.person not in during[other] and other.person not in during[one]
    ]


@PICKY
@given(plans(plain=True, days=20), st.data())
def test_a_swap_twice_leaves_nothing(plan: Plan, data: st.DataObject) -> None:
    pairs = apart(plan)
    assume(pairs)
    one, other = data.draw(st.sampled_from(pairs))
    swapped = tried(lambda: rota_edit.swapped(plan.board, plan.spec, one, other), plan.spec)
    if swapped is not None:
        again = Held(other.person, one.window), Held(one.person, other.window)
        assert rota_edit.swapped(plan.board, swapped, *again) == plan.spec


@given(plans(plain=True), st.data())
def test_shorter_and_longer_again_leaves_nothing(plan: Plan, data: st.DataObject) -> None:
    shift = data.draw(held(plan))
    (here,) = ahead(plan, shift.window)
    part = timedelta(seconds=int(data.draw(st.floats(0.1, 0.9)) * here.length.total_seconds()))
    to = data.draw(st.sampled_from([Window(here.start, here.start + part),
                                    Window(here.start + part, here.end)]))  # fmt: skip
    assume(to and to != here)
    held_here, held_there = Held(shift.person, here), Held(shift.person, to)
    shorter = tried(lambda: rota_edit.resized(plan.board, plan.spec, held_here, to), plan.spec)
    if shorter is not None:
        assert rota_edit.resized(plan.board, shorter, held_there, here) == plan.spec


@given(plans(), st.data())
def test_edits_do_not_pile_up(plan: Plan, data: st.DataObject) -> None:
    """However often a window is covered by turns, it is as if it had been covered once: what was
    there before may stay in two parts around it, and no stretch within has more than one."""
    window = data.draw(windows(plan))
    assume(ahead(plan, window)[0])
    spec = plan.spec
    for people in data.draw(st.lists(st.tuples(handles), min_size=2, max_size=12)):
        spec = tried(partial(rota_edit.cover, plan.board, spec, window, people), spec) or spec
    once = tried(lambda: rota_edit.cover(plan.board, plan.spec, window, people), plan.spec)
    around = plan.board.window
    found = (plan.resolved(each, around) for each in (once or plan.spec, spec))
    assert not difference(*found)  # the people, wherever they come from
    base = rota_of(replace(plan.spec, overrides=()), plan.board.idents)
    most = len(stretches(base, ahead(plan, window)))
    assert len(spec.overrides) <= 2 * len(plan.spec.overrides) + most
