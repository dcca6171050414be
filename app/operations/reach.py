"""The address at which people and their phones reach the engine: it stands in links and feeds. Kept
where `watchbill serve --url` is looked for on this machine, and told to the others."""

import os
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app import settings
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import audit, seen
from app.operations.feed import SERVED, is_local
from app.operations.seen import Stand
from app.store import Store, setting
from models.ledger import Setting

VARIABLE = "WATCHBILL_URL"
SETTING = "public address"  # as the audit log calls it


def set_public(store: Store, url: str, by: Actor, was: str | None = None) -> str:
    """From now on; empty: none. Returns it as it is kept, which is its stamp too. Raises Refused
    beside `url`, and Conflict where it does not stand as it `was` seen (None: however it is)."""
    known = _checked(url.strip().rstrip("/")) if url.strip() else ""
    if os.environ.get(VARIABLE):
        raise Refused(f"{VARIABLE} says the address on this machine; change it there.", "url")
    if known != public(store):
        with store.write() as session:
            audit.hold(session)
            before = _public(session)
            seen.weigh(Stand(before, seen.setter(session, SETTING)), was)
            session.merge(Setting(name=SERVED, value={"url": known}))
            told = {"url": known, "was": before}
            audit.record(session, by, "public address set", "engine", store.now(), told)
    replace(settings.stored(), url=known).save()
    return known


def public(store: Store) -> str:
    """As this machine knows it, or as an engine told it last; empty: only machines that run one
    reach it."""
    return stand(store).stamp


def stand(store: Store) -> Stand:
    """It, and who set it last."""
    with store.read() as session:
        return Stand(_public(session), seen.setter(session, SETTING))


def _public(session: Session) -> str:
    told = str(setting(session, SERVED).get("url", ""))
    return settings.load().url.rstrip("/") or ("" if is_local(told) else told.rstrip("/"))


def _checked(url: str) -> str:
    wrong = Refused(
        "This is no address of an engine; expected one such as https://watch.example.org.", "url"
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise wrong from fault
    plain = url.isprintable() and not set(url) & set(" ?#@\\")
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not plain:
        raise wrong
    return url
