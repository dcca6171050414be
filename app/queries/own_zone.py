"""The clock that somebody lives by."""

from sqlalchemy import select

from app.store import Store
from models.people import Person


def own_zone(store: Store, name: str) -> str | None:
    """The IANA zone of a person known by handle; None for nobody we know."""
    with store.read() as session:
        return session.scalars(select(Person.time_zone).where(Person.name == name)).first()
