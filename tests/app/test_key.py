"""A new key seals everything anew: whatever lies in the database, found by looking at every value
of every table and not by knowing where secrets are."""

from __future__ import annotations

import contextlib
import os
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import key, tracker
from app.operations.assistant import Assistant, assistant, set_assistant
from app.operations.feed import subscribe
from app.operations.heartbeat import pacemaker, set_heartbeat
from app.operations.mailbox import mailbox, set_mailbox
from app.operations.report import schedule
from app.operations.status_sender import sender_in, set_sender
from app.operations.subscriber import add_hook
from app.operations.tracker import Wanted
from app.queries.secret import IN_JSON, stored_secrets
from app.store import Store, open_store
from app.vault import Locked, Vault
from app.workspace.apply import dump
from models.kinds import FeedKind, Source
from models.kinds_learn import TrackerKind
from models.tables import METADATA
from tests.app.workflows import flow, settle

ANA = Actor("ana", Source.SHELL)
MAIL = "mailto://u:w0rd-of-mail@example.org"
SENDERS = "integrations: [{name: api, format: generic, service: api}]\n"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """One of everything that is sealed, as people put it in."""
    store = open_store(database_url)
    call = '{do: call webhook, value: "https://h.example.org/%s", headers: {X-Key: s3cret-of-it}}'
    settle(store, flow("calls", "opened", call % "first"))
    settle(store, flow("calls", "opened", call % "second"), more=SENDERS)
    subscribe(store, FeedKind.PERSON, "ana", ANA)
    add_hook(store, "https://hooks.example.org/x", ANA)
    tracker.save(
        store, Wanted("jira", TrackerKind.JIRA, "https://j.example.org", "OPS", "t0k"), ANA
    )
    set_mailbox(store, "imaps://u:w0rd@imap.example.org/INBOX", ANA)
    set_sender(store, MAIL, ANA)
    schedule(store, MAIL, "Europe/Madrid", ANA)
    set_heartbeat(store, "https://beat.example.org/1", ANA)
    set_assistant(store, Assistant("https://llm.example.org/v1", "small", "key-0f-it"), ANA)
    yield store
    store.close()


def test_every_sealed_value_of_every_table_is_sealed_with_the_new_key(store: Store) -> None:
    before = {what: where for where, what, _ in _sealed(store, store.vault)}
    assert set(before) == set(IN_JSON), "seal one of these in the fixture above"
    secrets, said = stored_secrets(store), dump(store)
    places = [(where, what) for where, what, _ in _sealed(store, store.vault)]
    assert key.rotate(store) == len(places)
    after = _sealed(store, store.vault)
    assert [(where, what) for where, what, _ in after] == places
    assert {ident for *_, ident in after} == {2}
    alone = Vault(lambda: {2: store.vault.keys[2]})  # a machine that was given the new one only
    assert len(_sealed(store, alone)) == len(places)
    assert stored_secrets(store) == secrets
    assert dump(store) == said


def test_what_is_set_once_works_with_the_new_key_alone(store: Store) -> None:
    key.rotate(store)
    store.vault = Vault(lambda known=store.vault.keys: {2: known[2]})  # type: ignore[misc]
    with store.read() as session:
        assert sender_in(store, session) == MAIL
    beat, model = pacemaker(store), assistant(store)
    assert beat is not None
    assert model is not None
    assert (beat.address, model.key) == ("https://beat.example.org/1", "key-0f-it")
    assert mailbox(store).startswith("imaps://u:w0rd@")


def test_a_program_that_runs_meanwhile_finds_the_new_key(store: Store) -> None:
    other = open_store(store.database.url.render_as_string(hide_password=False))
    assert other.vault.keys
    other.vault.signed("x", "9.0")  # a link that somebody made up costs one look
    about_to = other.vault.sign("page 1")
    key.rotate(store)
    with pytest.raises(Locked):
        mailbox(other)  # it has looked a moment ago
    other.vault.forget()
    other.vault.keys  # noqa: B018 - and has the new one
    assert mailbox(other).startswith("imaps://")
    assert other.vault.signed("page 1", about_to)
    other.close()


def test_a_new_key_found_at_the_first_need(store: Store) -> None:
    other = open_store(store.database.url.render_as_string(hide_password=False))
    assert list(other.vault.keys) == [1]
    key.rotate(store)
    assert mailbox(other).startswith("imaps://")
    other.close()


def test_a_key_out_of_a_variable_is_not_changed_behind_its_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "WATCHBILL_KEY", key.exported(store))
    with pytest.raises(Refused, match="db key import"):
        key.rotate(store)
    assert {ident for *_, ident in _sealed(store, store.vault)} == {1}


def _sealed(store: Store, vault: Vault) -> list[tuple[str, str, int]]:
    """Every value in the database that opens: where, about what, and its key's id."""
    found = []
    with store.read() as session:
        for table in METADATA.sorted_tables:
            for row in session.execute(select(table).order_by(*table.primary_key)).mappings():
                for name, value in row.items():
                    for blob in _blobs(value):
                        place = f"{table.name}.{name}"
                        found += [
                            (place, what, blob[0]) for what in IN_JSON if _opens(vault, blob, what)
                        ]
    return found


def _opens(vault: Vault, blob: bytes, what: str) -> bool:
    with contextlib.suppress(Locked, UnicodeDecodeError):
        return bool(vault.open(blob, what))
    return False


def _blobs(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes) and len(value) > 29:
        yield value
    elif isinstance(value, dict):
        yield from (blob for each in value.values() for blob in _blobs(each))
    elif isinstance(value, list):
        yield from (blob for each in value for blob in _blobs(each))
    elif isinstance(value, str) and len(value) >= 40:
        with contextlib.suppress(ValueError):
            yield bytes.fromhex(value)
        with contextlib.suppress(ValueError):
            yield b64decode(value, validate=True)
