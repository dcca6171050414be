"""What the public status page shows, and nothing else: never a private incident, never an exercise,
never a name of ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.language import Language
from app.domain.status import DAYS, STAGES, Day, days, overall, uptime
from app.domain.workspace import PageSpec
from app.errors import Refused
from app.operations.status_sender import has_sender
from app.operations.status_version import version
from app.queries.component import components_in, history
from app.queries.language import language_in
from app.queries.status_spec import page_zone
from app.queries.status_view import Scope, every, scope
from app.store import Store
from models.incident import Incident
from models.kinds_status import ComponentState
from models.status import (
    Component,
    ComponentSpan,
    Maintenance,
    PublicIncident,
    StatusUpdate,
    StatusView,
)

RECENT = timedelta(days=15)  # of past incidents on the page itself
A_PAGE = 50  # past incidents


@dataclass(frozen=True, slots=True)
class Line:
    """One component with its bars."""

    id: int
    name: str
    group: str
    description: str
    state: ComponentState
    bars: tuple[Day, ...]
    uptime: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """One update."""

    id: int
    at: datetime
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident as the outside knows it; updates newest first."""

    slug: str
    title: str
    state: ComponentState
    stage: str
    began_at: datetime
    changed_at: datetime
    resolved_at: datetime | None
    components: tuple[tuple[int, str], ...]
    updates: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Planned work."""

    slug: str
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    components: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page as it stands at `now`; `until` is when time alone makes it another. `root` is
    where it is, `ident` which one (None: the first), `word` what is stored of its password; `views`
    are the names of further pages that can be seen."""

    version: int
    now: datetime
    until: datetime
    page: PageSpec
    indicator: str
    words: str
    lines: tuple[Line, ...]
    open: tuple[Shown, ...]
    past: tuple[Shown, ...]
    under_way: tuple[Work, ...]
    planned: tuple[Work, ...]
    more: int
    mail: bool
    root: str = "/status"
    ident: int | None = None
    word: str = ""
    views: frozenset[str] = frozenset()
    language: Language = Language.ENGLISH


def stamp_of(store: Store) -> int:
    """The number of what is shown."""
    with store.read() as session:
        return version(session)


def board(store: Store, name: str = "") -> Board:
    """The page: every open incident, and what ended lately. Raises Refused where no page of this
    name can be seen."""
    with store.read() as session:
        number = version(session)  # first: what changes while we look makes this old, never wrong
        now, seen = store.now(), _scope(session, name)
        page = seen.page
        lines = _lines(session, seen, now)
        names = {each.id: each.name for each in lines}
        works = _works(session, seen, names, now)
        recent = _visible(seen).where(PublicIncident.resolved_at > now - RECENT)
        ever = _visible(seen).where(PublicIncident.resolved_at.is_not(None))
        live = _visible(seen).where(PublicIncident.resolved_at.is_(None))
        past = _incidents(session, recent, names)
        indicator, words = overall(each.state for each in lines)
        return Board(
            version=number,
            now=now,
            until=_until(works, now),
            page=page,
            indicator=indicator,
            words=words,
            lines=lines,
            open=_incidents(session, live, names),
            past=past,
            under_way=tuple(each for each in works if each.starts_at <= now),
            planned=tuple(each for each in works if each.starts_at > now),
            more=max(0, _count(session, ever) - len(past)),
            mail=has_sender(session),
            root=seen.root,
            ident=seen.ident,
            word=seen.word,
            views=frozenset(session.scalars(select(StatusView.name).where(StatusView.on))),
            language=language_in(session),
        )


def every_line(store: Store) -> tuple[Line, ...]:
    """Every component, whichever page shows it."""
    with store.read() as session:
        return _lines(session, every(session), store.now())


def older(store: Store, number: int, name: str = "") -> tuple[tuple[Shown, ...], int]:
    """One page (from 1) of everything that has ended, and how many pages there are."""
    with store.read() as session:
        seen = _scope(session, name)
        ever = _visible(seen).where(PublicIncident.resolved_at.is_not(None))
        pages = -(-_count(session, ever) // A_PAGE)
        names = _names(session, seen)
        part = ever.offset((number - 1) * A_PAGE).limit(A_PAGE)
        return _incidents(session, part, names), max(1, pages)


def one(store: Store, slug: str, name: str = "") -> Shown | None:
    """One incident by its public name, if this page shows it."""
    with store.read() as session:
        seen = _scope(session, name)
        asked = _visible(seen).where(PublicIncident.slug == slug)
        found = _incidents(session, asked, _names(session, seen))
        return found[0] if found else None


def _scope(session: Session, name: str) -> Scope:
    found = scope(session, name)
    if found is None:
        raise Refused(f"There is no status page called {name!r} that can be seen.")
    return found


def _names(session: Session, seen: Scope) -> dict[int, str]:
    rows = session.execute(select(Component.id, Component.name)).all()
    return {ident: name for ident, name in rows if ident in seen.shown}


def _visible(seen: Scope) -> Select[PublicIncident]:
    """Looked at once more where it is shown, whatever was written."""
    return (
        select(PublicIncident)
        .join(Incident, Incident.id == PublicIncident.incident_id)
        .where(Incident.private.is_(False), Incident.drill.is_(False), seen.wanted())
        .order_by(PublicIncident.began_at.desc(), PublicIncident.incident_id.desc())
    )


def _count(session: Session, asked: Select[PublicIncident]) -> int:
    return session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0


def _lines(session: Session, seen: Scope, now: datetime) -> tuple[Line, ...]:
    zone = page_zone(seen.page)
    past = history(session, now - timedelta(days=DAYS + 1), now)
    born = dict(session.execute(select(Component.id, Component.created_at)).all())
    found = []
    for row in components_in(session, now):
        if row.id not in seen.shown:
            continue
        bars = days(past.get(row.id, []), now, zone, born[row.id])
        found.append(
            Line(row.id, row.name, row.group, row.description, row.state, tuple(bars),
                 uptime(bars), born[row.id])
        )  # fmt: skip
    return tuple(found)


def _incidents(
    session: Session, asked: Select[PublicIncident], names: dict[int, str]
) -> tuple[Shown, ...]:
    rows = session.scalars(asked).all()
    numbers = [row.incident_id for row in rows]
    news = _news(session, numbers)
    harmed = _harmed(session, numbers, names)
    return tuple(
        Shown(
            slug=row.slug,
            title=row.title,
            state=row.state,
            stage=news[row.incident_id][0].stage if row.incident_id in news else "Investigating",
            began_at=row.began_at,
            changed_at=row.changed_at,
            resolved_at=row.resolved_at,
            components=harmed.get(row.incident_id, ()),
            updates=tuple(news.get(row.incident_id, ())),
        )
        for row in rows
    )


def _news(session: Session, numbers: Sequence[int]) -> dict[int, list[News]]:
    found: dict[int, list[News]] = {}
    asked = select(StatusUpdate).where(
        StatusUpdate.incident_id.in_(numbers), StatusUpdate.public.is_(True)
    )
    for row in session.scalars(asked.order_by(StatusUpdate.at.desc(), StatusUpdate.id.desc())):
        said = News(row.id, row.at, STAGES[row.stage], row.text)
        found.setdefault(row.incident_id, []).append(said)
    return found


def _harmed(
    session: Session, numbers: Sequence[int], names: dict[int, str]
) -> dict[int, tuple[tuple[int, str], ...]]:
    asked = (
        select(ComponentSpan.incident_id, ComponentSpan.component_id)
        .where(ComponentSpan.incident_id.in_(numbers))
        .distinct()
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for number, ident in session.execute(asked):
        if number is not None and ident in names:
            found.setdefault(number, []).append((ident, names[ident]))
    return {number: tuple(sorted(each)) for number, each in found.items()}


def _works(session: Session, seen: Scope, names: dict[int, str], now: datetime) -> tuple[Work, ...]:
    asked = select(Maintenance).where(Maintenance.ends_at > now).order_by(Maintenance.starts_at)
    return tuple(
        Work(
            row.slug, row.title, row.text, row.starts_at, row.ends_at,
            tuple((each, names[each]) for each in row.components if each in names),
        )
        for row in session.scalars(asked) if seen.shows(row.components)
    )  # fmt: skip


def _until(works: Iterable[Work], now: datetime) -> datetime:
    """Bars grow by the minute; maintenance begins and ends on its own."""
    edges = [at for each in works for at in (each.starts_at, each.ends_at) if at > now]
    return min([now + timedelta(minutes=1), *edges])
