"""A shadow hears of every page to who is on call, is never paged, and nobody waits for them."""

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.store import Store
from models.kinds import NoticeKind
from models.notice import Message
from models.page import Page
from tests.oncall import Night

TEAM = """
watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, contacts: {phone: night://ana/phone}}
  - {name: ben, contacts: {phone: night://ben/phone}}
  - {name: dan, contacts: {mail: night://dan/mail}}
  - {name: eva, contacts: {mail: night://eva/mail}}
schedules:
  - name: primary
    time_zone: UTC
    rotations:
      - {name: weekly, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [ana]}
    shadows:
      - {person: dan, start: 2026-03-01T00:00}
      - {person: eva, start: 2026-05-01T00:00}
policies:
  - name: plain
    levels:
      - {notify: [schedule:primary], wait: 5m}
      - {notify: [person:ben], wait: 5m}
services: [{name: api, policy: plain}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    return Night(store, clock, TEAM)


def told(night: Night) -> list[tuple[int, str]]:
    """Who was told what as a shadow."""
    asked = select(Message.person_id, Message.subject).where(Message.kind == NoticeKind.STATUS)
    with night.store.read() as session:
        return [(who, subject) for who, subject in session.execute(asked.order_by(Message.id))]


def test_told_of_the_page_and_left_out_of_the_escalation(night: Night) -> None:
    night.receives("db down", night.sender("prometheus", "api"))
    dan = night.person("dan")
    assert told(night) == [(dan.id, "Shadow of primary: Ana Ruiz is paged for #1 db down")]
    night.forward(minutes=30)
    with night.store.read() as session:
        paged = set(session.scalars(select(Page.person_id)))
    assert paged == {night.person("ana").id, night.person("ben").id}
    assert len(told(night)) == 1, "ben is on call by no schedule"
    assert [each.title for each in dan.messages] == [
        "Shadow of primary: Ana Ruiz is paged for #1 db down"
    ]


def test_an_acknowledgement_waits_for_no_shadow(night: Night) -> None:
    night.receives("db down", night.sender("prometheus", "api"))
    night.person("ana").acknowledges()
    night.forward(minutes=30)
    night.person("ben").is_left_alone()
