"""The channels of a team, and what each is used by. Their addresses stay sealed."""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.uses import uses
from app.queries.spec import workspace
from app.store import Store
from models.policy import Channel


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """`scheme` is the harmless part of the address; `uses` are the places that name it."""

    id: int
    version: int
    name: str
    scheme: str
    uses: tuple[str, ...] = ()


def channels(store: Store) -> list[ChannelRow]:
    """All of them, by name."""
    now = store.now()
    with store.read() as session:
        rows = session.scalars(select(Channel).order_by(Channel.name)).all()
        whole = workspace(session, None) if rows else None
        return [
            ChannelRow(row.id, row.version, row.name, row.scheme,
                       tuple(uses("channel", row.name, whole, now)) if whole else ())
            for row in rows
        ]  # fmt: skip
