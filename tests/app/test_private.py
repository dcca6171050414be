"""A private incident by every way out: pages, notices, rooms, calls, tickets, other incidents'
timelines, reports, a language model. What the status page and the API keep back is tested there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.ticket import TicketWatch
from app.errors import Refused
from app.notify import outward
from app.operations import (
    assistant,
    delivery,
    dispatch,
    followup,
    incident,
    notice_delivery,
    problem,
    review,
    ticket,
    tie,
    tracker,
)
from app.operations.assistant import Assistant
from app.operations.escalation_step import advance
from app.operations.followup import Wanted as Work
from app.operations.incident import Declaration
from app.operations.notice import tell
from app.operations.ticket import About
from app.operations.tracker import Wanted
from app.queries import incident_detail, incident_json
from app.queries.followup import followup as one
from app.queries.report import _titles
from app.store import Store
from models.alert import Alert
from models.kinds import NoticeKind, PageState, Source
from models.kinds_learn import TicketState, TrackerKind
from models.kinds_status import DispatchKind
from models.people import Person
from models.service import Service
from models.status import Dispatch
from tests import builders
from tests.app.test_workflow_outside import url
from tests.app.workflows import flow, log, settle, work
from tests.receiver import Receiver, receiving
from tests.trackers import TOKEN, Trackers, listening

ANA = Actor("ana", Source.SHELL)
SECRET = "Customer list of Initech was copied"
UTC = ZoneInfo("UTC")


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def there() -> Iterator[Trackers]:
    with listening() as server:
        yield server


def private(store: Store, **more: object) -> int:
    said = Declaration(SECRET, description=f"{SECRET} by x.", private=True, **more)  # type: ignore[arg-type]
    return incident.declare(store, said, ANA)


def test_pages_and_notices_say_only_that_there_is_one(store: Store) -> None:
    settle(store)
    with store.read() as session:
        service = session.scalar(select(Service.id).where(Service.name == "database"))
        ben = session.scalars(select(Person.id).where(Person.name == "ben")).one()
    number = private(store, service=service)
    advance(store)
    (page,) = delivery.claim(store, "one", 5)
    subject, body = page.words(store, "http://127.0.0.1:8420")
    assert subject == "[SEV3] Private incident"
    assert "It is private: open Watchbill to read it." in body
    assert "/ack/" in body
    delivery.finish(store, page, delivery.ANSWERED)
    with store.write() as session:
        tell(session, ben, NoticeKind.STEP, f"#{number} {SECRET}", SECRET, store.now(),
             incident_id=number)  # fmt: skip
    (message,) = notice_delivery.claim(store, "one", 5)
    told = message.words(store, "")
    for said in (subject, body, *page.parts[0].words, *told):
        assert "Initech" not in said
        assert "database" not in said
    assert told[0] == f"#{number} [SEV3] Private incident"
    with store.write() as session:
        dispatch.plan(session, DispatchKind.UPDATE, "x", SECRET, SECRET, store.now(),
                      incident=number)  # fmt: skip
    assert dispatch.claim(store, "one", 5) == []
    with store.read() as session:
        assert session.scalars(select(Dispatch.state)).one() is PageState.CANCELLED


def test_workflows_call_nobody_outside(store: Store, hook: Receiver) -> None:
    inside = f'{{do: call webhook, value: "{url(hook)}", inside: true}}'
    outside = f'{{do: call webhook, value: "{url(hook)}"}}'
    room = "{do: message channel, to: channel:room, text: '{{title}}'}"
    settle(store, flow("In", "opened", inside), flow("Out", "opened", outside),
           flow("Room", "opened", room),
           flow("More", "opened", "{do: open incident, text: More}"))  # fmt: skip
    number = private(store)
    work(store)
    ended = {
        run.name: (run.state.value, run.outcome) for run in log(store) if run.incident == number
    }
    assert ended["In"][0] == "done"
    assert ended["Out"] == ended["Room"] == (
        "failed", f"#{number} is private: nothing of it leaves the house."
    )  # fmt: skip
    assert [each["incident"]["number"] for each in hook.at("/in")] == [number, number + 1]
    assert incident_detail.detail(store, number + 1).row.private


def test_what_is_private_asks_no_address_outside() -> None:
    with pytest.raises(Refused, match="outside the house; this may not leave"):
        outward.call("POST", "http://192.0.43.8/", inside=True, outside=False)


def test_tickets_that_wait_are_taken_back(store: Store, clock: SetClock, there: Trackers) -> None:
    said = Wanted("ours", TrackerKind.GITHUB, there.url, "acme/shop", TOKEN, inside=False)
    place = tracker.save(store, said, ANA)
    number = incident.declare(store, Declaration("Disk full"), ANA)
    task = followup.add(store, number, Work("Rotate keys"), ANA)
    ticket.want(store, place, About(task=task), ANA)
    incident.change(store, number, ANA, None, private=True)
    row = one(store, task).tickets[-1]
    assert (row.state, row.error) == (TicketState.FAILED, "It was taken back before it was sent.")
    with pytest.raises(Refused, match="leaves the house"):
        ticket.again(store, row.id, ANA)
    gathered = problem.create(store, problem.Wanted("Weak keys"), ANA)
    problem.link(store, gathered, number, ANA)
    with pytest.raises(Refused, match="leaves the house"):
        ticket.want(store, place, About(problem=gathered), ANA)
    tracker.save(store, replace(said, inside=True), ANA, ident=place)
    ticket.again(store, row.id, ANA)
    assert TicketWatch(store).round() == 1
    assert len(there.made("github")) == 1  # in a tracker of the house
    clock.forward(timedelta(hours=1))


def test_other_incidents_do_not_tell_of_it(store: Store) -> None:
    number, plain = private(store), incident.declare(store, Declaration("Slow"), ANA)
    tie.relate(store, plain, number, ANA)
    found = incident_detail.detail(store, plain)
    told = incident_json.shown(found, incident_detail.timeline(store, plain))
    assert "Initech" not in str(told)
    assert incident_detail.timeline(store, plain)[-1].text == f"Related to #{number}"
    assert incident_detail.timeline(store, number)[-1].text == f"Related to #{plain} “Slow”"
    with pytest.raises(Refused, match=f"make #{plain} private first"):
        tie.merge(store, number, plain, ANA)
    tie.merge(store, plain, number, ANA)
    assert incident_detail.detail(store, tie.split(store, number, "Other", ANA)).row.private
    fresh = tie.part(store, number, Declaration("A part"), ANA)
    assert incident_detail.detail(store, fresh).row.private
    assert _titles(store, [(number, 1.0)]) == {number: "Private incident"}


def test_only_a_model_of_the_house_reads_it(store: Store) -> None:
    number = private(store)
    incident.resolve(store, number, ANA)
    review.draft(store, number, ANA, UTC)
    assistant.set_assistant(store, Assistant("https://model.example.org/v1", "m"), ANA)
    with pytest.raises(Refused, match="private"):
        assistant.prepare(store, number, "summary", UTC)


def test_a_merge_of_very_many_alerts_is_undone_whole(store: Store) -> None:
    service = builders.service(store, "api")
    sender = builders.integration(store, "prom", service)
    first, other = (incident.declare(store, Declaration(each), ANA) for each in ("a", "b"))
    with store.write() as session:
        for each in range(1203):
            row = builders.alert(store, sender, service, f"a{each}")
            row.incident_id = other if each % 3 == 0 else first
            session.add(row)
    tie.merge(store, first, other, ANA)
    tie.unmerge(store, first, ANA)
    with store.read() as session:
        rows = session.execute(select(Alert.title, Alert.incident_id)).all()
    assert all(whose == (other if int(title[1:]) % 3 == 0 else first) for title, whose in rows)


def test_every_address_of_a_name_is_tried(hook: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    port = hook.server_address[1]
    ours = [(2, 1, 6, "", (place, port)) for place in ("127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr("app.notify.outward.socket.getaddrinfo", lambda *_said, **_more: ours)
    hook_only_on_one = f"http://two.example.org:{port}/in"
    assert outward.call("POST", hook_only_on_one, body="{}", inside=True).status < 300
