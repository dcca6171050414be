"""Where mail to subscribers is sent from: one sealed Apprise address."""

from base64 import b64decode, b64encode

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.notify.sender import checked
from app.operations import audit
from app.store import Store, setting
from app.vault import SENDER
from models.ledger import Setting

SETTING = "status sender"


def set_sender(store: Store, address: str, by: Actor) -> None:
    """From now on subscribers are written to from there; empty: not at all. Raises Refused."""
    sealed = b64encode(store.vault.seal(checked(address), SENDER)).decode() if address else ""
    with store.write() as session:
        session.merge(Setting(name=SETTING, value={"address": sealed}))
        on = {"on": bool(address)}
        audit.record(session, by, "status sender set", "status page", store.now(), on)


def sender_in(store: Store, session: Session) -> str:
    """The address; empty for none. Raises Locked without the key."""
    sealed = setting(session, SETTING).get("address")
    return store.vault.open(b64decode(sealed), SENDER) if sealed else ""


def has_sender(session: Session) -> bool:
    """Whether mail can be sent at all."""
    return bool(setting(session, SETTING).get("address"))
