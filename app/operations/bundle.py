"""Which pages leave, and together with which: at most one message a minute by one contact, so that
a storm is read and not only heard. The first never waits; what comes within the minute goes with
whatever else has come by its end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.operations.claim import due, used
from app.operations.page import call_off
from app.store import setting
from models.incident import Incident
from models.kinds import PageState, Urgency
from models.page import Page
from models.people import Contact
from models.policy import Channel

PACE = timedelta(seconds=60)  # between two messages by one contact
SETTING = "pace"  # of the team: {"seconds": 60}; 0 sends each page by itself
MOST = 2000  # pages at once
NEWER = "A newer page by the same contact was due as well; it was sent instead."

Way = tuple[int, int, int]  # contact, channel; where both are gone, the page by itself


@dataclass(frozen=True, slots=True)
class Line:
    """The pages that leave by one contact at once, the gravest first, with their incidents."""

    pages: Sequence[Page]
    incidents: Sequence[Incident]


@dataclass(frozen=True, slots=True)
class Last:
    """The last message by a contact: when, and about which incident if it was one."""

    at: datetime | None = None
    incident: int | None = None


def lines(session: Session, ready: datetime, now: datetime, limit: int) -> list[Line]:
    """What is due, locked, by contacts at which nothing left within the minute: at most so many
    messages. The others are held back until that minute is over."""
    pages, pace = _newest(_due(session, ready)), paced(session)
    if not pace:
        return [_line(session, [page]) for page in pages[:limit]]
    ways = _ways(pages)
    free = _free(session, ways, now, pace, limit)
    return [_line(session, ways[way]) for way in free]


def _free(
    session: Session, ways: dict[Way, list[Page]], now: datetime, pace: timedelta, limit: int
) -> list[Way]:
    """Those that may be used at once; what belongs to the others is held back. A level that is
    notified again within the minute is no storm: what was told last may be told again."""
    free: list[Way] = []
    for way, last in _last(session, ways).items():
        about = {page.incident_id for page in ways[way]}
        rested = last.at is None or last.at + pace <= now
        if last.at is not None and not rested and about != {last.incident}:
            _hold(ways[way], last.at + pace)
        elif len(free) < limit:
            free.append(way)
            if rested:
                used(session, way[0], way[1], now, min(about) if len(about) == 1 else None)
    return free


def paced(session: Session) -> timedelta:
    """How long a contact is left in peace after a message; none: each page goes by itself."""
    said = setting(session, SETTING).get("seconds")
    return timedelta(seconds=said) if isinstance(said, int | float) else PACE


def _due(session: Session, ready: datetime) -> Sequence[Page]:
    asked = (
        select(Page)
        .where(due(Page, ready))
        .order_by(Page.due_at, Page.id)
        .limit(MOST)
        .with_for_update(key_share=True, skip_locked=True)
    )
    return session.scalars(asked).all()


def _newest(pages: Sequence[Page]) -> list[Page]:
    """One page for each contact of an incident: of several that are due (the program slept), only
    the newest leaves."""
    newest = {(page.incident_id, page.person_id, page.contact): page for page in pages}
    kept = {page.id for page in newest.values()}
    for page in pages:
        if page.id not in kept:
            call_off(page, NEWER)
    return list(newest.values())


def _ways(pages: Iterable[Page]) -> dict[Way, list[Page]]:
    """By contact, in the order in which the first of each was due."""
    found: defaultdict[Way, list[Page]] = defaultdict(list)
    for page in pages:
        contact, channel = page.contact_id or 0, page.channel_id or 0
        found[contact, channel, 0 if contact or channel else page.id].append(page)
    return found


def _last(session: Session, ways: Iterable[Way]) -> dict[Way, Last]:
    """What left last by each, which is now ours to decide: another engine that is at it keeps the
    row locked, and its contacts are missing here."""
    contacts = _locked(session, Contact, {way[0] for way in ways})
    channels = _locked(session, Channel, {way[1] for way in ways})
    found: dict[Way, Last] = {}
    for way in ways:
        contact, channel, alone = way
        last = Last() if alone else contacts.get(contact) or channels.get(channel)
        if last is not None:
            found[way] = last
    return found


def _locked(session: Session, table: type[Contact | Channel], idents: set[int]) -> dict[int, Last]:
    if not idents - {0}:
        return {}
    asked = (
        select(table.id, table.used_at, table.used_for)
        .where(table.id.in_(idents - {0}))
        .with_for_update(key_share=True, skip_locked=True)
    )
    return {ident: Last(at, incident) for ident, at, incident in session.execute(asked)}


def _hold(pages: Iterable[Page], until: datetime) -> None:
    for page in pages:
        if page.state is PageState.DUE:
            page.held_until = until
        else:
            page.retry_at = until


def _line(session: Session, pages: Sequence[Page]) -> Line:
    """What the message is about stands at its head."""
    asked = select(Incident).where(Incident.id.in_({page.incident_id for page in pages}))
    known = {row.id: row for row in session.scalars(asked)}

    def rank(page: Page) -> tuple[bool, str, datetime, int]:
        low = page.urgency is Urgency.LOW
        return low, known[page.incident_id].severity, page.due_at, page.id

    ordered = sorted(pages, key=rank)
    return Line(ordered, [known[page.incident_id] for page in ordered])
