"""Where mail to subscribers is sent from: one sealed Apprise address."""

from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.notify.address import scheme
from app.notify.sender import checked
from app.operations import audit, seen
from app.store import Store, setting
from app.vault import SENDER, Locked
from models.ledger import Setting

SETTING = "status sender"


def set_sender(store: Store, address: str, by: Actor, was: str | None = None) -> str:
    """From now on subscribers are written to from there; empty: not at all. Raises Refused, and
    Conflict where it does not stand as it `was` seen (its stamp; None: however it stands).
    Returns its stamp."""
    sealed = store.vault.written(checked(address) if address else "", SENDER)
    with store.write() as session:
        seen.expect(session, SETTING, was)
        session.merge(Setting(name=SETTING, value={"address": sealed}))
        on = {"on": bool(address)}
        audit.record(session, by, "status sender set", "status page", store.now(), on)
        return seen.stand_in(session, SETTING).stamp


def sender_in(store: Store, session: Session) -> str:
    """The address; empty for none. Raises Locked without the key."""
    return store.vault.read(setting(session, SETTING).get("address", ""), SENDER)


def host_in(store: Store, session: Session) -> str:
    """As much of the address as may be shown; empty for none, and without the key."""
    try:
        address = sender_in(store, session)
    except Locked:
        return ""
    kind, host = scheme(address), urlsplit(address).hostname
    return host if host and kind.startswith("mailto") else kind


def has_sender(session: Session) -> bool:
    """Whether mail can be sent at all."""
    return bool(setting(session, SETTING).get("address"))
