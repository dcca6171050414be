"""Calendar subscriptions: who has which, and what a calendar is shown."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.calendars.write import FORM, Event
from app.domain.window import Window
from app.queries.spec import unsealed
from app.store import Store
from app.vault import FEED, Vault, digest
from app.version import VERSION
from models.feed import Feed, FeedEvent, FeedMemory
from models.kinds import FeedKind
from models.people import Membership, Person, Team
from models.rota import Schedule

DAY = timedelta(days=1)
COLUMNS = {"start": "start_at", "end": "end_at", "person": "handle"}  # of Event's fields
AHEAD, BACK = 6, 1  # months, until somebody chooses


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed for who may see its address. `token` is None where the key that opens it is not on
    this machine; `ahead` and `back` are months."""

    id: int
    kind: FeedKind
    name: str
    token: str | None
    ahead: int
    back: int
    reminders: tuple[timedelta, ...]
    rotated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about: the schedules it looks at, and whose shifts (None: everybody's)."""

    feed: int
    version: int
    title: str
    personal: bool
    schedules: tuple[int, ...]
    people: tuple[int, ...] | None
    window: Window
    reminders: tuple[timedelta, ...]
    changed_at: datetime


def subscriptions(store: Store, owner_id: int | None = None) -> list[Subscription]:
    """All feeds of an owner, or all there are; those of who left not among them."""
    asked = select(Feed).order_by(Feed.kind, Feed.id)
    if owner_id is not None:
        asked = asked.where(Feed.owner_id == owner_id)
    with store.read() as session:
        rows = session.scalars(asked).all()
        found = ((row, title_of(session, row)) for row in rows)
        return [subscription(row, title[0], store.vault) for row, title in found if title]


def subscription(row: Feed, name: str, vault: Vault) -> Subscription:
    """A feed as its owner sees it."""
    return Subscription(
        row.id,
        row.kind,
        name,
        unsealed(row.token, FEED, vault),
        row.ahead,
        row.back,
        tuple(timedelta(seconds=each) for each in row.reminders),
        row.rotated_at,
    )


def subject(session: Session, token: str, now: datetime) -> Subject | None:
    """The feed behind a token; None when there is none, or whoever it is about is gone."""
    row = session.scalar(select(Feed).where(Feed.token_hash == digest(token)))
    named = title_of(session, row) if row is not None else None
    if row is None or named is None:
        return None
    schedules, people = _shown(session, row)
    return Subject(
        feed=row.id,
        version=row.version,
        title=named[1],
        personal=row.kind is FeedKind.PERSON,
        schedules=tuple(schedules),
        people=people,
        window=horizon(now, row.ahead, row.back),
        reminders=tuple(timedelta(seconds=each) for each in row.reminders),
        changed_at=row.changed_at,
    )


def title_of(session: Session, row: Feed) -> tuple[str, str] | None:
    """Handle and title of what a feed is about; None when that, or the feed's owner, is gone."""
    if row.owner_id is not None and not session.get_one(Person, row.owner_id).active:
        return None
    if row.person_id is not None:
        person = session.get_one(Person, row.person_id)
        title = f"On call: {person.full_name or person.name}"
        return (person.name, title) if person.active else None
    if row.schedule_id is not None:
        schedule = session.get_one(Schedule, row.schedule_id)
        return (schedule.name, f"On call: {schedule.name}") if schedule.active else None
    team = session.get_one(Team, row.team_id)
    return team.name, f"On call: {team.name}"


def horizon(now: datetime, ahead: int, back: int) -> Window:
    """From so many months ago to so many ahead, whole days of UTC: what a feed shows stays the same
    for a day."""
    return Window(_months(now, -back), _months(now, ahead) + DAY)


def stale(session: Session, schedules: Sequence[int], needed: Window) -> list[int]:
    """The schedules whose remembered events are not those of the rules as they are stored now."""
    wanted = stamps(session, schedules)
    kept = {
        row.schedule_id: row
        for row in session.scalars(select(FeedMemory).where(FeedMemory.schedule_id.in_(schedules)))
    }
    return [each for each in schedules if not _current(kept.get(each), wanted.get(each), needed)]


def stamps(session: Session, schedules: Sequence[int]) -> dict[int, str]:
    """What the events of each schedule depend on, as a short text: its version, and everybody's
    names."""
    people = select(func.count(), func.sum(Person.version), func.max(Person.id))
    crowd = session.execute(people).one()
    versions = select(Schedule.id, Schedule.version).where(Schedule.id.in_(schedules))
    return {
        ident: f"{FORM}.{version}.{'.'.join(str(each or 0) for each in crowd)}"
        for ident, version in session.execute(versions)
    }


def needed(session: Session, now: datetime) -> Window:
    """As far as any feed looks, to whole months, so that it seldom moves."""
    most = select(func.max(Feed.ahead), func.max(Feed.back))
    ahead, back = session.execute(most).one()
    wide = horizon(now, max(ahead or 0, AHEAD), max(back or 0, BACK))
    begin = wide.start.replace(day=1)
    return Window(begin, _months(wide.end.replace(day=1), 1))


def events(session: Session, of: Subject) -> list[Event]:
    """The shifts of a feed's window, whole, by time."""
    found = remembered(of.schedules, of.window)
    if of.people is not None:
        found = found.where(FeedEvent.person_id.in_(of.people))
    if not of.personal:
        found = found.where(FeedEvent.shadow.is_(False))
    return [Event(*row) for row in session.execute(found)]


def remembered(schedules: Sequence[int], window: Window) -> Select[Any]:
    """Asks for the shifts that touch a window as values of `Event`, by time."""
    return (
        select(*(getattr(FeedEvent, COLUMNS.get(each.name, each.name)) for each in fields(Event)))
        .where(FeedEvent.schedule_id.in_(schedules), FeedEvent.gone.is_(False))
        .where(FeedEvent.end_at > window.start, FeedEvent.start_at < window.end)
        .order_by(FeedEvent.start_at, FeedEvent.schedule, FeedEvent.handle, FeedEvent.uid)
    )


def changed_at(session: Session, of: Subject, now: datetime) -> datetime:
    """When what a feed shows was last another: a change, or the day that its window moved."""
    latest = select(func.max(FeedMemory.changed_at)).where(FeedMemory.schedule_id.in_(of.schedules))
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(today, of.changed_at, session.scalar(latest) or today)


def tag(of: Subject, shown: Sequence[Event]) -> str:
    """A strong entity tag: the same for the same bytes, another for others."""
    facts = [f"{FORM} {VERSION} {of.feed} {of.version} {of.title}"]
    facts += [f"{each.uid} {each.sequence} {each.modified_at.timestamp()}" for each in shown]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]


def _shown(session: Session, row: Feed) -> tuple[list[int], tuple[int, ...] | None]:
    """Schedules and people. A team's are the schedules that are its own; one without any is shown
    what its people do elsewhere."""
    active = select(Schedule.id).where(Schedule.active).order_by(Schedule.id)
    if row.kind is FeedKind.SCHEDULE:
        return [row.schedule_id or 0], None
    if row.kind is FeedKind.PERSON:
        return list(session.scalars(active)), (row.person_id or 0,)
    own = list(session.scalars(active.where(Schedule.team_id == row.team_id)))
    if own:
        return own, None
    members = select(Membership.person_id).where(Membership.team_id == row.team_id)
    return list(session.scalars(active)), tuple(session.scalars(members))


def _current(kept: FeedMemory | None, wanted: str | None, needed: Window) -> bool:
    return (
        kept is not None
        and kept.stamp == wanted
        and kept.from_at <= needed.start
        and kept.until_at >= needed.end
    )


def _months(at: datetime, by: int) -> datetime:
    """The day so many months away, its midnight in UTC; the month's last where it is missing."""
    day = at.astimezone(UTC).date()
    count = day.year * 12 + day.month - 1 + by
    first = datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)
    following = datetime((count + 1) // 12, (count + 1) % 12 + 1, 1, tzinfo=UTC)
    return min(first + (day.day - 1) * DAY, following - DAY)
