"""Colleagues who stand in for each other: now and then somebody takes a weekend of somebody else's,
so that the record is not what the rules alone would give."""

import random
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.clockwork import Play
from app.demo.plot import HOME
from app.domain.workspace import OverrideSpec
from app.operations.rota import add_override
from app.queries.rota import who_is_on_call
from models.kinds import OverrideKind
from models.people import Person, TimeOff
from models.rota import Override, Schedule

SCHEDULE = "primary"
TAKERS = ("ana", "ben", "cy", "dan", "eva")
REASONS = ("a wedding", "moving house", "concert tickets", "the children are ill", "a long weekend")
EVERY = timedelta(weeks=5)
LAST = timedelta(days=2)  # before the end, so that one cover is still to come or under way


def plan(play: Play, start: datetime) -> None:
    """Sows them over the years."""
    chance = random.Random(f"{play.seed} covers")
    at = start + EVERY
    while at < play.until - EVERY:
        play.at(at + timedelta(hours=chance.randrange(48)), partial(_cover, play, chance))
        at += EVERY
    play.at(play.until - LAST, partial(_cover, play, chance))


def _cover(play: Play, chance: random.Random) -> None:
    """The next whole weekend of whoever would have it goes to a colleague."""
    begin, end = weekend(play.now)
    with play.store.read() as session:
        ident = session.scalars(select(Schedule.id).where(Schedule.name == SCHEDULE)).one()
        found = who_is_on_call(session, ident, begin, play.now)
        changed = _changed(session, ident, begin, end)
        away = _away(session, begin, end)
    names = [play.cast.named(who) for who in found]
    free = [name for name in TAKERS if name not in names and name not in away]
    if not names or not free or changed:
        return
    taker = chance.choice(free)
    override = OverrideSpec(
        OverrideKind.REPLACE, begin, end, (taker,), (names[0],), chance.choice(REASONS)
    )
    add_override(play.store, ident, override, play.cast.actor(taker))


def _changed(session: Session, schedule: int, begin: datetime, end: datetime) -> bool:
    """Whether somebody stands in already: nobody covers a cover."""
    meets = (Override.schedule_id == schedule, Override.start_at < end, Override.end_at > begin)
    return session.scalars(select(Override.id).where(*meets)).first() is not None


def _away(session: Session, begin: datetime, end: datetime) -> set[str]:
    """Who has time off in it; zones hardly matter for days."""
    first, last = (at.astimezone(HOME).replace(tzinfo=None) for at in (begin, end))
    asked = select(Person.name).join(TimeOff, TimeOff.person_id == Person.id)
    return set(session.scalars(asked.where(TimeOff.start < last, TimeOff.end > first)))


def weekend(now: datetime) -> tuple[datetime, datetime]:
    """From Saturday 09:00 to Sunday 21:00 in Madrid; the one that begins next."""
    today = now.astimezone(HOME).date()
    days = timedelta(days=(5 - today.weekday()) % 7 or 7)
    begin = datetime.combine(today + days, time(9), HOME)
    end = datetime.combine(today + days + timedelta(days=1), time(21), HOME)
    return begin.astimezone(now.tzinfo), end.astimezone(now.tzinfo)
