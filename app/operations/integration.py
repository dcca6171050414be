"""Integrations: a sender's way in, and the key that opens it."""

import secrets
import string
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.life_sign import EVERY, GRACE, Pace
from app.domain.soundness import sender_problems
from app.domain.workspace import IntegrationSpec
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.life_sign import set_pace
from app.operations.reference import has_history
from app.queries.spec import integration_spec, names_now
from app.store import Store
from app.vault import INTEGRATION, digest
from models.alert import Health, Integration
from models.kinds import Format
from models.service import Service

ALPHABET = string.ascii_lowercase + string.digits
KEY_LENGTH = 32


def save_integration(
    store: Store,
    spec: IntegrationSpec,
    by: Actor,
    *,
    ident: int | None = None,
    seen: int | None = None,
) -> int:
    """Adds an integration, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(sender_problems(spec, names_now(edit.session)))
        row = edit.find(Integration, spec.name, ident, seen)
        if ident is None and row is not None and row.active:
            raise Refused(f"There is already an integration called {spec.name!r}.", "name")
        return put_integration(edit, spec, row).id


def renew_key(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> str:
    """Gives an integration another key; the old one opens nothing from now on."""
    with editing(store, by) as edit:
        row = edit.find(Integration, "", ident, seen)
        if row is None or not row.active:
            raise Refused("This integration was taken out meanwhile.")
        key = made_key()
        _seal(edit, row, key)
        edit.note("~", "integration", row.name, ("key",))
        return key


def remove_integration(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes an integration out: deleted without alerts, else kept, not active, its key void."""
    with editing(store, by) as edit:
        row = edit.find(Integration, "", ident, seen)
        if row is not None:
            drop_integration(edit, row)


def put_integration(edit: Edit, spec: IntegrationSpec, row: Integration | None) -> Integration:
    """Makes the row what the spec says; without a key the stored one stays, or one is made."""
    if row is None or not row.active:
        row = row or Integration(name=spec.name)
        row.active = True
        _write(edit, row, spec)
        _seal(edit, row, spec.key or made_key())
        edit.add(row, *(() if spec.key else ("a key was made",)))
        _set_life(edit, row, spec)
        if edit.session.get(Health, row.id) is None:
            edit.session.add(Health(integration_id=row.id))
        return row
    old = integration_spec(row, None)
    other_key = spec.key is not None and digest(spec.key) != row.key_hash
    wanted = replace(settled(spec), key=spec.key if other_key else None)
    if wanted != old:
        _write(edit, row, spec)
        _set_life(edit, row, spec)
        if spec.key is not None and other_key:
            _seal(edit, row, spec.key)
        edit.change(row, old, wanted)
    return row


def release_keys(edit: Edit, specs: Iterable[IntegrationSpec]) -> None:
    """Takes their keys from those that are about to get another, so that keys may change hands."""
    for spec in specs:
        row = edit.find(Integration, spec.name)
        if row is not None and spec.key is not None and row.key_hash != digest(spec.key):
            row.key_hash = digest(made_key())
    edit.session.flush()


def drop_integration(edit: Edit, row: Integration) -> None:
    """Deletes it, or keeps it for its alerts under a key that nobody knows."""
    if not row.active:
        return
    kept = has_history(edit.session, row)
    if kept:
        row.active, row.key_hash, row.life = False, digest(made_key()), None
        edit.session.flush()
    else:
        edit.session.delete(row)
    edit.note("-", "integration", row.name, ("kept for its alerts",) if kept else ())


def made_key() -> str:
    """32 letters and digits, as senders' forms take them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def _write(edit: Edit, row: Integration, spec: IntegrationSpec) -> None:
    row.name, row.format = spec.name, spec.format
    row.service = edit.session.get_one(Service, edit.ids(Service, [spec.service])[0])


def settled(spec: IntegrationSpec) -> IntegrationSpec:
    """With what a heartbeat does when nothing is said of it."""
    if spec.format is not Format.HEARTBEAT:
        return spec
    every = EVERY if spec.every is None else spec.every
    return replace(spec, every=every, grace=GRACE if spec.grace is None else spec.grace)


def _set_life(edit: Edit, row: Integration, spec: IntegrationSpec) -> None:
    """What is expected of a heartbeat; nothing of others."""
    said = settled(spec)
    if said.every is None or said.grace is None:
        row.life = None
    else:
        set_pace(edit.session, row, Pace(said.every, said.grace), edit.now)


def _seal(edit: Edit, row: Integration, key: str) -> None:
    """Raises Refused when the key is another integration's."""
    row_of = select(Integration.name).where(Integration.key_hash == digest(key))
    with edit.session.no_autoflush:
        holder = edit.session.scalar(row_of)
    if holder is not None and holder != row.name:
        raise Refused(f"This is the key of {holder} too; expected one of its own.", "key")
    row.key, row.key_hash = edit.vault.seal(key, INTEGRATION), digest(key)
