"""Whom a service's policy would page if an incident began now: the first answer a form gives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.branch import Matter
from app.domain.escalation import Case, Page
from app.domain.simulation import simulate
from app.queries.world import StoredWorld, walked
from app.store import Store
from models.kinds import Urgency
from models.service import Service


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Somebody who would be paged, `after` the beginning; `person` is None for a channel."""

    name: str
    full_name: str
    person: int | None
    after: timedelta


def foreseen(
    store: Store, service: int | None, urgency: Urgency, *, drill: bool = False
) -> list[Foreseen]:
    """Each person once, first page first; empty where nobody is paged at all. A `drill`
    leaves those in peace who have not agreed."""
    if service is None:
        return []
    now = store.now()
    with store.read() as session:
        row = session.get(Service, service)
        if row is None or row.policy_id is None:
            return []
        policy = walked(session, row.policy_id, Matter(urgency, None, service), now)
        if policy is None:
            return []
        world = StoredWorld(session, now, drill=drill)
        found = simulate(Case(policy, urgency), now, world)
        return list(_each_once(found.pages, now, world))


def _each_once(pages: Iterable[Page], now: datetime, world: StoredWorld) -> Iterator[Foreseen]:
    seen: set[object] = set()
    for page in pages:
        who = page.person or page.contact.name
        if who not in seen:
            seen.add(who)
            after = page.at - now
            if page.person is None:
                yield Foreseen(page.contact.name, page.contact.name, None, after)
            else:
                shown = world.shown(page.person)
                yield Foreseen(world.name(page.person), shown, page.person, after)
