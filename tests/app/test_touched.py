"""The shifts that a time off touches, and what a yes to a request would bring."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.domain.actor import Actor
from app.domain.workspace import TimeOffSpec
from app.operations import request
from app.operations.edit import editing
from app.operations.people import put_person
from app.queries.request import prospect, requests
from app.queries.spec import person_spec
from app.queries.touched import touched_shifts
from app.store import Store
from models.kinds import CheckKind, Source
from models.people import Person
from tests.oncall_team import Crew, days, since


@pytest.fixture
def crew(store: Store) -> Crew:
    return Crew.begin(store)


def away(crew: Crew, name: str, *spans: tuple[str, str]) -> None:
    """Somebody is off, by the clock of where they live."""
    with editing(crew.store, Actor("test", Source.FILE)) as edit:
        row = edit.session.get_one(Person, crew.id(name))
        spec = person_spec(row, crew.store.vault)
        off = tuple(
            TimeOffSpec(datetime.fromisoformat(a), datetime.fromisoformat(b), "holiday")
            for a, b in spans
        )
        put_person(edit, replace(spec, time_off=off), row)


def test_only_the_part_that_lies_in_it(crew: Crew) -> None:
    away(crew, "ben", ("2026-03-06", "2026-03-10T10:00"), ("2026-01-01", "2026-02-01"))
    found = touched_shifts(crew.store, crew.id("ben"))
    assert [
        (each.schedule, since(each.window.start), since(each.window.end)) for each in found
    ] == [("primary", 7, 8)]
    assert found[0].shift == days(7, 14)
    assert found[0].request is None
    number = request.ask_cover(
        crew.store, crew.schedule(), crew.id("ben"), found[0].window, (), crew.by("ben")
    )
    assert touched_shifts(crew.store, crew.id("ben"))[0].request == number


def test_what_is_asked_for_in_part_is_cut_there(crew: Crew) -> None:
    away(crew, "ben", ("2026-03-09T10:00", "2026-03-10T10:00"))
    number = request.ask_cover(
        crew.store, crew.schedule(), crew.id("ben"), days(7.25, 7.5), (), crew.by("ben")
    )
    found = touched_shifts(crew.store, crew.id("ben"))
    spans = [(since(each.window.start), since(each.window.end), each.request) for each in found]
    assert spans == [(7, 7.25, None), (7.25, 7.5, number), (7.5, 8, None)]


def test_nobody_off_nothing_touched(crew: Crew) -> None:
    assert touched_shifts(crew.store, crew.id("ana")) == []
    assert touched_shifts(crew.store, 999) == []


def test_what_waits_for_me_comes_first(crew: Crew) -> None:
    ben, cy = crew.id("ben"), crew.id("cy")
    one = request.ask_cover(crew.store, crew.schedule(), ben, days(8, 9), [cy], crew.by("ben"))
    other = request.ask_cover(
        crew.store, crew.schedule(), ben, days(9, 10), [crew.id("ana")], crew.by("ben")
    )
    seen = requests(crew.store, crew.id("ana"))
    assert [(each.id, each.waits) for each in seen] == [(other, True), (one, False)]
    assert [each.id for each in requests(crew.store, cy)] == [one, other]
    assert [each.waits for each in requests(crew.store, None)] == [False, False]


def test_what_a_yes_would_bring(crew: Crew) -> None:
    away(crew, "cy", ("2026-03-10", "2026-03-11"))
    ben, cy = crew.id("ben"), crew.id("cy")
    number = request.ask_cover(crew.store, crew.schedule(), ben, days(8, 9), [cy], crew.by("ben"))
    found = prospect(crew.store, number)
    assert found is not None
    assert [(each.kind, each.person, each.grave) for each in found.checks] == [
        (CheckKind.TIME_OFF, cy, True)
    ]
    assert prospect(crew.store, number, crew.id("ana")).checks == ()  # type: ignore[union-attr]
    assert prospect(crew.store, 99) is None
