"""What planning a schedule over a window needs, in one read: rules, record, people, time off,
public holidays, and what the same people do elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.board import Away, Board, Holiday, Member
from app.domain.moment import at_wall, zone
from app.domain.rota import Resolved, Shift
from app.domain.stitch import merged_shifts
from app.domain.window import Window
from app.domain.wish import Wish, understood
from app.queries.holiday import holidays_of, named_in
from app.queries.rota import final, schedules
from app.queries.spec import limits, schedule_spec
from app.store import Store
from models.people import Membership, Person, Team
from models.rota import Schedule

DAY = timedelta(days=1)


def board(store: Store, schedule_id: int, window: Window, language: str = "en") -> Board | None:
    """One schedule as it is planned; None when it is gone. Public holidays are named in a language
    such as `de` where that is known."""
    return next(iter(boards(store, window, (schedule_id,), language)), None)


def boards(
    store: Store, window: Window, only: Sequence[int] | None = None, language: str = "en"
) -> list[Board]:
    """Every schedule in use, or those of these ids, by name; as `board`."""
    now = store.now()
    with store.read() as session:
        found = schedules(session)
        chosen = [each for each in found if only is None or each.id in only]
        if not chosen:
            return []
        people = session.scalars(PEOPLE).all()
        finals = {each.id: final(session, each, window, now) for each in found}
        free = _holidays(session, chosen, window)
        named = {each.id: each.name for each in people}
        members = tuple(_members(session, people))
        away = tuple(_away(people, window))
        wishes = tuple(Wish(e.id, understood(said)) for e in people for said in e.wishes or ())
        return [
            Board(
                each.id,
                each.version,
                schedule_spec(each, named),
                window,
                now,
                members,
                final(session, each, _past(window, now), now),
                away,
                named_in(language, each.holidays, free.get(each.holidays or "", ())),
                limits=limits(each),
                elsewhere=_elsewhere(each, found, finals),
                wishes=wishes,
            )
            for each in chosen
        ]


def _past(window: Window, now: datetime) -> Window:
    return Window(window.start, min(max(now, window.start), window.end))


def _members(session: Session, people: Iterable[Person]) -> Iterator[Member]:
    teams = defaultdict[int, list[str]](list)
    for person, team in session.execute(TEAMS):
        teams[person].append(team)
    for each in people:
        yield _member(each, tuple(teams[each.id]))


def _member(row: Person, teams: tuple[str, ...]) -> Member:
    reachable = bool(row.contacts)
    return Member(
        row.id, row.name, row.full_name, row.colour, row.active, reachable, row.time_zone, teams
    )


def _away(people: Iterable[Person], window: Window) -> Iterable[Away]:
    """Time off that touches the window, by person and start."""
    for person in people:
        for off in person.time_off:
            where = zone(person.time_zone)
            span = Window(at_wall(off.start, where), at_wall(off.end, where))
            if span.meet(window):
                yield Away(person.id, span, off.reason)


def _holidays(
    session: Session, chosen: Iterable[Schedule], window: Window
) -> dict[str, tuple[Holiday, ...]]:
    """A day more on either side, for the schedule's zone."""
    days = (window.start - DAY).date(), (window.end + DAY).date()
    return dict(holidays_of(session, (each.holidays for each in chosen), *days))


def _elsewhere(
    this: Schedule, found: Iterable[Schedule], finals: dict[int, Resolved]
) -> tuple[Shift, ...]:
    """The shifts of all other schedules; the source is the schedule's name."""
    return merged_shifts(
        Shift(shift.start, shift.end, shift.person, other.name)
        for other in found
        if other is not this
        for shift in finals[other.id].shifts
    )


TEAMS = (
    select(Membership.person_id, Team.name)
    .join(Team, Team.id == Membership.team_id)
    .where(Membership.member)
    .order_by(Team.name)
)
PEOPLE = (
    select(Person)
    .order_by(Person.name)
    .options(selectinload(Person.contacts), selectinload(Person.time_off))
)
