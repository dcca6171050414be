"""Which integrations letters are for, by the keys in their addresses."""

from collections.abc import Iterable

from sqlalchemy import select

from app.store import Store
from app.vault import digest
from models.alert import Integration
from models.kinds import Format


def by_keys(store: Store, keys: Iterable[str]) -> list[int]:
    """Integrations by e-mail that are in use and have one of these keys. Raises Unavailable."""
    marks = [digest(key) for key in keys]
    if not marks:
        return []
    asked = select(Integration.id).where(
        Integration.key_hash.in_(marks), Integration.format == Format.EMAIL, Integration.active
    )
    with store.read() as session:
        return list(session.scalars(asked.order_by(Integration.id)))
