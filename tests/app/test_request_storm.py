"""Requests under stress: two who accept at once, and long random stories on one rota."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest

from app.domain.actor import Actor
from app.domain.window import Window
from app.errors import Conflict, Fault, Refused
from app.operations import request, request_answer, request_decision
from app.operations.request_expiry import settle
from app.queries.request import requests
from app.queries.rota import resolved
from app.store import Store
from models.kinds import RequestKind, RequestState
from tests.oncall_team import BEGIN, Crew, days

STEP = timedelta(hours=12)
END = 42  # days
PEOPLE = ("ana", "ben", "cy")


@pytest.fixture
def crew(store: Store) -> Crew:
    return Crew.begin(store)


def test_two_accept_at_once_one_has_it(crew: Crew) -> None:
    for day in range(7, 14):
        number = request.ask_cover(
            crew.store, crew.schedule(), crew.id("ben"), days(day, day + 1), (), crew.by("ben")
        )
        actors = [crew.by("ana"), crew.by("cy")]

        def accept(by: Actor, number: int = number) -> str:
            try:
                return str(request_answer.accept(crew.store, number, by).state)
            except Conflict:
                return "too late"
            except Refused as fault:
                return "too late" if "settled already" in str(fault) else str(fault)

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(accept, actors)) == ["done", "too late"]


def who(crew: Crew) -> list[frozenset[int]]:
    """Who is on call at each half day."""
    window = Window(BEGIN, BEGIN + timedelta(days=END))
    with crew.store.read() as session:
        found = resolved(session, crew.schedule(), window, crew.store.now())
    steps = [BEGIN + n * STEP for n in range(2 * END)]
    return [
        frozenset(each.person for each in found.shifts if each.start <= at < each.end)
        for at in steps
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_story_leaves_only_what_was_agreed_on(crew: Crew, seed: int) -> None:
    chance = Random(seed)
    expected = who(crew)
    done = 0
    for _ in range(25):
        crew.clock.forward(timedelta(hours=chance.randrange(0, 9)))
        settle(crew.store)
        before = {row.id for row in requests(crew.store, None, ended=True)}
        act(crew, chance, expected)
        for row in requests(crew.store, None, ended=True):
            if row.id not in before and row.state is RequestState.DONE:
                assert row.taker is not None
                expected = agreed(
                    crew, expected, row.holder.id, row.taker.id, row.window, row.theirs
                )
                done += 1
        assert who(crew) == expected, f"after {done} agreements"
    assert done, "nobody agreed on anything"


def agreed(
    crew: Crew,
    before: list[frozenset[int]],
    holder: int,
    taker: int,
    window: Window,
    theirs: Window | None,
) -> list[frozenset[int]]:
    """What follows from an agreement, written down naively; only what is ahead changes."""
    now, after = crew.store.now(), list(before)
    for n, people in enumerate(before):
        at = BEGIN + n * STEP
        if at in window and at >= now:
            after[n] = people - {holder} | {taker}
        elif theirs is not None and at in theirs and at >= now:
            after[n] = people - {taker} | {holder}
    return after


def act(crew: Crew, chance: Random, rota: list[frozenset[int]]) -> None:
    """Somebody does something, which may be refused."""
    try:
        if chance.random() < 0.45:
            ask(crew, chance, rota)
        else:
            answer(crew, chance)
    except Fault:
        pass


def ask(crew: Crew, chance: Random, rota: list[frozenset[int]]) -> None:
    name = chance.choice(PEOPLE)
    holder, now = crew.id(name), crew.store.now()
    mine = spans(rota, holder, now, chance)
    if not mine:
        return
    other = chance.choice([each for each in PEOPLE if each != name])
    theirs = spans(rota, crew.id(other), now, chance)
    if chance.choice(list(RequestKind)) is RequestKind.SWAP and theirs:
        request.offer_swap(
            crew.store, crew.schedule(), holder, mine, crew.id(other), theirs, crew.by(name)
        )
    else:
        people = (crew.id(other),) if chance.random() < 0.7 else ()
        request.ask_cover(crew.store, crew.schedule(), holder, mine, people, crew.by(name))


def spans(rota: list[frozenset[int]], person: int, now: object, chance: Random) -> Window | None:
    """A part of somebody's time ahead, on half days."""
    mine = [n for n, each in enumerate(rota) if person in each and BEGIN + n * STEP > now]  # type: ignore[operator]
    if not mine:
        return None
    first = chance.choice(mine[:40])
    last = first
    while last + 1 in mine and chance.random() < 0.7:
        last += 1
    return Window(BEGIN + first * STEP, BEGIN + (last + 1) * STEP)


def answer(crew: Crew, chance: Random) -> None:
    open_ = requests(crew.store, None)
    if not open_:
        return
    row = chance.choice(open_)
    asked = [who for who, _ in row.asked]
    person = chance.choice(asked)
    by = crew.by(person.name)
    roll = chance.random()
    if roll < 0.7:
        request_answer.accept(crew.store, row.id, by)
    elif roll < 0.85:
        request_answer.decline(crew.store, row.id, by)
    elif roll < 0.95:
        request_decision.force(crew.store, row.id, crew.by("dan"), person.id)
    else:
        request.take_back(crew.store, row.id, crew.by(row.holder.name))
