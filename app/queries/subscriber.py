"""Who hears of the status page, without their addresses."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.operations.status_sender import has_sender
from app.store import Store
from models.kinds_status import SubscriberKind
from models.status import StatusView, Subscriber


@dataclass(frozen=True, slots=True)
class SubscriberRow:
    """One of them; `shown` is what of the address may be read, `failure` what went wrong last,
    `page` the name of a further page they hear of."""

    id: int
    kind: SubscriberKind
    shown: str
    created_at: datetime
    confirmed_at: datetime | None
    failure: str
    page: str = ""


def subscribers(store: Store) -> list[SubscriberRow]:
    """In the order in which they came."""
    with store.read() as session:
        names = dict(session.execute(select(StatusView.id, StatusView.name)).all())
        return [
            SubscriberRow(
                row.id,
                row.kind,
                row.shown,
                row.created_at,
                row.confirmed_at,
                row.failure,
                names.get(row.view_id or 0, ""),
            )
            for row in session.scalars(select(Subscriber).order_by(Subscriber.id))
        ]


def page_of(store: Store, ident: int) -> str:
    """The name of the page that a subscriber hears of; empty for the first one's."""
    asked = select(StatusView.name).join(Subscriber, Subscriber.view_id == StatusView.id)
    with store.read() as session:
        return session.scalar(asked.where(Subscriber.id == ident)) or ""


def mail_works(store: Store) -> bool:
    """Whether there is an address to send from."""
    with store.read() as session:
        return has_sender(session)
