"""Whether figures about single people are for managers only, and who may see them."""

from sqlalchemy import func, select

from app.store import Store, setting
from models.people import Membership

SETTING = "private figures"


def private(store: Store) -> bool:
    """Managers only, unless the team said otherwise."""
    with store.read() as session:
        return bool(setting(session, SETTING).get("on", True))


def may_see(store: Store, person: int | None) -> bool:
    """Managers of a team may, everybody where the team said so, and where nobody is a manager."""
    with store.read() as session:
        if not setting(session, SETTING).get("on", True):
            return True
        managers = select(func.count()).where(Membership.manager)
        if not session.scalar(managers):
            return True
        mine = managers.where(Membership.person_id == person)
        return person is not None and bool(session.scalar(mine))
