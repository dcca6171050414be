"""The key that seals contacts and integration keys: carrying it to another machine, and changing
it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import keys
from app.errors import Refused
from app.store import Store
from app.vault import CHANNEL, CONTACT, FEED, INTEGRATION, MISSING, SUBSCRIBER, TRACKER, Vault
from models.alert import Integration
from models.feed import Feed
from models.people import Contact
from models.policy import Channel
from models.status import Subscriber
from models.ticket import Tracker

LAST = 255  # a key's id is one byte


def exported(store: Store) -> str:
    """The keys as text, to be carried by a safe way. Raises Refused without a key here."""
    if store.vault.locked:
        raise Refused(MISSING)
    return keys.written(store.vault.keys)


def bring(store: Store, said: str) -> str:
    """Keeps keys carried from another machine; says where. Raises Refused when they do not fit."""
    brought = keys.understood(said)
    with store.read() as session:
        sealed = session.scalars(select(Contact.address)).first()
    if sealed is not None:
        Vault(lambda: brought).open(sealed, CONTACT)
    where = keys.kept(store.ident, {**keys.fetched(store.ident), **brought})
    store.vault.forget()
    return where


def rotate(store: Store) -> int:
    """Makes a new key, seals everything with it and forgets the old ones' need; returns how many
    values were sealed anew. The old keys stay known, so that links already sent go on working."""
    if store.vault.locked:
        raise Refused(MISSING)
    known = store.vault.keys
    if max(known) >= LAST:
        raise Refused("This database has had 255 keys; dump it and apply it to a new one.")
    fresh = {**known, max(known) + 1: keys.made()[1]}
    keys.kept(store.ident, fresh)  # first: a value sealed with a key nobody has would be lost
    new = Vault(lambda: fresh)
    with store.write() as session:
        count = _reseal(session, store.vault, new)
    store.vault.forget()
    return count


def _reseal(session: Session, old: Vault, new: Vault) -> int:
    count = 0
    for contact in session.scalars(select(Contact)):
        contact.address = new.seal(old.open(contact.address, CONTACT), CONTACT)
        count += 1
    for channel in session.scalars(select(Channel)):
        channel.address = new.seal(old.open(channel.address, CHANNEL), CHANNEL)
        count += 1
    for integration in session.scalars(select(Integration)):
        integration.key = new.seal(old.open(integration.key, INTEGRATION), INTEGRATION)
        count += 1
    for feed in session.scalars(select(Feed)):
        feed.token = new.seal(old.open(feed.token, FEED), FEED)
        count += 1
    for subscriber in session.scalars(select(Subscriber)):
        subscriber.address = new.seal(old.open(subscriber.address, SUBSCRIBER), SUBSCRIBER)
        count += 1
    for tracker in session.scalars(select(Tracker).where(Tracker.active)):
        tracker.token = new.seal(old.open(tracker.token, TRACKER), TRACKER)
        count += 1
    return count
