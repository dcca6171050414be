"""Signals: taken in, many requests to a commit, and read by whichever engine is free."""

import logging
import time
import traceback
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from app.domain.life_sign import Ping
from app.domain.packing import packed
from app.domain.signal import Signal, written
from app.errors import Conflict, Unavailable
from app.operations import bulk
from app.operations.health import Tally, count
from app.operations.life_sign import Heard, hear
from app.operations.reading import HEAVY, Reading
from app.store import Store
from models.alert import PENDING, Integration
from models.alert import Signal as Row
from models.tables import METADATA

log = logging.getLogger(__name__)

NOTE = 500  # characters
WORD = 200
BODIES = METADATA.tables["payload"]
SIGNALS = METADATA.tables["signal"]
PAYLOAD = ("id", "integration_id", "received_at", "content_type", "body", "size")
SIGNAL = ("id", "integration_id", "payload_id", "received_at", "action", "dedup_key", "delivery",
          "event", "state", "note")  # fmt: skip
ONCE = "ON CONFLICT DO NOTHING RETURNING integration_id"  # a delivery that was there already
CLAIM = 0x5742_0001 << 32  # our own corner of PostgreSQL's advisory locks
STALLED = "15s"  # after so long without a word from an engine its claim is given to another
TRIES = 3
BREATH = 0.001  # seconds in which others get at SQLite's one pen: whoever let go of it is quicker


@dataclass(frozen=True, slots=True)
class Received:
    """One request that was understood, and what it said; a `ping` says more only by what was
    before it."""

    integration: int
    signals: Sequence[Signal]
    body: bytes
    content_type: str
    at: datetime
    ping: Ping | None = None


def receive(
    store: Store, batch: Sequence[Received], refused: Mapping[int, int] | None = None
) -> frozenset[int]:
    """Puts requests on disk in one commit, and counts those that were refused by integration.
    Returns the integrations that are gone: nothing of theirs was taken. Raises Unavailable."""
    refused = refused or {}
    with store.write() as session:
        known = _known(session, {each.integration for each in batch} | set(refused))
        taken = _heard(session, [each for each in batch if each.integration in known])
        accepted = take_in(session, [each for each in taken if each.signals or not each.ping])
        accepted.update(each.integration for each in taken if each.ping and not each.signals)
        spoke = {each.integration: each.at for each in taken}
        count(
            session,
            [Tally(i, accepted[i], refused=refused.get(i, 0), last_at=spoke.get(i)) for i in known],
        )
    return frozenset(each.integration for each in batch) - known


def process(store: Store, limit: int = 500) -> int:
    """Reads pending signals, in order within each integration; returns how many. Any number of
    engines may do so at once. Raises Unavailable."""
    done = 0
    while done < limit:
        reads = [_read(store, each, limit - done) for each in _waiting(store)]
        done += sum(reads)
        if max(reads, default=0) < HEAVY:
            break  # nothing was left unread; what came in since is due again
        if store.database.lite:
            time.sleep(BREATH)
    return done


def _heard(session: Session, taken: Sequence[Received]) -> list[Received]:
    """The same, where pings have become what they say."""
    pings = [Heard(each.integration, each.ping, each.at) for each in taken if each.ping]
    said = iter(hear(session, pings) if pings else ())
    return [
        replace(each, signals=[signal] if (signal := next(said)) else []) if each.ping else each
        for each in taken
    ]


def _known(session: Session, integrations: Collection[int]) -> frozenset[int]:
    """Those that are there, and stay until this is committed."""
    named = ", ".join(map(str, integrations)) or "NULL"
    asked = f"SELECT id FROM integration WHERE active AND id IN ({named})"
    stay = "" if bulk.lite(session) else "FOR KEY SHARE"
    found = session.connection().exec_driver_sql(f"{asked} {stay}")
    return frozenset(found.scalars())


def take_in(session: Session, batch: Sequence[Received]) -> Counter[int]:
    """Inserts bodies and signals; returns how many signals were new, by integration."""
    if not batch:
        return Counter()
    count = sum(len(each.signals) for each in batch)
    payloads, idents = bulk.reserve(session, (BODIES, len(batch)), (SIGNALS, count))
    bodies = [_body(*each) for each in zip(payloads, batch, strict=True)]
    bulk.insert(session, BODIES, PAYLOAD, bodies)
    said = [
        (payload, each, signal)
        for payload, each in zip(payloads, batch, strict=True)
        for signal in each.signals
    ]
    rows = [_row(ident, *each) for ident, each in zip(idents, said, strict=True)]
    if any(signal.delivery for _, _, signal in said):
        found = bulk.insert(session, SIGNALS, SIGNAL, rows, ONCE)
        return Counter(row[0] for row in found)
    bulk.insert(session, SIGNALS, SIGNAL, rows)
    return Counter(each.integration for _, each, _ in said)


def _body(ident: int, received: Received) -> tuple[object, ...]:
    kind, body = received.content_type[:WORD], received.body
    return (ident, received.integration, received.at, kind, packed(body), len(body))


def _row(ident: int, payload: int, received: Received, signal: Signal) -> tuple[object, ...]:
    return (
        ident,
        received.integration,
        payload,
        received.at,
        signal.action.value,
        signal.dedup_key,
        signal.delivery,
        written(signal),
        "pending",
        f"cut: {', '.join(signal.cut)}"[:NOTE] if signal.cut else "",
    )


def _waiting(store: Store) -> list[int]:
    """Integrations with something to read. Only looks: an idle engine writes nothing."""
    pending = exists().where(Row.integration_id == Integration.id, PENDING)
    with store.read() as session:
        return list(session.scalars(select(Integration.id).where(pending)))


def _read(store: Store, integration: int, limit: int) -> int:
    for _ in range(TRIES):
        try:
            return _read_once(store, integration, limit)
        except Conflict:
            continue  # somebody worked on the same incident: everything was undone, do it again
        except Unavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - one bad signal must not hold up the others
            if limit == 1:
                return _give_up(store, integration, fault)
            return _read(store, integration, 1)
    return 0


def _read_once(store: Store, integration: int, limit: int) -> int:
    with store.write() as session:
        if not _claimed(session, integration):
            return 0
        asked = (
            select(Row.id, Row.action, Row.dedup_key, Row.received_at)
            .where(Row.integration_id == integration, PENDING)
            .order_by(Row.id)
            .limit(limit)
        )
        reading = Reading(session, integration, store.now())
        return reading.read(session.execute(asked).all())


def _claimed(session: Session, integration: int) -> bool:
    """Whether this transaction alone reads this integration. On SQLite it is alone anyway."""
    if bulk.lite(session):
        return True
    stalled = func.set_config("idle_in_transaction_session_timeout", STALLED, True)
    claim = func.pg_try_advisory_xact_lock(CLAIM + integration)
    return bool(session.execute(select(claim, stalled)).one()[0])


def wait_for(session: Session, integration: int) -> None:
    """Until nobody reads this integration, nor will before this transaction is over."""
    if not bulk.lite(session):
        session.execute(select(func.pg_advisory_xact_lock(CLAIM + integration)))


def _give_up(store: Store, integration: int, fault: Exception) -> int:
    """A signal we cannot read is our bug: kept, marked and logged without its words."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    with store.write() as session:
        first = select(func.min(Row.id)).where(Row.integration_id == integration, PENDING)
        ident = session.scalar(first)
        note = f"{type(fault).__name__} in {where.name}"
        session.execute(update(Row).where(Row.id == ident).values(state="failed", note=note[:NOTE]))
        count(session, [Tally(integration, dropped=1)])
    log.error("signal %s could not be read: %s, line %s", ident, note, where.lineno)
    return 1
