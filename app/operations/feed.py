"""Calendar subscriptions: made, changed, given another address, and fetched."""

import contextlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.calendars.write import Event, written
from app.domain.actor import Actor
from app.domain.problem import hint, shown
from app.errors import Refused
from app.operations import audit
from app.operations.feed_memory import remember
from app.queries import feed as queries
from app.queries.feed import AHEAD, BACK, Subject, Subscription
from app.store import Store, setting
from app.vault import FEED, digest
from models.feed import Feed
from models.kinds import FeedKind
from models.ledger import Setting
from models.people import Person, Team
from models.rota import Schedule

TOKEN_BYTES = 24  # 32 characters
MOST_AHEAD, MOST_BACK, MOST_REMINDERS = 24, 12, 5
EARLIEST_REMINDER = timedelta(days=28)
SERVED = "served"  # the setting that says at which address an engine was last reached
KINDS: dict[FeedKind, type[Person | Schedule | Team]] = {
    FeedKind.PERSON: Person,
    FeedKind.SCHEDULE: Schedule,
    FeedKind.TEAM: Team,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chooses of a feed; None leaves it as it is."""

    ahead: int | None = None
    back: int | None = None
    reminders: tuple[timedelta, ...] | None = None
    rotate: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar as it is now; `body` writes it, which is not needed for who has it already."""

    title: str
    tag: str
    changed_at: datetime
    body: Callable[[], bytes]


def subscribe(
    store: Store, kind: FeedKind, name: str, by: Actor, wish: Wish | None = None
) -> Subscription:
    """The feed of whoever acts (a person's own feed is the person's, whoever asks); made when it is
    not there yet, changed as wished. Raises Refused."""
    chosen = _checked(wish or Wish())
    with store.write() as session:
        audit.hold(session)
        subject = _subject(session, kind, name)
        owner = subject if kind is FeedKind.PERSON else by.person
        key = f"{kind}:{subject}:{owner or 0}"
        row = session.scalar(select(Feed).where(Feed.key == key))
        now = store.now()
        if row is None:
            row = _made(store, key, kind, subject, owner, now)
            session.add(row)
            audit.record(session, by, "feed added", f"{kind} {name}", now)
        elif chosen.rotate:
            _seal(store, row)
            row.rotated_at = now
            audit.record(session, by, "feed rotated", f"{kind} {name}", now)
        _wish(row, chosen, now)
        session.flush()
        return queries.subscription(row, name, store.vault)


def unsubscribe(store: Store, ident: int, by: Actor) -> None:
    """Ends a feed: its address is unknown from now on."""
    with store.write() as session:
        row = session.get(Feed, ident)
        if row is not None:
            named = queries.title_of(session, row)
            audit.record(
                session, by, "feed removed", f"{row.kind} {named[0] if named else ''}", store.now()
            )
            session.delete(row)


def fetched(store: Store, token: str) -> Fetched | None:
    """What a calendar program is answered; None for an address that is not known (any more). Looks
    only, unless the rules changed since the last time."""
    found, late = _look(store, token)
    if late:
        remember(store, late)
        found, _ = _look(store, token, wait=False)
    if found is None:
        return None
    subject, shown_, changed_at = found
    body = partial(
        written,
        subject.title,
        shown_,
        personal=subject.personal,
        reminders=subject.reminders,
        changed_at=subject.changed_at,
    )
    return Fetched(subject.title, queries.tag(subject, shown_), changed_at, body)


def announce(store: Store, url: str) -> None:
    """Writes down the address of an engine that answers, for who shows a feed's. One that only its
    own machine reaches takes no other's place."""
    with store.read() as session:
        known = str(setting(session, SERVED).get("url", ""))
    if known != url and (not known or is_local(known) or not is_local(url)):
        with contextlib.suppress(IntegrityError), store.write() as session:  # another's is as good
            session.merge(Setting(name=SERVED, value={"url": url}))


def address(store: Store, url: str, token: str) -> str:
    """The address of a feed: at `url`, or at the engine that answered last."""
    return f"{served(store, url)}/feeds/{token}.ics"


def served(store: Store, url: str = "") -> str:
    """Where an engine answers: at `url`, or where one was reached last."""
    with store.read() as session:
        base = url or str(setting(session, SERVED).get("url", "")) or "http://127.0.0.1:8420"
    return base.rstrip("/")


def is_local(address: str) -> bool:
    """Whether only this machine reaches it."""
    return address.partition("://")[2].startswith(("127.", "0.0.0.0", "localhost", "[::1]"))


def webcal(address: str) -> str:
    """The same for the program that keeps calendars on this machine."""
    return f"webcal://{address.partition('://')[2]}"


Look = tuple[Subject, list[Event], datetime]


def _look(store: Store, token: str, *, wait: bool = True) -> tuple[Look | None, list[int]]:
    """The feed, or the schedules that have to be remembered first. Who does not `wait` is shown
    what is remembered, should it be another again by now: the next poll sees that."""
    now = store.now()
    with store.read() as session:
        subject = queries.subject(session, token, now)
        if subject is None:
            return None, []
        late = queries.stale(session, subject.schedules, queries.needed(session, now))
        if late and wait:
            return None, late
        changed_at = queries.changed_at(session, subject, now)
        return (subject, queries.events(session, subject), changed_at), []


def _subject(session: Session, kind: FeedKind, name: str) -> int:
    table = KINDS[kind]
    active = [] if table is Team else [table.active]  # type: ignore[union-attr]
    known: dict[str, int] = dict(session.execute(select(table.name, table.id).where(*active)).all())
    if name not in known:
        raise Refused(f"There is no {kind} called {shown(name)}{hint(name, known)}", str(kind))
    return known[name]


def _made(
    store: Store, key: str, kind: FeedKind, subject: int, owner: int | None, now: datetime
) -> Feed:
    row = Feed(key=key, kind=kind, owner_id=owner, ahead=AHEAD, back=BACK, reminders=[])
    setattr(row, f"{kind}_id", subject)
    row.created_at = row.changed_at = now
    _seal(store, row)
    return row


def _seal(store: Store, row: Feed) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row.token, row.token_hash = store.vault.seal(token, FEED), digest(token)


def _wish(row: Feed, wish: Wish, now: datetime) -> None:
    row.ahead = row.ahead if wish.ahead is None else wish.ahead
    row.back = row.back if wish.back is None else wish.back
    if wish.reminders is not None:
        seconds = [int(each.total_seconds()) for each in wish.reminders]
        if seconds != row.reminders:
            row.reminders, row.changed_at = seconds, now


def _checked(wish: Wish) -> Wish:
    _within(wish.ahead, MOST_AHEAD, "ahead")
    _within(wish.back, MOST_BACK, "back")
    if wish.reminders is None:
        return wish
    reminders = tuple(sorted(set(wish.reminders)))
    _remindable(reminders)
    return Wish(wish.ahead, wish.back, reminders, wish.rotate)


def _within(months: int | None, most: int, field: str) -> None:
    if months is not None and not 1 <= months <= most:
        raise Refused(f"{months} months {field} is out of range; expected 1 to {most}.", field)


def _remindable(reminders: Iterable[timedelta]) -> None:
    listed = list(reminders)
    if len(listed) > MOST_REMINDERS:
        raise Refused(f"Expected at most {MOST_REMINDERS} reminders.", "remind")
    if any(not timedelta() <= each <= EARLIEST_REMINDER for each in listed):
        raise Refused("A reminder comes at most 28 days before the shift.", "remind")
