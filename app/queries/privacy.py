"""What not everybody may see: figures about single people, and private incidents."""

from sqlalchemy import func, select

from app.domain.incident import NUMBERS
from app.store import Store, setting
from models.incident import Incident
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


def may_read(store: Store, number: int, person: int | None) -> bool:
    """Whether there is such an incident for this person: a private one is for people of the team
    only, not for a name of nobody."""
    if number not in NUMBERS:
        return False
    asked = select(Incident.private).where(Incident.id == number)
    with store.read() as session:
        private = session.scalar(asked)
    return private is not None and (person is not None or not private)
