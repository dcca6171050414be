"""What is published is what the engine pages by a moment later, and tells those affected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.clock import SetClock
from app.domain import rota_edit
from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.window import Window
from app.operations.publish import publish
from app.queries.board import board
from app.queries.draft import stored
from app.queries.named import schedule_id
from app.store import Store
from tests.oncall import Night

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEAM = """
watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, time_zone: Europe/Madrid, contacts: {phone: "night://ana/phone"}}
  - {name: ben, full_name: Ben Okafor, time_zone: Asia/Tokyo, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone"}}
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - {name: weekly, start: 2026-03-02T09:00, shift: {every: 1, unit: week}, people: [ana, cy]}
policies: [{name: platform, levels: [{notify: [schedule:primary], wait: 30m}]}]
services: [{name: api, policy: platform}]
"""


@pytest.fixture
def clock() -> SetClock:
    """A Wednesday noon in ana's week."""
    return SetClock(NOW)


def test_a_night_after_publishing(store: Store, clock: SetClock) -> None:
    night = Night(store, clock, TEAM)
    ana, ben, cy = (night.person(name) for name in ("ana", "ben", "cy"))
    ident = schedule_id(store, "primary")
    found, now = board(store, ident, Window(NOW, NOW + 240 * HOUR)), stored(store, ident)
    assert found is not None
    window = Window(NOW + HOUR, NOW + 3 * HOUR)
    spec = rota_edit.cover(found, now.spec, window, ("ben",))
    draft = Draft(now.spec, now.version).did("Ben covers", spec)
    assert publish(store, ident, draft, Effect.NOW, cy.actor).told == 2
    night.forward(minutes=1)
    (told,) = ben.messages
    assert told.title == "primary: your shifts changed (1 shift more)"
    assert "You are on call now:\n  Wed 4 Mar 22:00 - Thu 5 Mar 00:00" in told.body
    assert "Wed 4 Mar 14:00 - 16:00" in ana.is_paged().body
    ben.is_paged()
    cy.is_left_alone()
    night.forward(minutes=70)
    night.receives("disk full", night.sender("prometheus", "api"))
    ben.is_paged()
    ana.is_left_alone()
