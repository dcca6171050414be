"""The engine does what `simulate` says: any policy, any people, any answer, on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.escalation import Case
from app.domain.simulation import Answer, Simulation, simulate
from app.domain.workspace import (
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
from app.queries.world import StoredWorld, frozen
from app.store import Store
from app.workspace.apply import apply
from models.incident import Escalation
from models.kinds import Ack, PageState, Pick, Source, TargetKind, Urgency
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
    TargetSpec(TargetKind.TEAM, "few"),
    TargetSpec(TargetKind.TEAM, "none"),
    TargetSpec(TargetKind.CHANNEL, "ops"),
    *(TargetSpec(TargetKind.PERSON, name) for name in NAMES),
]
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
policies = st.builds(
    PolicySpec,
    st.just("any"),
    st.lists(levels, min_size=1, max_size=3).map(tuple),
    repeat=st.integers(0, 2),
    last_resort=targets | st.just(()),
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
@given(policies, people(), st.sampled_from(Urgency), replies)
def test_the_engine_does_what_simulate_says(
    night: Night,
    spec: PolicySpec,
    team: tuple[PersonSpec, ...],
    urgency: Urgency,
    reply: Reply | None,
) -> None:
    apply(night.store, Workspace(people=team, policies=(spec,)), Actor("test", Source.FILE))
    number, foreseen = begun(night, urgency, reply)
    if reply:
        forward(night, night.clock.now() + reply.after)
        incident.acknowledge(night.store, number, actor(night, reply.name))
    forward(night, night.clock.now() + timedelta(days=1))
    assert made(night, number) == [
        (page.at, page.place.round, page.place.level, page.place.attempt, page.person,
         page.contact.name)
        for page in foreseen.pages
    ]  # fmt: skip
    with night.store.read() as session:
        state = session.get_one(Escalation, number).state
    assert reply is not None or foreseen.reason.value == state


def begun(night: Night, urgency: Urgency, reply: Reply | None) -> tuple[int, Simulation]:
    """Declares an incident; returns its number and what will come of it."""
    now = night.clock.now()
    with night.store.read() as session:
        policy = session.query(Policy).filter_by(name="any").one().id
    declared = Declaration("x", urgency=urgency, policy=policy)
    number = incident.declare(night.store, declared, Actor("test", Source.FILE))
    with night.store.read() as session:
        case = Case(frozen(session, policy), urgency, number)  # type: ignore[arg-type]
        who = actor(night, reply.name).person if reply else None
        answer = Answer(now + reply.after, who) if reply else None
        return number, simulate(case, now, StoredWorld(session, now), answer)


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
