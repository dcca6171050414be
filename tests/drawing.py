"""The drawing's rota: six people, a week of Ana and Ben, nights above it, a gap on Thursday."""

from datetime import UTC, datetime

from app.clock import SetClock
from app.domain.actor import Actor
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source

NOW = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)  # a Monday, 14:30 in Madrid

TEAM = """watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, email: ana@example.org, time_zone: Europe/Madrid,
     colour: 9, contacts: {web: "json://127.0.0.1:9"},
     time_off: [{start: 2026-11-28, end: 2026-11-30, reason: holiday}]}
  - {name: ben, full_name: Ben Okafor, email: ben@example.org, time_zone: Europe/Madrid,
     colour: 7, contacts: {web: "json://127.0.0.1:9"}}
  - {name: cy, full_name: Cy Lindqvist, email: cy@example.org, time_zone: Europe/Madrid,
     colour: 6, contacts: {web: "json://127.0.0.1:9"}}
  - {name: dan, full_name: Dan Whitcombe, email: dan@example.org, time_zone: Europe/Madrid,
     colour: 10, contacts: {web: "json://127.0.0.1:9"}}
  - {name: eva, full_name: Eva Novak, email: eva@example.org, time_zone: Europe/Madrid,
     colour: 5, contacts: {web: "json://127.0.0.1:9"}}
  - {name: fay, full_name: Fay Marchetti, email: fay@example.org, time_zone: Europe/Madrid,
     colour: 11, contacts: {web: "json://127.0.0.1:9"}}
teams:
  - {name: platform, members: [ana, ben, cy, dan, eva, fay], managers: [ana]}
schedules:
  - name: primary
    team: platform
    time_zone: Europe/Madrid
    rotations:
      - {name: weekly, layer: 1, start: 2026-11-18T09:00, shift: {every: 1, unit: week},
         people: [ana, ben]}
      - {name: nights, layer: 2, start: 2026-11-16T20:00, shift: {every: 2, unit: day},
         turns: worked, people: [eva, fay, dan],
         restrictions: [{days: [mon, tue, wed, thu, fri], from: "20:00", to: "07:00"}]}
    overrides:
      - {start: 2026-11-26T09:00, end: 2026-11-26T15:36, remove: ben}
      - {start: 2026-11-28T08:00, end: 2026-11-30T00:00, cover: cy, reason: wedding}
"""


def drawn(url: str, now: datetime = NOW) -> Store:
    """A fresh store that holds it. Close it."""
    store = open_store(url, clock=SetClock(now), durable=False)
    found = read(TEAM.encode())
    assert not found.problems, found.problems
    apply(store, found.workspace, Actor("ana", Source.FILE))
    return store
