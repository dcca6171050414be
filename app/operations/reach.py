"""The address at which people and their phones reach the engine: it stands in links and feeds. Kept
where `watchbill serve --url` is looked for on this machine, and told to the others."""

import os
from dataclasses import replace
from urllib.parse import urlsplit

from app import settings
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import audit
from app.operations.feed import SERVED, is_local
from app.store import Store, setting
from models.ledger import Setting

VARIABLE = "WATCHBILL_URL"


def set_public(store: Store, url: str, by: Actor) -> str:
    """From now on; empty: none. Returns it as it is kept. Raises Refused beside `url`."""
    known = _checked(url.strip().rstrip("/")) if url.strip() else ""
    if os.environ.get(VARIABLE):
        raise Refused(f"{VARIABLE} says the address on this machine; change it there.", "url")
    before = public(store)
    if known != before:
        with store.write() as session:
            session.merge(Setting(name=SERVED, value={"url": known}))
            told = {"url": known, "was": before}
            audit.record(session, by, "public address set", "engine", store.now(), told)
    replace(settings.stored(), url=known).save()
    return known


def public(store: Store) -> str:
    """As this machine knows it, or as an engine told it last; empty: only machines that run one
    reach it."""
    with store.read() as session:
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
