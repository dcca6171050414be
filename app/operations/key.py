"""The key that seals contacts, senders' keys and every other secret: carrying it to another
machine, and changing it."""

import os
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import keys
from app.errors import Refused
from app.operations import assistant, audit, heartbeat, mailbox, report, status_sender
from app.operations.patience import patient
from app.queries.secret import SEALED as COLUMNS
from app.queries.workflow import SEALED
from app.store import Store
from app.vault import (
    ASSISTANT,
    CONTACT,
    HEARTBEAT,
    MAILBOX,
    REPORT,
    SENDER,
    WEBHOOK,
    Vault,
)
from models.ledger import Setting
from models.people import Contact
from models.workflow import Workflow, WorkflowEdition

LAST = 255  # a key's id is one byte
SETTINGS = (
    (mailbox.SETTING, "address", MAILBOX),
    (report.SETTING, "address", REPORT),
    (heartbeat.SETTING, "url", HEARTBEAT),
    (assistant.SETTING, "key", ASSISTANT),
    (status_sender.SETTING, "address", SENDER),
)


def exported(store: Store) -> str:
    """The keys as text, to be carried by a safe way. Raises Refused without a key here."""
    if store.vault.locked:
        raise Refused(store.vault.missing)
    return keys.written(store.vault.keys)


def bring(store: Store, said: str) -> str:
    """Keeps keys carried from another machine; says where. Raises Refused when they do not fit."""
    brought = keys.understood(said)
    with store.read() as session:
        sealed = session.scalars(select(Contact.address)).first()
    if sealed is not None:
        Vault(lambda: brought).open(sealed, CONTACT)
    where = keys.kept(store.ident, {**_known(store), **brought})
    store.vault.forget()
    return where


def _known(store: Store) -> dict[int, bytes]:
    """What is kept here already; what cannot be understood is no key, and gives way."""
    try:
        return keys.fetched(store.ident)
    except Refused:
        return {}


def rotate(store: Store) -> int:
    """Makes a new key, seals everything with it and forgets the old ones' need; returns how many
    values were sealed anew. The old keys stay known, so that links already sent go on working.
    Raises Refused, and Locked where something was sealed with a key that is not here."""
    if store.vault.locked:
        raise Refused(store.vault.missing)
    if keys.GIVEN in os.environ:
        raise Refused(
            f"The key comes from {keys.GIVEN} here, which would be the old one at the next start; "
            "bring it with `db key import`, take the variable away, and try again."
        )
    known = store.vault.keys
    if max(known) >= LAST:
        raise Refused("This database has had 255 keys; dump it and apply it to a new one.")
    fresh = {**known, max(known) + 1: keys.made()[1]}
    keys.kept(store.ident, fresh)  # first: a value sealed with a key nobody has would be lost
    count = _sealed_anew(store, Vault(lambda: fresh))
    store.vault.forget()
    return count


@patient
def _sealed_anew(store: Store, new: Vault) -> int:
    with store.write() as session:
        audit.hold(session)
        columns = (_column(session, *each, store.vault, new) for each in COLUMNS)
        settings = (_setting(session, *each, store.vault, new) for each in SETTINGS)
        flows = (*session.scalars(select(Workflow)), *session.scalars(select(WorkflowEdition)))
        called = (_workflow(each, store.vault, new) for each in flows)
        return sum(columns) + sum(settings) + sum(called)


def _column(
    session: Session, column: InstrumentedAttribute[bytes], about: str, old: Vault, new: Vault
) -> int:
    rows = [row for row in session.scalars(select(column.class_)) if getattr(row, column.key)]
    for row in rows:
        setattr(row, column.key, new.seal(old.open(getattr(row, column.key), about), about))
    return len(rows)


def _setting(session: Session, name: str, field: str, about: str, old: Vault, new: Vault) -> int:
    row = session.get(Setting, name, with_for_update=True)
    if row is None or not row.value.get(field):
        return 0
    row.value = row.value | {field: new.written(old.read(row.value[field], about), about)}
    return 1


def _workflow(row: Workflow | WorkflowEdition, old: Vault, new: Vault) -> int:
    """The addresses that are called; an edition's as well, because a run goes by its own."""
    sealed = sum(SEALED in step for step in row.data["then"])
    if sealed:
        row.data = row.data | {"then": list(_steps(row.data["then"], old, new))}
    return sealed


def _steps(steps: list[dict[str, Any]], old: Vault, new: Vault) -> Iterator[dict[str, Any]]:
    for step in steps:
        if SEALED in step:
            text = old.open(bytes.fromhex(step[SEALED]), WEBHOOK)
            yield step | {SEALED: new.seal(text, WEBHOOK).hex()}
        else:
            yield step
