"""The engine on its own thread, with real messages over HTTP: alone, among others, in trouble."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select, update

from app.domain.actor import Actor
from app.domain.signal import Signal
from app.duties import crew
from app.duties.engine import Engine
from app.operations import delivery, incident
from app.operations.escalation_step import advance
from app.operations.incident import Declaration
from app.operations.signal import Received, receive
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.incident import Incident
from models.kinds import PageState, SignalAction, Source
from models.ledger import Engine as Heartbeat
from models.page import Attempt, Page
from models.people import Person
from models.policy import Policy
from models.service import Service
from tests import builders
from tests.patience import PATIENCE
from tests.postgres import Server
from tests.quiet import Strays
from tests.receiver import Receiver, receiving

TEAM = """
watchbill: 1
people:
  - name: ana
    contacts: {{phone: "{phone}", mail: "{mail}"}}
    rules: {{high: [{{contact: phone, after: 0m}}]}}
  - {{name: ben, contacts: {{phone: "{ben}"}}}}
  - {{name: cy, contacts: {{phone: "{ben}"}}}}
teams: [{{name: all, members: [ana, ben, cy]}}]
policies:
  - {{name: plain, levels: [{{notify: [person:ana], wait: 30m}}]}}
  - {{name: turns, levels: [{{notify: [team:all], wait: 30m, pick: round_robin}}]}}
services: [{{name: api, policy: plain}}, {{name: web, policy: turns}}]
"""
ONLY_SERVER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where every message goes."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def live(database_url: str, receiver: Receiver) -> Iterator[Store]:
    """A store on the real clock, with the team."""
    store = open_store(database_url, durable=False)
    settle(store, receiver)
    yield store
    store.close()


@pytest.fixture
def engines(live: Store) -> Iterator[Callable[[], Engine]]:
    """Starts engines, each on a store of its own; stops them at the end."""
    begun: list[tuple[Engine, Store]] = []

    def start() -> Engine:
        store = open_store(str(live.database.url.render_as_string(hide_password=False)))
        engine = Engine(store, f"engine-{len(begun)}", url="http://watch.example.org")
        begun.append((engine, store))
        engine.start()
        return engine

    yield start
    for engine, store in begun:
        engine.stop()
        store.close()


def settle(store: Store, receiver: Receiver) -> None:
    """The team moves in."""
    team = TEAM.format(
        phone=receiver.address("/ana"), mail=receiver.address("/mail"), ben=receiver.address("/ben")
    )
    apply(store, read(team.encode()).workspace, Actor("test", Source.FILE))
    builders.pace(store, 0)


def complain(store: Store, count: int = 1, service: str = "api") -> None:
    """So many alerts, in one commit."""
    with store.read() as session:
        ident = session.query(Service).filter_by(name=service).one().id
    sender = builders.integration(store, f"monitor-{time.monotonic_ns()}", ident)
    now = store.now()
    said = [
        Received(
            sender,
            [Signal(action=SignalAction.TRIGGER, dedup_key=str(n), title=f"alert {n}")],
            b"{}",
            "application/json",
            now,
        )
        for n in range(count)
    ]
    receive(store, said)


def states(store: Store) -> Counter[PageState]:
    """How many pages are in each state."""
    with store.read() as session:
        return Counter(session.scalars(select(Page.state)))


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Waits."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_a_signal_becomes_a_message(
    live: Store, receiver: Receiver, engines: Callable[[], Engine]
) -> None:
    engine = engines()
    complain(live)
    engine.wake()
    assert receiver.wait_for(1)
    [message] = receiver.at("/ana")
    assert message["title"] == "[SEV1] alert 0 - api"
    assert "http://watch.example.org/ack/" in message["message"]
    until(lambda: states(live) == {PageState.SENT: 1})


def test_an_engine_that_nobody_wakes_looks_by_itself(
    live: Store, receiver: Receiver, engines: Callable[[], Engine]
) -> None:
    engines()
    complain(live)
    assert receiver.wait_for(1)


def test_it_says_that_it_lives(live: Store, engines: Callable[[], Engine]) -> None:
    engine = engines()
    until(lambda: heartbeat(live, engine))
    row = heartbeat(live, engine)
    assert row is not None
    assert (row.name, row.kind) == ("engine-0", "serve")
    assert abs((live.now() - row.seen_at).total_seconds()) < 5


def heartbeat(store: Store, engine: Engine) -> Heartbeat | None:
    """The last one."""
    with store.read() as session:
        return session.get(Heartbeat, engine.ident)


def test_a_transport_that_hangs_holds_up_nobody_and_is_handed_on(
    live: Store,
    receiver: Receiver,
    engines: Callable[[], Engine],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crew, "LIMIT", 0.5)
    receiver.hanging.add("/ana")
    engine = engines()
    complain(live)
    engine.wake()
    until(lambda: receiver.at("/mail"))
    with live.read() as session:
        tried = session.execute(select(Page.contact, Page.state).order_by(Page.id)).all()
    assert tried[0] == ("phone", PageState.UNKNOWN)
    complain(live, service="web")
    engine.wake()
    until(lambda: len(receiver.messages) >= 2)
    receiver.released.set()
    until(lambda: PageState.SENDING not in states(live))
    assert states(live)[PageState.UNKNOWN] >= 1


def test_two_engines_send_each_page_once(
    live: Store, receiver: Receiver, engines: Callable[[], Engine]
) -> None:
    for engine in (engines(), engines()):
        engine.wake()
    complain(live, 40)
    until(lambda: states(live)[PageState.SENT] == 40, 60)
    assert receiver.titles == {f"[SEV1] alert {n} - api": 1 for n in range(40)}
    with live.read() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 40


@ONLY_SERVER
def test_engines_at_once_take_turns_fairly_and_page_nobody_twice(live: Store) -> None:
    with live.read() as session:
        policy = session.query(Policy).filter_by(name="turns").one().id
    for n in range(30):
        incident.declare(live, Declaration(f"x{n}", policy=policy), Actor("test", Source.FILE))

    def work() -> None:
        while advance(live, 3):
            time.sleep(0.001)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while advance(live, 50):
        pass
    with live.read() as session:
        paged = session.execute(
            select(Person.name, func.count(func.distinct(Page.incident_id)))
            .join(Person)
            .group_by(Person.name)
        ).all()
        once = select(Page.incident_id).group_by(Page.incident_id).having(func.count() > 1)
        assert session.execute(once).all() == []
    assert dict(map(tuple, paged)) == {"ana": 10, "ben": 10, "cy": 10}


@ONLY_SERVER
def test_claims_at_once_never_meet(live: Store) -> None:
    with live.read() as session:
        policy = session.query(Policy).filter_by(name="plain").one().id
    for n in range(40):
        incident.declare(live, Declaration(f"x{n}", policy=policy), Actor("test", Source.FILE))
    while advance(live, 50):
        pass
    taken: list[int] = []

    def work(name: str) -> None:
        while found := delivery.claim(live, name, 3):
            taken.extend(each.page for each in found)

    threads = [threading.Thread(target=work, args=(f"e{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.extend(each.page for each in delivery.claim(live, "last", 50))
    assert len(taken) == len(set(taken)) == 40


def test_people_answer_while_engines_page(live: Store, engines: Callable[[], Engine]) -> None:
    """Neither an answer nor a step is lost, and nobody is told of a conflict."""
    engines()
    engines()
    complain(live, 25)
    with live.read() as session:
        ana = Actor("ana", Source.CARD, session.query(Person).filter_by(name="ana").one().id)
    seen: set[int] = set()
    while len(seen) < 25:
        with live.read() as session:
            for number in set(session.scalars(select(Incident.id))) - seen:
                seen.add(number)
                incident.acknowledge(live, number, ana)
    until(lambda: not states(live)[PageState.SENDING])
    assert not states(live)[PageState.DUE]
    with live.read() as session:
        assert session.scalar(select(func.count()).where(Incident.acknowledged)) == 25


def test_one_incident_whose_policy_cannot_be_read_does_not_stop_the_others(
    live: Store, receiver: Receiver, engines: Callable[[], Engine], strays: Strays
) -> None:
    with live.read() as session:
        policy = session.query(Policy).filter_by(name="plain").one().id
    number = incident.declare(live, Declaration("x", policy=policy), Actor("t", Source.FILE))
    with live.write() as session:
        session.execute(update(Incident).values(policy={"levels": 7}))
    engine = engines()
    complain(live)
    engine.wake()
    assert receiver.wait_for(1)
    until(lambda: any("cannot be followed" in text for text in flags(live, number)))
    strays.expect(f"the policy of incident {number} cannot be read", times=1)


def flags(store: Store, number: int) -> list[str]:
    """What was flagged."""
    from app.queries import incident_detail

    return [event.text for event in incident_detail.timeline(store, number)]


def test_the_database_goes_away_and_comes_back(receiver: Receiver, strays: Strays) -> None:
    server = Server()
    try:
        store = open_store(server.url(server.make()))
        settle(store, receiver)
        engine = Engine(store, "steadfast")
        engine.start()
        complain(store)
        engine.wake()
        assert receiver.wait_for(1)
        until(lambda: states(store) == {PageState.SENT: 1})
        server.stop()
        until(lambda: strays.records)
        time.sleep(1)
        server.start()
        until(lambda: comes_back(store))
        complain(store)
        engine.wake()
        assert receiver.wait_for(2)
        until(lambda: states(store) == {PageState.SENT: 2})
        engine.stop()
        store.close()
        strays.expect("paging waits for the database", times=1)
    finally:
        server.remove()


def comes_back(store: Store) -> bool:
    """Whether the database answers."""
    from app.errors import Unavailable

    try:
        states(store)
    except Unavailable:
        return False
    return True
