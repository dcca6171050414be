"""The engine does what `simulate` says: any policy, any people, any answer, on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import SetClock
from app.domain import escalation as domain
from app.domain.actor import Actor
from app.domain.branch import Matter
from app.domain.escalation import Case, Position, Standing, Story, step
from app.domain.rota import Restriction
from app.domain.simulation import Answer, Reason, Simulation, simulate
from app.domain.workspace import (
    BranchSpec,
    ContactSpec,
    LevelSpec,
    PersonSpec,
    PolicySpec,
    RuleSpec,
    TargetSpec,
    Workspace,
)
from app.operations import incident
from app.operations.incident import Declaration
from app.queries.world import StoredWorld, walked
from app.store import Store
from app.workspace.apply import apply
from models.incident import Escalation, Incident
from models.kinds import Ack, PageState, Pick, Severity, Source, TargetKind, Urgency
from models.page import Page
from models.people import Person
from models.policy import Policy
from tests.oncall import Night

NAMES = ("ana", "ben", "cy", "dan")
MEANS = ("phone", "mail")
TEAM = """
watchbill: 1
people: [{name: ana}, {name: ben}, {name: cy}, {name: dan}]
teams: [{name: few, members: [cy, ana]}, {name: none, members: []}]
services: [{name: api}, {name: web}]
channels: [{name: ops, address: "night://ops/room"}]
schedules:
  - name: hourly
    time_zone: Europe/Madrid
    rotations:
      - name: r
        start: 2026-01-05T00:10
        shift: {every: 1, unit: hour}
        people: [ana, nobody, [ben, dan], cy]
"""
TARGETS = [
    TargetSpec(TargetKind.SCHEDULE, "hourly"),
    TargetSpec(TargetKind.NEXT, "hourly"),
    TargetSpec(TargetKind.PREVIOUS, "hourly"),
    TargetSpec(TargetKind.TEAM, "few"),
    TargetSpec(TargetKind.TEAM, "none"),
    TargetSpec(TargetKind.CHANNEL, "ops"),
    *(TargetSpec(TargetKind.PERSON, name) for name in NAMES),
]


class Said(NamedTuple):
    """What an incident is, as far as branches ask."""

    urgency: Urgency
    severity: Severity
    service: str | None


minutes = st.integers(0, 25).map(lambda n: timedelta(minutes=n))
targets = st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3, unique=True).map(tuple)
levels = st.builds(
    LevelSpec,
    targets,
    wait=st.integers(1, 25).map(lambda n: timedelta(minutes=n)),
    retry=st.integers(0, 2),
    pick=st.sampled_from(Pick),
    ack=st.sampled_from(Ack),
)
WEEKDAYS, EVERY_DAY = (0, 1, 2, 3, 4), ()
opening = st.builds(
    lambda days, opens, closes: Restriction(days, (None, time(opens)), (None, time(closes))),
    st.sampled_from((WEEKDAYS, EVERY_DAY)),
    st.sampled_from((0, 1, 8, 13)),
    st.sampled_from((2, 12, 22)),
)
hours = st.lists(opening, max_size=2).map(tuple)
reminders = st.none() | st.integers(30, 200).map(lambda n: timedelta(minutes=n))


def leading(*names: str) -> st.SearchStrategy[tuple[BranchSpec, ...]]:
    """Branches to any of these."""
    one = st.builds(
        BranchSpec,
        st.sampled_from(names),
        st.none() | st.sampled_from(Urgency),
        st.sets(st.sampled_from(Severity), max_size=3).map(lambda each: tuple(sorted(each))),
        st.sampled_from(((), (), ("api",), ("web", "api"))),
        hours,
    )
    return st.lists(one, max_size=2).map(tuple)


def named(
    name: str, branches: st.SearchStrategy[tuple[BranchSpec, ...]]
) -> st.SearchStrategy[PolicySpec]:
    """A policy with some of all that one may have."""
    return st.builds(
        PolicySpec,
        st.just(name),
        st.lists(levels, min_size=1, max_size=3).map(tuple),
        repeat=st.integers(0, 2),
        last_resort=targets | st.just(()),
        low_hours=hours,
        time_zone=st.just("Europe/Madrid"),
        remind=reminders,
        branches=branches,
    )


policies = st.tuples(
    named("any", leading("second", "third")),
    named("second", leading("third")),
    named("third", st.just(())),
)
matters = st.builds(
    Said,
    st.sampled_from(Urgency),
    st.sampled_from(Severity),
    st.sampled_from((None, "api", "web")),
)


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonSpec, ...]:
    """The same people, each time with other contacts and rules."""
    return tuple(draw(persons(name)) for name in NAMES)


@st.composite
def persons(draw: st.DrawFn, name: str) -> PersonSpec:
    """One of them."""
    some = st.lists(st.sampled_from(MEANS), unique=True, min_size=1)
    means = draw(some | some | st.just([]))
    rules = st.builds(RuleSpec, st.sampled_from(Urgency), st.sampled_from(means or MEANS), minutes)
    return PersonSpec(
        name,
        contacts=tuple(ContactSpec(each, f"night://{name}/{each}") for each in means),
        rules=tuple(draw(st.lists(rules, max_size=3, unique=True))) if means else (),
    )


@dataclass(frozen=True)
class Reply:
    """Somebody acknowledges after so long; without a name, a sender does."""

    after: timedelta
    name: str | None


replies = st.none() | st.builds(
    Reply,
    st.integers(0, 90).map(lambda n: timedelta(minutes=n)),
    st.none() | st.sampled_from(NAMES),
)


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team without contacts; each example gives them some."""
    return Night(store, clock, TEAM)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck]
)
@given(policies, people(), matters, replies)
def test_the_engine_does_what_simulate_says(
    night: Night,
    specs: tuple[PolicySpec, ...],
    team: tuple[PersonSpec, ...],
    said: Said,
    reply: Reply | None,
) -> None:
    apply(night.store, Workspace(people=team, policies=specs), Actor("test", Source.FILE))
    number, case, foreseen = begun(night, said, reply)
    expected, ends = list(foreseen.pages), foreseen.end_at
    if reply:
        forward(night, night.clock.now() + reply.after)
        incident.acknowledge(night.store, number, actor(night, reply.name))
        ends = max(ends, night.clock.now())
        if case.policy.remind:
            reminded_at = ends + case.policy.remind
            forward(night, reminded_at)
            again = walked_again(night, case, number, reminded_at)
            expected += again.pages
            ends = again.end_at
    forward(night, max(ends, night.clock.now()) + timedelta(hours=1))
    resort = any(not page.place.level for page in expected)  # else the engine finds one
    assert [page for page in made(night, number) if page[2] or resort] == [
        (page.at, page.place.round, page.place.level, page.place.attempt, page.person,
         page.contact.name)
        for page in expected
    ]  # fmt: skip
    with night.store.read() as session:
        row = session.get_one(Escalation, number)
        acknowledged = session.get_one(Incident, number).acknowledged
    left = reply is not None and case.policy.remind is None
    assert acknowledged == left
    assert left or (row.state, row.due_at) == (Standing.EXHAUSTED, None)


def begun(night: Night, said: Said, reply: Reply | None) -> tuple[int, Case, Simulation]:
    """Declares an incident; returns its number, what it goes by, and what will come of it."""
    now = night.clock.now()
    with night.store.read() as session:
        policy = session.query(Policy).filter_by(name="any").one().id
    service = night.service(said.service) if said.service else None
    declared = Declaration(
        "x", urgency=said.urgency, severity=said.severity, service=service, policy=policy
    )
    number = incident.declare(night.store, declared, Actor("test", Source.FILE))
    with night.store.read() as session:
        found = walked(session, policy, Matter(said.urgency, said.severity, service), now)
        assert found is not None
        case = Case(found, said.urgency, number)
        who = actor(night, reply.name).person if reply else None
        answer = Answer(now + reply.after, who) if reply else None
        return number, case, simulate(case, now, StoredWorld(session, now), answer)


def walked_again(night: Night, case: Case, number: int, at: datetime) -> Simulation:
    """What a reminder at an instant brings: all from the first level, in a round of its own."""
    pages: list[domain.Page] = []
    with night.store.read() as session:
        world = StoredWorld(session, at)
        row = session.get_one(Escalation, number)
        place = Position(row.round + ((row.level, row.attempt) != (1, 1)))
        story = Story()
        while True:
            taken = step(case, place, at, story, world)
            pages += taken.pages
            story = taken.story
            if taken.next is None:
                break
            place, at = taken.next, at + taken.wait
    ordered = tuple(sorted(pages, key=lambda page: page.at))
    return Simulation(ordered, (), at, Reason.EXHAUSTED)


def forward(night: Night, until: datetime) -> None:
    """Everything that is due before `until` is done when it is due."""
    while True:
        with night.store.read() as session:
            steps = session.query(Escalation.due_at).filter(Escalation.due_at < until)
            pages = session.query(Page.due_at).filter(
                Page.state == PageState.DUE, Page.due_at < until
            )
            due = [at for (at,) in [*steps, *pages]]
        if not due:
            break
        night.clock.at = max(night.clock.at, min(due))
        night.engine.tick()
    night.clock.at = until


def actor(night: Night, name: str | None) -> Actor:
    """One of the team, or a sender."""
    if name is None:
        return Actor("sender", Source.SENDER)
    with night.store.read() as session:
        return Actor(name, Source.DESKTOP, session.query(Person).filter_by(name=name).one().id)


def made(night: Night, number: int) -> list[tuple[datetime, int, int, int, int | None, str]]:
    """What was really sent."""
    with night.store.read() as session:
        asked = (
            session.query(Page)
            .filter_by(incident_id=number, state=PageState.SENT)
            .order_by(Page.due_at, Page.id)
        )
        return [(p.due_at, p.round, p.level, p.attempt, p.person_id, p.contact) for p in asked]
