"""How often a contact may hear from us: the team's setting that bundles messages in a storm."""

from datetime import timedelta

from app.domain.actor import Actor
from app.domain.moment import spoken
from app.errors import Refused
from app.operations import audit, seen
from app.operations.bundle import SETTING, paced
from app.store import Store
from models.ledger import Setting

MOST = timedelta(minutes=15)


def pace(store: Store) -> timedelta:
    """The time between two messages by one contact; none: each page goes by itself."""
    with store.read() as session:
        return paced(session)


def set_pace(store: Store, span: timedelta, by: Actor, was: str | None = None) -> str:
    """From now on a contact is left in peace for so long after a message. Raises Refused, and
    Conflict where it does not stand as it `was` seen (its stamp; None: however it stands).
    Returns its stamp."""
    if not timedelta() <= span <= MOST:
        raise Refused(f"Messages wait {spoken(MOST)} at most; 0 sends each by itself.", "pace")
    seconds = span.total_seconds()
    with store.write() as session:
        seen.expect(session, SETTING, was)
        session.merge(Setting(name=SETTING, value={"seconds": seconds}))
        audit.record(session, by, "pace set", "pace", store.now(), {"seconds": seconds})
        return seen.stand_in(session, SETTING).stamp
