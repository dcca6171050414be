"""The planner's board: what was, what the rules give, and what planning has to look out for."""

from datetime import UTC, date, datetime, timedelta

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.board import Board
from app.domain.window import Window
from app.domain.wish import Wish, WishSpec
from app.queries.board import board, boards
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    time_zone: America/New_York
    contacts: {mail: "mailto://ana@example.org"}
    time_off: [{start: 2026-03-30, end: 2026-04-01, reason: holiday}]
    wishes: [{days: [fri, sat]}, {from: 2026-04-01, to: 2026-04-03, gladly: true}]
  - {name: ben, time_zone: Europe/Madrid}
schedules:
  - name: primary
    time_zone: Europe/Madrid
    holidays: ES-MD
    rotations:
      - {name: weekly, start: 2026-03-02T09:00, shift: {every: 1, unit: week}, people: [ana, ben]}
  - name: second
    time_zone: Europe/Madrid
    rotations:
      - {name: behind, start: 2026-03-02T09:00, shift: {every: 1, unit: week}, people: [ben, ana]}
"""
OTHER = TEAM.replace("people: [ana, ben]", "people: [ben, ana]")
BY = Actor("test", Source.FILE)


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


MARCH = Window(at("2026-03-23 00:00"), at("2026-04-13 00:00"))


def planned(store: Store) -> dict[str, Board]:
    apply(store, read(TEAM.encode()).workspace, BY)
    return {each.stored.name: each for each in boards(store, MARCH)}


def test_the_board_of_one_schedule_is_that_of_all(store: Store) -> None:
    found = planned(store)
    assert list(found) == ["primary", "second"]
    for each in found.values():
        assert board(store, each.schedule_id, MARCH) == each
    assert board(store, 4711, MARCH) is None
    assert boards(store, Window(MARCH.start, MARCH.start)) != []


def test_time_off_is_the_wall_clock_of_who_takes_it(store: Store) -> None:
    away = planned(store)["primary"].away
    assert [(each.window, each.reason) for each in away] == [
        (Window(at("2026-03-30 04:00"), at("2026-04-01 04:00")), "holiday")
    ]


def test_people_come_with_what_matters_for_planning(store: Store) -> None:
    ana, ben = planned(store)["primary"].people
    assert (ana.name, ana.full_name, ana.reachable, ana.active) == ("ana", "Ana Ruiz", True, True)
    assert (ben.name, ben.reachable, ben.time_zone) == ("ben", False, "Europe/Madrid")


def test_people_come_with_the_teams_that_they_are_members_of(store: Store) -> None:
    teams = "teams: [{name: web, members: [ben]}, {name: api, members: [ben], managers: [ana]}]\n"
    apply(store, read((TEAM + teams).encode()).workspace, BY)
    ana, ben = boards(store, MARCH)[0].people
    assert (ana.teams, ben.teams) == ((), ("api", "web"))


def test_wishes_are_those_of_the_people(store: Store) -> None:
    found = planned(store)
    (ana, _) = found["primary"].people
    assert found["primary"].wishes == found["second"].wishes
    assert found["primary"].wishes == (
        Wish(ana.id, WishSpec((4, 5))),
        Wish(ana.id, WishSpec((), date(2026, 4, 1), date(2026, 4, 3), gladly=True)),
    )


def test_holidays_are_those_of_the_part_of_the_country(store: Store) -> None:
    found = planned(store)
    days = {each.day: each.name for each in found["primary"].holidays}
    assert date(2026, 4, 2) in days  # Maundy Thursday, no holiday in all of Spain
    assert days[date(2026, 4, 3)] == "Good Friday"
    assert found["second"].holidays == ()


def test_elsewhere_are_the_shifts_of_the_other_schedules(store: Store) -> None:
    found = planned(store)
    one, other = found["primary"], found["second"]
    assert {each.source for each in one.elsewhere} == {"second"}
    whole = [(each.start, each.end, each.person) for each in other.resolved(other.stored).shifts]
    assert [(each.start, each.end, each.person) for each in one.elsewhere] == whole


def test_the_past_is_what_was_and_the_rest_by_the_rules(store: Store, clock: SetClock) -> None:
    before = planned(store)["primary"]
    stored = clock.now()
    served = before.resolved(before.stored, Window(stored, stored + timedelta(days=8)))
    clock.forward(timedelta(days=8))
    apply(store, read(OTHER.encode()).workspace, BY)
    after = board(store, before.schedule_id, MARCH)
    assert after is not None
    assert after.past.window == Window(MARCH.start, clock.now())
    assert after.resolved(after.stored, Window(stored, clock.now())) == served
    last = after.resolved(after.stored).shifts[-1]
    assert last.person != before.resolved(before.stored).shifts[-1].person
