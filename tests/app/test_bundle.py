"""A storm: one message a minute by one contact; each page on record as sent with the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from app.clock import SetClock
from app.duties.crew import deliver, note
from app.intake.batch import Batch
from app.notify.send import Outcome
from app.operations import delivery
from app.operations.escalation_step import advance
from app.queries import incident_detail
from app.queries.due import due
from app.store import Store
from app.web.app import build
from app.web.server import Server
from models.kinds import PageState, SignalSeverity
from models.policy import Policy
from tests import builders
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail"}
    rules: {high: [{contact: phone, after: 0m}]}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
channels: [{name: ops, address: "night://ops/room"}]
policies:
  - name: platform
    levels: [{notify: [person:ana, channel:ops], wait: 30m}]
services: [{name: api, policy: platform}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """One telephone for what is urgent."""
    return night.person("ana")


@pytest.fixture
def api(night: Night) -> int:
    """What complains about the api."""
    return night.sender("monitor", "api")


def storm(night: Night, api: int, count: int = 5) -> None:
    """So many alerts within a few seconds; all but the first are kept back."""
    for n in range(1, count + 1):
        night.receives(f"db {n} down", api)
        night.clock.forward(timedelta(seconds=1))


def hers(night: Night, number: int) -> incident_detail.PageRow:
    """Her page about an incident, by telephone."""
    [found] = [each for each in night.pages(number) if each.contact == "phone"]
    return found


def test_the_first_never_waits_and_the_rest_goes_in_one(night: Night, api: int, ana: Who) -> None:
    storm(night, api)
    assert ana.is_paged("phone").title == "[SEV1] db 1 down - api"
    night.forward(seconds=54)
    ana.is_left_alone()
    night.forward(seconds=1)
    came = ana.is_paged("phone")
    assert came.title == "[SEV1] db 2 down - api (and 3 more)"
    assert "And 3 more:\n- #3 [SEV1] db 3 down - api\n- #4 " in came.body
    assert "Acknowledge or resolve all 4: http" in came.body
    night.forward(minutes=10)
    ana.is_left_alone()


def test_each_is_on_record_as_sent_with_the_others(night: Night, api: int) -> None:
    storm(night, api)
    waiting = hers(night, 2)
    assert (waiting.state, waiting.held_until) == (
        PageState.DUE,
        night.began + timedelta(minutes=1),
    )
    night.forward(minutes=1)
    assert hers(night, 1).together == ()
    for number in (2, 3, 4, 5):
        page = hers(night, number)
        assert (page.state, page.held_until) == (PageState.SENT, None)
        assert page.together == tuple(each for each in (2, 3, 4, 5) if each != number)
        [tried] = page.attempts
        assert tried.state is PageState.SENT


def test_a_held_page_costs_the_engine_no_rest(night: Night, api: int) -> None:
    storm(night, api)
    night.engine.tick()
    assert due(night.store).next_at == night.began + timedelta(minutes=1)


def test_the_gravest_stands_at_the_head(night: Night, api: int, ana: Who) -> None:
    night.receives("disk slow", api, SignalSeverity.INFO)
    night.receives("cpu warm", api, SignalSeverity.WARNING)
    night.receives("db down", api)
    night.forward(minutes=1)
    by_phone = [each for each in ana.messages if each.by == "phone"]
    assert by_phone[-1].title == "[SEV1] db down - api (and 1 more)"


def test_what_was_answered_meanwhile_is_left_out(night: Night, api: int, ana: Who) -> None:
    storm(night, api)
    ana.acknowledges(3)
    night.forward(minutes=1)
    came = ana.messages[-1]
    assert came.title == "[SEV1] db 2 down - api (and 2 more)"
    assert "#3 " not in came.body
    assert hers(night, 3).state is PageState.CANCELLED


def test_what_is_answered_between_claim_and_sending_is_left_out(
    night: Night, api: int, ana: Who
) -> None:
    storm(night, api)
    night.clock.at = night.began + timedelta(minutes=1)
    [ours] = [each for each in delivery.claim(night.store, "one", 9) if each.person]
    ana.acknowledges(2)
    note(night.store, ours, deliver(night.store, ours, ""))
    assert ana.messages[-1].title == "[SEV1] db 3 down - api (and 2 more)"
    assert hers(night, 2).state is PageState.CANCELLED
    assert hers(night, 2).together == ()
    assert hers(night, 5).state is PageState.SENT


def test_a_bundle_that_fails_is_handed_on_as_a_bundle(night: Night, api: int, ana: Who) -> None:
    storm(night, api)
    ana.breaks("phone")
    night.forward(seconds=56)
    assert [each.by for each in ana.messages] == ["phone", "mail"]
    assert ana.messages[-1].title == "[SEV1] db 2 down - api (and 3 more)"
    assert {hers(night, number).state for number in (2, 3, 4, 5)} == {PageState.FAILED}


def test_after_a_failure_the_contact_is_tried_at_once(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db 1 down", api)
    ana.is_paged("mail")
    ana.mends("phone")
    night.receives("db 2 down", api)
    assert [each.by for each in ana._new()] == ["phone"]


def test_a_bundle_nobody_knows_of_goes_by_another_contact(night: Night, api: int, ana: Who) -> None:
    storm(night, api)
    night.clock.at = night.began + timedelta(minutes=1)
    assert delivery.claim(night.store, "dying", 9)
    night.forward(seconds=30)
    assert ana.messages[-1].by == "mail"
    assert ana.messages[-1].title == "[SEV1] db 2 down - api (and 3 more)"
    assert {hers(night, number).state for number in (2, 3, 4, 5)} == {PageState.UNKNOWN}


def test_an_outcome_is_noted_for_all_or_for_none(night: Night, api: int) -> None:
    storm(night, api)
    night.clock.at = night.began + timedelta(minutes=1)
    [ours] = [each for each in delivery.claim(night.store, "one", 9) if each.person]
    night.clock.forward(timedelta(seconds=30))
    delivery.lapse(night.store)
    assert not delivery.finish(night.store, ours, Outcome(PageState.SENT))
    assert hers(night, 4).state is PageState.UNKNOWN


def test_a_channel_is_bundled_as_well(night: Night, api: int) -> None:
    storm(night, api)
    night.forward(minutes=1)
    room = [each for each in night.box.messages if each.to == "ops"]
    assert [each.title for each in room] == [
        "[SEV1] db 1 down - api",
        "[SEV1] db 2 down - api (and 3 more)",
    ]


def test_other_people_do_not_wait(night: Night, api: int, ana: Who) -> None:
    storm(night, api, 2)
    ben = night.person("ben")
    policy = builders.policy(night.store, "bens", ben.id)
    other = builders.integration(night.store, "other", builders.service(night.store, "web", policy))
    night.receives("web down", other)
    ben.is_paged("phone")


def test_a_level_that_is_notified_again_is_no_storm(night: Night, api: int, ana: Who) -> None:
    """Short waits are kept to the second, as long as nothing else goes by the same contact."""
    policy = builders.policy(night.store, "short", ana.id, ana.id)
    with night.store.write() as session:
        session.get_one(Policy, policy).levels[0].wait_s = 5
    web = builders.service(night.store, "web", policy)
    night.receives("web down", builders.integration(night.store, "other", web))
    ana.is_paged("phone")
    night.forward(seconds=5)
    assert "web down" in ana.is_paged("phone").title
    night.receives("db down", api)
    ana.is_left_alone()
    night.forward(seconds=55)
    assert "db down" in ana.is_paged("phone").title


def test_a_team_may_want_each_page_by_itself(night: Night, api: int, ana: Who) -> None:
    builders.pace(night.store, 0)
    storm(night, api)
    assert len(ana.messages) == 5


def test_a_great_storm_goes_in_few_messages(night: Night, api: int, ana: Who) -> None:
    night.engine.tick = lambda: None  # type: ignore[method-assign]
    for n in range(120):
        night.receives(f"db {n} down", api)
    del night.engine.tick
    night.engine.tick()
    while advance(night.store):
        pass
    night.forward(minutes=1)
    told = [each.title for each in ana.messages]
    assert len(told) <= 2
    total = sum(1 + int(each.partition("(and ")[2].split()[0] or 0) if "(and" in each else 1
                for each in told)  # fmt: skip
    assert total == 120
    assert "others." in ana.messages[-1].body


@pytest.fixture
def web(night: Night) -> Iterator[httpx.Client]:
    """A browser."""
    server = Server(build(night.store, Batch(night.store), url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client
    server.stop()


def holders(night: Night) -> list[bool]:
    """Whether somebody has each of the five."""
    return [incident_detail.detail(night.store, n).row.acknowledged for n in (1, 2, 3, 4, 5)]


def test_the_link_of_a_bundle_leads_to_all_of_it(
    night: Night, api: int, ana: Who, web: httpx.Client
) -> None:
    storm(night, api)
    night.forward(minutes=1)
    where = f"/ack/{ana.messages[-1].token}"
    shown = web.get(where).text
    assert "4 incidents in one message" in shown
    assert all(f"#{number}" in shown for number in (2, 3, 4, 5))
    assert holders(night) == [False] * 5
    one = web.post(where, data={"action": "acknowledge", "incident": "4"}).text
    assert "#4 is acknowledged." in one
    assert holders(night) == [False, False, False, True, False]
    done = web.post(where, data={"action": "acknowledge"}).text
    assert "Done for 4 incidents." in done
    assert "Acknowledge all" not in done
    assert holders(night) == [False, True, True, True, True]


def test_a_link_acts_on_nothing_outside_its_message(
    night: Night, api: int, ana: Who, web: httpx.Client
) -> None:
    storm(night, api)
    night.forward(minutes=1)
    where = f"/ack/{ana.messages[-1].token}"
    web.post(where, data={"action": "acknowledge", "incident": "1"})
    assert holders(night) == [False] * 5
    assert web.post(where, data={"action": "acknowledge", "incident": "x"}).status_code == 400
