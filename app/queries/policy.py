"""Policies as a page shows them: levels with names and waits, and whom they would page now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import policy as domain
from app.domain.reach import reach
from app.domain.workspace import PolicySpec
from app.queries.spec import policy_spec
from app.queries.world import StoredWorld, frozen
from app.store import Store
from models.kinds import Ack, Pick, TargetKind
from models.policy import Policy
from models.service import Service


@dataclass(frozen=True, slots=True)
class Aimed:
    """Whom a level names, and who that is now: the names people use; `lacks` says why nobody."""

    kind: TargetKind
    name: str
    people: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One step; `number` counts from 1, 0 is the last resort (then `wait` means nothing)."""

    number: int
    targets: tuple[Aimed, ...]
    wait: timedelta
    retry: int
    pick: Pick
    ack: Ack


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A whole policy. `lasts` is how long it goes on when nobody answers and no level is empty."""

    id: int
    name: str
    version: int
    rounds: int
    levels: tuple[LevelRow, ...]
    last_resort: LevelRow | None
    lasts: timedelta
    services: tuple[str, ...]
    spec: PolicySpec


def policies(store: Store) -> list[PolicyRow]:
    """All, by name."""
    now = store.now()
    with store.read() as session:
        world = StoredWorld(session, now)
        rows = session.scalars(select(Policy).order_by(Policy.name)).all()
        return [_row(session, row, world, now) for row in rows]


def policy(store: Store, ident: int) -> PolicyRow | None:
    """One; None when it is gone."""
    now = store.now()
    with store.read() as session:
        row = session.get(Policy, ident)
        return None if row is None else _row(session, row, StoredWorld(session, now), now)


def _row(session: Session, row: Policy, world: StoredWorld, now: datetime) -> PolicyRow:
    value = frozen(session, row.id) or domain.Policy(row.id, row.name, ())
    services = select(Service.name).where(Service.policy_id == row.id, Service.active)
    return PolicyRow(
        id=row.id,
        name=row.name,
        version=row.version,
        rounds=value.rounds,
        levels=tuple(_level(n, each, world, now) for n, each in enumerate(value.levels, 1)),
        last_resort=_last(value, world, now),
        lasts=value.rounds * sum((_length(each) for each in value.levels), timedelta()),
        services=tuple(session.scalars(services.order_by(Service.name))),
        spec=policy_spec(row),
    )


def _length(level: domain.Level) -> timedelta:
    return level.wait * (1 + level.retry)


def _level(number: int, level: domain.Level, world: StoredWorld, now: datetime) -> LevelRow:
    aimed = tuple(_aimed(level.targets, world, now))
    return LevelRow(number, aimed, level.wait, level.retry, level.pick, level.ack)


def _last(value: domain.Policy, world: StoredWorld, now: datetime) -> LevelRow | None:
    if not value.last_resort:
        return None
    return _level(0, domain.Level(0, value.last_resort, timedelta()), world, now)


def _aimed(targets: Iterable[domain.Target], world: StoredWorld, now: datetime) -> Iterable[Aimed]:
    for target in targets:
        found = reach([target], now, world)
        rooms = (room.name for room in found.channels)
        yield Aimed(
            kind=target.kind,
            name=world.title(target).partition(":")[2],
            people=(*map(world.shown, found.people), *rooms),
            lacks=tuple(lack.reason for lack in found.lacks),
        )
