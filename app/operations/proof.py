"""Proving that somebody can be reached: a message by one contact, and the answer to it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.operations.notice import tell
from app.queries.language import voice_in
from app.store import Store
from models.kinds import NoticeKind
from models.notice import Message
from models.page import Page
from models.people import Contact, Person
from models.session import touch

WEEKDAY, HOUR, UNTIL = 1, 10, 17  # Tuesdays from ten, by the clock of whoever is tested


def ask(store: Store, contact: int) -> bool:
    """Sends a test by this contact, with a link that proves that it came. False when one is under
    way. Raises Conflict when the contact is gone."""
    with store.write() as session:
        row = session.get(Contact, contact)
        if row is None:
            raise Conflict("Somebody took this contact out meanwhile.")
        now = store.now()
        return _tell(session, row, now, f"test {contact} {now:%Y-%m-%dT%H:%M}")


def ask_weekly(store: Store) -> int:
    """Plans the tests of this week for whoever wants them; returns how many were new."""
    now, wanted = store.now(), select(Person).where(Person.active, Person.tests)
    with store.read() as session:
        if not any(_due(each, now) for each in session.scalars(wanted)):
            return 0
    with store.write() as session:
        people = [each for each in session.scalars(wanted) if _due(each, now)]
        planned = [
            _tell(session, row, now, _week(row, person, now))
            for person in people
            for row in person.contacts
        ]
        return sum(planned)


def prove(store: Store, message: int) -> str | None:
    """Somebody says that this test arrived. Returns the contact's name; None when the test or the
    contact is gone."""
    with store.write() as session:
        asked = (
            select(Contact)
            .join(Message, Message.contact_id == Contact.id)
            .where(Message.id == message, Message.kind == NoticeKind.TEST)
        )
        row = session.scalars(asked).first()
        if row is None:
            return None
        proven(session, row, store.now())
        return row.name


def prove_by_page(store: Store, page: int) -> None:
    """Somebody acted by the link of a page, so its contact works."""
    asked = select(Contact).join(Page, Page.contact_id == Contact.id).where(Page.id == page)
    with store.write() as session:
        row = session.scalars(asked).first()
        if row is not None:
            proven(session, row, store.now())


def proven(session: Session, row: Contact, now: datetime) -> None:
    """Past the version: nobody's edit of the person is in conflict with it."""
    session.execute(
        update(Contact).where(Contact.id == row.id).values(proven_at=now),
        execution_options={"synchronize_session": False},
    )
    touch(session, "contact", row.id)


def _tell(session: Session, row: Contact, now: datetime, key: str) -> bool:
    person = session.get_one(Person, row.person_id)
    voice, name = voice_in(session), person.full_name or person.name
    subject = voice.say("Watchbill contact test")
    way = voice.say("Pages for %1 will come this way (%2).", name, row.name)
    body = f"{way} {voice.say('Nothing is wrong; please say that this arrived.')}"
    return tell(session, person.id, NoticeKind.TEST, subject, body, now, key=key, contact_id=row.id)


def _due(person: Person, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(person.time_zone))
    return local.weekday() == WEEKDAY and HOUR <= local.hour < UNTIL


def _week(row: Contact, person: Person, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(person.time_zone)) - timedelta(days=WEEKDAY)
    year, week, _ = local.isocalendar()
    return f"test {row.id} week {year}-{week}"
