"""Trying whether somebody can be reached by one of their contacts, before a page has to."""

from sqlalchemy import select

from app.errors import Conflict
from app.notify.send import Outcome, send
from app.operations.sample import NOTHING_SENT, marked
from app.store import Store
from app.vault import CONTACT
from models.kinds import PageState, Urgency
from models.people import Contact

SUBJECT = "Watchbill test"
BODY = "This is a test. Pages will reach you here; nothing needs to be done."


def send_test(store: Store, person: int, contact: str) -> Outcome:
    """Sends at once, on this thread, outside any transaction. Raises Conflict when the contact is
    gone and Locked when its address cannot be opened on this machine."""
    asked = select(Contact.address).where(Contact.person_id == person, Contact.name == contact)
    with store.read() as session:
        sealed, nowhere = session.scalar(asked), marked(session)
    if sealed is None:
        raise Conflict(f"Somebody took the contact {contact} out meanwhile.")
    if nowhere:
        return Outcome(PageState.SENT, NOTHING_SENT)
    return send(store.vault.open(sealed, CONTACT), SUBJECT, BODY, Urgency.LOW)
