"""Taking the pager: alone on call from now on, for a while; and giving it back."""

from datetime import timedelta

import pytest

from app.domain.workspace import OverrideSpec
from app.errors import Refused
from app.operations.pager import give_back, take
from app.operations.rota import add_override
from app.queries.pager import taken
from app.store import Store
from models.kinds import NoticeKind, OverrideKind
from tests import builders
from tests.oncall_team import Crew, day

HOURS = timedelta(hours=6)  # a quarter of a day


@pytest.fixture
def crew(store: Store) -> Crew:
    crew = Crew.begin(store)
    crew.clock.at = day(1)
    return crew


def test_taken_for_six_hours_and_then_the_rota_holds_again(crew: Crew) -> None:
    found = take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    assert (found.people, found.until, found.still) == (("cy",), day(1.25), 0)
    assert crew.on_call(days=7) == [(0, "ana", 1), (1, "cy", 1.25), (1.25, "ana", 7)]
    assert crew.told("ana", NoticeKind.HAND_OFF) == [
        "Cy Lindqvist took the pager of primary until Tue 3 Mar 16:00"
    ]
    assert crew.told("cy") == []


def test_given_back_early(crew: Crew) -> None:
    take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    crew.clock.at = day(1.125)
    found = give_back(crew.store, crew.schedule(), crew.by("cy"))
    assert found.people == ("ana",)
    assert crew.on_call(days=7) == [(0, "ana", 1), (1, "cy", 1.125), (1.125, "ana", 7)]
    assert crew.told("ana")[-1] == "Cy Lindqvist gave the pager of primary back: you are on call"
    with pytest.raises(Refused, match="did not take"):
        give_back(crew.store, crew.schedule(), crew.by("cy"))


def test_given_back_at_once_leaves_nothing(crew: Crew) -> None:
    take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    give_back(crew.store, crew.schedule(), crew.by("cy"))
    assert crew.on_call(days=7) == [(0, "ana", 7)]


def test_a_cover_that_was_there_is_back_afterwards(crew: Crew) -> None:
    cover = OverrideSpec(OverrideKind.COVER, day(0.5), day(2), ("ben",))
    add_override(crew.store, crew.schedule(), cover, crew.by("dan"))
    crew.clock.at = day(1)
    take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    give_back(crew.store, crew.schedule(), crew.by("cy"))
    assert (1, "ben", 2) in crew.on_call(days=7)


def test_taken_longer_and_by_the_next(crew: Crew) -> None:
    take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    take(crew.store, crew.schedule(), timedelta(hours=8), crew.by("cy"))
    assert taken(crew.store, crew.id("cy"))[0].until == day(1) + timedelta(hours=8)
    take(crew.store, crew.schedule(), HOURS, crew.by("ben"))
    assert (1, "ben", 1.25) in crew.on_call(days=7)
    assert crew.told("cy")[-1].startswith("Ben Okafor took the pager")


def test_who_has_it_sees_that(crew: Crew) -> None:
    assert taken(crew.store, crew.id("cy")) == []
    take(crew.store, crew.schedule(), HOURS, crew.by("cy"))
    found = taken(crew.store, crew.id("cy"))
    assert [(each.schedule, each.until) for each in found] == [("primary", day(1.25))]
    crew.clock.at = day(1.5)
    assert taken(crew.store, crew.id("cy")) == []


@pytest.mark.parametrize("length", [timedelta(minutes=29), timedelta(hours=8, seconds=1)])
def test_only_for_a_while(crew: Crew, length: timedelta) -> None:
    with pytest.raises(Refused, match="30 minutes to 8 hours") as told:
        take(crew.store, crew.schedule(), length, crew.by("cy"))
    assert told.value.field == "length"


def test_who_is_on_call_has_it_already(crew: Crew) -> None:
    with pytest.raises(Refused, match="on call for primary already"):
        take(crew.store, crew.schedule(), HOURS, crew.by("ana"))


def test_nobody_whom_no_page_would_reach(store: Store) -> None:
    crew = Crew.begin(store)
    eva = builders.actor(store, "eva")
    with pytest.raises(Refused, match="no contact yet"):
        take(store, crew.schedule(), HOURS, eva)
