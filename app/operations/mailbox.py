"""Replies by e-mail: where they come to, and what each does."""

from datetime import UTC, datetime

from app.domain.actor import Actor
from app.errors import Refused
from app.notify.link import page_of
from app.notify.mailbox import checked
from app.notify.reply import Reply, Wish
from app.operations import audit, incident, seen
from app.operations.proof import prove_by_page
from app.queries.summons import Summons, bundle
from app.store import Store, setting
from app.vault import MAILBOX
from models.kinds import Source
from models.ledger import Setting

SETTING, LOOKED = "mailbox", "mailbox looked"


def set_mailbox(store: Store, address: str, by: Actor, was: str | None = None) -> str:
    """From now on replies are looked for there; an empty address: nowhere. Raises Refused, and
    Conflict where it does not stand as it `was` seen (its stamp; None: however it stands).
    Returns its stamp."""
    if address:
        checked(address)
    sealed = store.vault.written(address, MAILBOX)
    with store.write() as session:
        seen.expect(session, SETTING, was)
        session.merge(Setting(name=SETTING, value={"address": sealed}))
        session.merge(Setting(name=LOOKED, value={}))
        audit.record(session, by, "mailbox set", "mailbox", store.now(), {"on": bool(address)})
        return seen.stand_in(session, SETTING).stamp


def mailbox(store: Store) -> str:
    """Its address; empty for none. Raises Locked without the key."""
    with store.read() as session:
        value = setting(session, SETTING)
    return store.vault.read(value.get("address", ""), MAILBOX)


def looked(store: Store) -> datetime | None:
    """When it was looked into last; None: not yet."""
    with store.read() as session:
        at = setting(session, LOOKED).get("at")
    return datetime.fromtimestamp(at, UTC) if at else None


def take_turn(store: Store, every: float) -> bool:
    """Whether it is time to look, and ours to do: one of all engines, so many seconds apart."""
    with store.write() as session:
        now = store.now().timestamp()
        row = session.get(Setting, LOOKED, with_for_update=True)
        if row is None or 0 <= now - row.value.get("at", 0) < every:
            return False
        row.value = {"at": now}
        return True


def take_reply(store: Store, reply: Reply) -> list[str]:
    """Does what a reply asks for, as whoever was paged; returns what came of it. What a machine
    wrote, and what was not signed by us, does nothing."""
    if reply.automatic:
        return []
    pages = [page for token in reply.tokens if (page := page_of(store.vault, token)) is not None]
    done = [_act(store, reply, found) for page in pages[:1] for found in bundle(store, page)]
    if done:
        prove_by_page(store, pages[0])
    return done


def _act(store: Store, reply: Reply, found: Summons) -> str:
    by = Actor(found.name, Source.MAIL, found.person)
    try:
        if reply.wish is Wish.ACKNOWLEDGE:
            return incident.acknowledge(store, found.incident, by).sentence
        if reply.wish is Wish.RESOLVE:
            incident.resolve(store, found.incident, by)
            return f"#{found.incident} is resolved."
        if reply.words:
            incident.note(store, found.incident, f"By e-mail: {reply.words}", by)
    except Refused as fault:
        return str(fault)
    return f"#{found.incident}: a note."
