"""Who asked to be told of news of the status page. By mail only who said so twice: once on the
page, once in the mail that asks."""

import re
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.workspace import PageSpec
from app.errors import Refused
from app.notify.link import CONFIRM, LEAVE, number_of
from app.notify.outward import checked
from app.operations import audit
from app.operations.dispatch import INSIDE, plan
from app.operations.patience import patient
from app.operations.status_sender import has_sender
from app.queries.language import voice_in
from app.queries.status_spec import page_spec
from app.store import Store
from app.vault import SUBSCRIBER, digest
from models.kinds_status import DispatchKind, SubscriberKind
from models.status import Dispatch, StatusView, Subscriber

MAIL = re.compile(r"[^@\s,;<>\"'()\[\]\\]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
ASKED_AGAIN = timedelta(hours=1)  # the same address is not asked more often
AN_HOUR = 600  # questions that leave within one; what is beyond waits its turn
MOST = 20_000  # addresses that were asked and have not answered
FORGOTTEN = timedelta(days=7)  # who did not answer by then


@patient
def subscribe(store: Store, email: str, page: str = "") -> None:
    """Sends the question whether it was them; the answer is the same whether the address is known
    or not. `page` names a further one. Where very many ask at once nobody is turned away: the
    questions leave one after the other. Raises Refused for what is no address."""
    address = email.strip()
    if len(address) > 254 or not MAIL.fullmatch(address):
        raise Refused("This is no e-mail address; expected one such as ana@example.org.", "email")
    with store.write() as session:
        now = store.now()
        if not has_sender(session):
            raise Refused("No mail can be sent from here; take the feed instead.", "email")
        view = _view(session, page)
        key = _key(address.lower(), view)
        row = _of(session, SubscriberKind.MAIL, key)
        if row is not None and (row.confirmed_at or row.asked_at > now - ASKED_AGAIN):
            return
        silent = select(func.count(Subscriber.id)).where(Subscriber.confirmed_at.is_(None))
        if (session.scalar(silent) or 0) >= MOST:
            raise Refused("Too many ask just now; please take the feed instead.", "email")
        if row is None:
            row = _added(store, session, SubscriberKind.MAIL, address, key, now)
            row.view_id = view
        row.asked_at = now
        session.flush()
        _ask(session, row, now)


@patient
def confirm(store: Store, token: str) -> bool | None:
    """Somebody answered that it was them. False when they had done so before, None when the link is
    not ours or they left meanwhile."""
    ident = number_of(store.vault, token, CONFIRM)
    if ident is None:
        return None
    with store.write() as session:
        row = session.get(Subscriber, ident)
        if row is None:
            return None
        if row.confirmed_at is not None:
            return False
        row.confirmed_at = store.now()
        return True


@patient
def leave(store: Store, token: str) -> bool:
    """Somebody wants no more; nothing of them is kept. False when the link is not ours."""
    ident = number_of(store.vault, token, LEAVE)
    if ident is None:
        return False
    with store.write() as session:
        row = session.get(Subscriber, ident)
        if row is not None:
            session.delete(row)
        return True


@patient
def add_hook(store: Store, url: str, by: Actor, *, inside: bool = False, page: str = "") -> int:
    """A program of somebody's is told from now on; returns the id. `inside` allows an address
    within the house, `page` names a further one. Raises Refused."""
    parts = checked(url)
    address = url.strip()
    with store.write() as session:
        view, now = _view(session, page), store.now()
        key = _key(address, view)
        row = _of(session, SubscriberKind.WEBHOOK, key)
        if row is None:
            kept = f"{INSIDE}{address}" if inside else address
            row = _added(store, session, SubscriberKind.WEBHOOK, kept, key, now)
            row.shown = f"{parts.scheme}://{parts.hostname}/…"[:100]
            row.confirmed_at, row.view_id = now, view
            session.flush()
            who = f"subscriber {row.shown}"
            audit.record(session, by, "subscriber added", who, now, {})
        return row.id


@patient
def remove(store: Store, ident: int, by: Actor) -> bool:
    """Tells somebody no more. False when they had left."""
    with store.write() as session:
        row = session.get(Subscriber, ident)
        if row is None:
            return False
        session.delete(row)
        who = f"subscriber {row.shown}"
        audit.record(session, by, "subscriber removed", who, store.now(), {})
        return True


def forget(store: Store) -> int:
    """Lets go of addresses whose owner never answered; returns how many."""
    with store.write() as session:
        late = store.now() - FORGOTTEN
        asked = select(Subscriber).where(
            Subscriber.confirmed_at.is_(None), Subscriber.asked_at < late
        )
        found = session.scalars(asked).all()
        for row in found:
            session.delete(row)
        return len(found)


def _view(session: Session, page: str) -> int | None:
    if not page:
        return None
    found = session.scalar(select(StatusView.id).where(StatusView.name == page))
    if found is None:
        raise Refused(f"There is no status page called {page!r}.", "page")
    return found


def _key(address: str, view: int | None) -> str:
    """An address once for each page."""
    return digest(address if view is None else f"{view} {address}")


def _of(session: Session, kind: SubscriberKind, key: str) -> Subscriber | None:
    asked = select(Subscriber).where(Subscriber.kind == kind, Subscriber.address_hash == key)
    return session.scalars(asked).first()


def _added(
    store: Store, session: Session, kind: SubscriberKind, address: str, key: str, now: datetime
) -> Subscriber:
    name, _, host = address.partition("@")
    row = Subscriber(
        kind=kind, address=store.vault.seal(address, SUBSCRIBER), address_hash=key,
        shown=f"{name[:1]}…@{host}"[:100], created_at=now, asked_at=now,
    )  # fmt: skip
    session.add(row)
    return row


def _ask(session: Session, row: Subscriber, now: datetime) -> None:
    page = page_spec(session) or PageSpec()
    view = session.get(StatusView, row.view_id) if row.view_id else None
    say = voice_in(session).say
    name = (view.title if view else "") or page.title or say("our status page")
    subject = say("%1: do you want to be told of news?", name)
    asked = say("Somebody, probably you, asked that this address be told of news from %1.", name)
    then = say("If it was you, say so here; otherwise do nothing, and you will not hear from us "
               "again:")  # fmt: skip
    body = f"{asked}\n{then}\n"
    key = f"confirm:{row.id}:{now.timestamp():.0f}"
    plan(session, DispatchKind.CONFIRM, key, subject, body, now, subscriber=row.id,
         due_at=_turn(session, now))  # fmt: skip


def _turn(session: Session, now: datetime) -> datetime:
    """When a question may leave, so that no more than so many do within an hour."""
    asked = select(Dispatch.due_at).where(
        Dispatch.kind == DispatchKind.CONFIRM, Dispatch.due_at > now - ASKED_AGAIN
    )
    before = session.scalar(asked.order_by(Dispatch.due_at.desc()).offset(AN_HOUR - 1).limit(1))
    return now if before is None else before + ASKED_AGAIN
