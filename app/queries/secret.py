"""Every secret that the program itself stores, so that none of them leaves in a text: whole, and
each part of an address that is a secret by itself."""

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import vault as about
from app.domain.workflow import Action
from app.queries.workflow import opened as workflow_opened
from app.store import Store
from app.vault import Locked, Vault
from models.alert import Integration
from models.feed import Feed
from models.ledger import Setting
from models.people import Contact
from models.policy import Channel
from models.status import Subscriber
from models.ticket import Tracker
from models.workflow import Workflow, WorkflowEdition

SEALED: tuple[tuple[InstrumentedAttribute[bytes], str], ...] = (
    (Contact.address, about.CONTACT),
    (Channel.address, about.CHANNEL),
    (Integration.key, about.INTEGRATION),
    (Feed.token, about.FEED),
    (Subscriber.address, about.SUBSCRIBER),
    (Tracker.token, about.TRACKER),
)
KINDS = re.compile(r"[a-z]+\.[a-z]+")  # how the vault names what is sealed
IN_JSON = tuple(
    each for name, each in vars(about).items() if name.isupper() and KINDS.fullmatch(str(each))
)
PARTS = re.compile(r"[/?&=@,#;:\s]+")
WORD, NAME = 6, 20  # characters: of a password, and of a part that is no name


def known_secrets(session: Session, vault: Vault) -> frozenset[str]:
    """All that this machine can open; what it cannot is left to the rules for what secrets look
    like."""
    opened = [
        *_columns(session, vault),
        *_settings(session, vault),
        *_webhooks(session, vault),
    ]
    return frozenset(part for secret in opened for part in parts(secret))


def stored_secrets(store: Store) -> frozenset[str]:
    """`known_secrets`, asked by itself."""
    with store.read() as session:
        return known_secrets(session, store.vault)


def parts(secret: str) -> set[str]:
    """A secret as it may be pasted: whole, decoded, its password, and what in it is too long or odd
    for a name."""
    if "://" not in secret:
        return {secret}
    rest = secret.partition("://")[2]
    found = {secret, rest, unquote(secret)}
    user, at, _ = rest.rpartition("@")
    if at and ":" in user:
        found.add(unquote(user.partition(":")[2]))
    found |= {word for word in PARTS.split(rest) if _tells(word)}
    found |= {unquote(word) for word in found}
    return {word for word in found if len(word) >= WORD}


def _tells(word: str) -> bool:
    if len(word) < WORD or re.fullmatch(r"[\w-]+(\.[\w-]+)+", word):
        return False  # a host
    return len(word) >= NAME or any(each.isdigit() for each in word)


def _columns(session: Session, vault: Vault) -> Iterator[str]:
    for column, what in SEALED:
        for blob in session.scalars(select(column)):
            yield from _opened(vault, blob, what)


def _settings(session: Session, vault: Vault) -> Iterator[str]:
    """Sealed values of settings are base64 within their JSON."""
    for value in session.scalars(select(Setting.value)):
        for text in _texts(value):
            for what in IN_JSON:
                yield from _opened(vault, _bytes(text), what)


def _webhooks(session: Session, vault: Vault) -> Iterator[str]:
    """The addresses that workflows call, and what in their headers is no plain word."""
    asked = (select(Workflow.data), select(WorkflowEdition.data))
    for data in (data for each in asked for data in session.scalars(each)):
        for step in workflow_opened(data, vault).steps:
            if step.do is Action.CALL_WEBHOOK and step.value:
                yield str(step.value)
            for word in (word for _, said in step.headers for word in said.split()):
                if len(word) >= NAME or (len(word) >= WORD and any(c.isdigit() for c in word)):
                    yield word


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and len(value) >= 40:
        yield value


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _opened(vault: Vault, blob: bytes, what: str) -> Iterator[str]:
    try:
        yield vault.open(blob, what)
    except (Locked, UnicodeDecodeError):
        return
