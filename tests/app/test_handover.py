"""Reminders of hand-offs, the week's shifts, and shadows: once each, and never an old one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.actor import Actor
from app.domain.moment import duration
from app.domain.workspace import OverrideSpec, ShadowSpec
from app.duties.handover import Handover
from app.operations import request
from app.operations.edit import editing
from app.operations.pager import give_back, take
from app.operations.people import put_person
from app.operations.rota import add_override, save_schedule
from app.queries.spec import handles, person_spec, schedule_spec
from app.store import Store, open_store
from models.kinds import NoticeKind, OverrideKind, Source, Weekly
from models.people import Person
from models.rota import Schedule
from tests.oncall_team import Crew, day, days

MINUTE = timedelta(minutes=1)


def wants(crew: Crew, name: str, *leads: str, weekly: str = "never") -> None:
    """Somebody's wishes."""

    with editing(crew.store, Actor("test", Source.FILE)) as edit:
        row = edit.session.get_one(Person, crew.id(name))
        spec = person_spec(row, crew.store.vault)
        times = tuple(duration(each) for each in leads)
        put_person(edit, replace(spec, reminders=times, weekly=Weekly(weekly)), row)


@pytest.fixture
def crew(store: Store) -> Crew:
    return Crew.begin(store)


def test_both_sides_are_reminded_a_quarter_of_an_hour_before(crew: Crew) -> None:
    wants(crew, "ana", "15m")
    wants(crew, "ben", "15m")
    duty = Handover(crew.store)
    crew.clock.at = day(7) - 20 * MINUTE
    assert duty.work() == 0
    assert duty.next_at == day(7) - 15 * MINUTE
    crew.clock.at = day(7) - 15 * MINUTE
    assert duty.work() == 2
    assert duty.work() == 0
    assert crew.told("ana") == ["Your shift in primary ends Mon 9 Mar 10:00 (in 15 min)"]
    assert crew.told("ben") == ["Your shift in primary begins Mon 9 Mar 10:00 (in 15 min)"]
    assert crew.told("cy") == []


def test_a_day_and_an_hour_ahead_each_once(crew: Crew) -> None:
    wants(crew, "ben", "1d", "1h", "1m")
    duty = Handover(crew.store)
    for before in range(30 * 60, -5, -1):
        crew.clock.at = day(7) - before * MINUTE
        duty.work()
    assert [each.split("(")[1] for each in crew.told("ben")] == [
        "in 24 h)",
        "in 60 min)",
        "in 1 min)",
    ]


def test_after_a_sleep_one_reminder_and_none_of_what_is_over(crew: Crew) -> None:
    wants(crew, "ben", "1d", "1h", "15m", "1m")
    wants(crew, "cy", "1d", "1h", "15m")
    duty = Handover(crew.store)
    duty.work()
    crew.clock.at = day(14) - 10 * MINUTE
    assert duty.work() == 2
    assert crew.told("ben") == ["Your shift in primary ends Mon 16 Mar 10:00 (in 10 min)"]
    assert len(crew.told("cy")) == 1


def test_a_changed_shift_leaves_no_wrong_reminder(crew: Crew) -> None:
    wants(crew, "ana", "1h")
    wants(crew, "ben", "1h")
    duty = Handover(crew.store)
    crew.clock.at = day(6)
    duty.work()
    longer = OverrideSpec(OverrideKind.COVER, day(7), day(8), ("ana",))
    add_override(crew.store, crew.schedule(), longer, crew.by("dan"))
    crew.clock.at = day(7) - 60 * MINUTE
    duty.work()
    assert crew.told("ana") == crew.told("ben") == []
    crew.clock.at = day(8) - 60 * MINUTE
    duty.work()
    assert crew.told("ben") == ["Your shift in primary begins Tue 10 Mar 10:00 (in 60 min)"]


def test_two_engines_remind_once(crew: Crew) -> None:
    wants(crew, "ben", "15m")
    url = crew.store.database.url.render_as_string(hide_password=False)
    other = open_store(url, clock=crew.clock, durable=False)
    crew.clock.at = day(7) - 15 * MINUTE
    assert Handover(crew.store).work() + Handover(other).work() == 1
    other.close()
    assert len(crew.told("ben")) == 1


def test_engines_that_are_equally_quick_remind_once(crew: Crew) -> None:
    wants(crew, "ana", "15m")
    wants(crew, "ben", "15m")
    crew.clock.at = day(7) - 15 * MINUTE
    duties = [Handover(crew.store) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(Handover.work, duties)) == 2
    assert (len(crew.told("ana")), len(crew.told("ben"))) == (1, 1)


def test_monday_at_nine_in_new_york(crew: Crew) -> None:
    wants(crew, "cy", weekly="monday")
    duty = Handover(crew.store)
    crew.clock.at = day(0) + timedelta(hours=4, minutes=59)
    duty.work()
    assert crew.told("cy", NoticeKind.WEEK) == []
    crew.clock.forward(MINUTE)
    duty.work()
    crew.clock.at = day(7) + timedelta(hours=3, minutes=59)  # their clocks changed on 8 March
    duty.work()
    assert crew.told("cy", NoticeKind.WEEK) == ["Your shifts until Mon 9 Mar 09:00: none"]
    crew.clock.at = day(14) + timedelta(hours=4)
    duty.work()
    duty.work()
    assert crew.told("cy", NoticeKind.WEEK)[1:] == ["Your shifts until Mon 23 Mar 09:00: 1"]


def test_a_shadow_is_told_of_hand_offs_and_nobody_else(store: Store) -> None:

    crew = Crew.begin(store)
    with store.read() as session:
        row = session.get_one(Schedule, crew.schedule())
        spec = schedule_spec(row, handles(session))
    spec = replace(spec, shadows=(ShadowSpec("dan", day(0), day(10)),))
    save_schedule(store, spec, crew.by("dan"), ident=crew.schedule())
    duty = Handover(store)
    duty.work()
    crew.clock.at = day(7)
    assert duty.work() == 1
    assert crew.told("dan") == [
        "Shadow of primary: Ana Ruiz is on call now",
        "Shadow of primary: Ben Okafor is on call now",
    ]
    crew.clock.at = day(14)
    assert duty.work() == 0


def test_taking_the_pager_ends_with_a_reminder(crew: Crew) -> None:
    wants(crew, "cy", "15m")
    duty = Handover(crew.store)
    take(crew.store, crew.schedule(), timedelta(hours=1), crew.by("cy"))
    duty.work()
    assert crew.told("cy") == []
    crew.clock.forward(46 * MINUTE)
    duty.work()
    assert crew.told("cy") == ["Your shift in primary ends Mon 2 Mar 05:00 (in 14 min)"]


def test_a_shift_that_moves_and_comes_back_is_told_anew(crew: Crew) -> None:
    wants(crew, "ben", "1d", "15m")
    duty = Handover(crew.store)
    crew.clock.at = day(7) - 10 * MINUTE
    duty.work()
    take(crew.store, crew.schedule(), timedelta(minutes=30), crew.by("cy"))
    duty.work()
    give_back(crew.store, crew.schedule(), crew.by("cy"))
    for _ in range(3):
        duty.work()
        crew.clock.forward(MINUTE)
    begins = "Your shift in primary begins Mon 9 Mar"
    assert [each for each in crew.told("ben") if "begins" in each] == [
        f"{begins} 10:00 (in 10 min)",
        f"{begins} 10:20 (in 30 min)",
        f"{begins} 10:00 (in 10 min)",
    ]


def test_several_shifts_within_a_day_are_told_once_each(crew: Crew) -> None:
    wants(crew, "ben", "1d")
    for begin in (2, 2.5, 2.75):
        cover = OverrideSpec(OverrideKind.COVER, day(begin), day(begin + 0.125), ("ben",))
        add_override(crew.store, crew.schedule(), cover, crew.by("dan"))
    duty = Handover(crew.store)
    for hour in range(40, 72):
        crew.clock.at = day(0) + timedelta(hours=hour)
        duty.work()
    told = [each.partition(" (")[0] for each in crew.told("ben")]
    assert len(told) == len(set(told)) == 6


def test_it_ends_requests_in_time(crew: Crew) -> None:
    duty = Handover(crew.store)
    span = days(8, 9)
    request.ask_cover(crew.store, crew.schedule(), crew.id("ben"), span, (), crew.by("ben"))
    crew.clock.at = day(8) - 10 * MINUTE
    duty.work()
    assert duty.next_at == day(8)
    crew.clock.at = day(8)
    assert duty.work() == 1
    assert crew.told("ben")[-1].startswith("Nobody took your primary in time")
