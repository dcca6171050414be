"""What the figures are reckoned from: the incidents of a window, their pages, and the impact on
each service. Only the columns that are needed, as numbers, so that many rows cost little."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Select,
    String,
    and_,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.case import Case
from app.domain.metrics import Metrics, metrics
from app.domain.uptime import Level, Span, level
from app.domain.window import Window
from app.store import Store
from models.base import EPOCH, MICRO
from models.incident import Affected, Incident
from models.kinds import Category, PageState, Severity, Stage
from models.page import Page
from models.service import Service

WENT_OUT = (PageState.SENT, PageState.UNKNOWN)
Owner = aliased(Service)
LEFT_OUT = (Stage.DECLINED, Stage.MERGED)


@dataclass(frozen=True)
class Asked:
    """Which figures: of incidents **created in the window**. An empty set asks for nothing.
    `services` are ids; an incident belongs to its own service and to those it affected, as in the
    list of incidents. `teams` are ids, by the team that owns such a service now."""

    window: Window
    where: ZoneInfo
    services: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    severities: frozenset[Severity] = frozenset()
    categories: frozenset[Category] = frozenset()


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that went out for incidents that count; `unanswered`: for incidents that nobody ever
    acknowledged."""

    sent: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Found:
    """The figures, and what they were asked for; `levels` of each service in use, by name."""

    asked: Asked
    now: datetime
    metrics: Metrics
    pages: Pages
    levels: tuple[Level, ...]


def figures(store: Store, asked: Asked) -> Found:
    """All figures of a window, as they stand now. What an incident did after the window counts
    (its resolution, for instance), but impact on services only as far as it lies within, whenever
    its incident was created. Raises Unavailable."""
    now = store.now()
    with store.read() as session:
        cases = _cases(session, asked, store.database.lite)
        pages = _pages(session, asked)
        levels = _levels(session, asked, now, store.database.lite)
    return Found(asked, now, metrics(cases, micros(now), asked.where), pages, levels)


def micros(at: datetime) -> int:
    """Since 1970, UTC."""
    return (at - EPOCH) // MICRO


def _cases(session: Session, asked: Asked, lite: bool) -> list[Case]:
    clocks = (
        Incident.impact_started_at, Incident.detected_at, Incident.created_at,
        Incident.acknowledged_at, Incident.mitigated_at, Incident.resolved_at,
    )  # fmt: skip
    words = (Incident.stage, Incident.severity, Incident.category)
    found = (
        select(*(type_coerce(each, String) for each in words), Service.name, Incident.drill)
        .add_columns(Incident.alert_count, *(_micros(each, lite) for each in clocks))
        .outerjoin(Service, Service.id == Incident.service_id)
        .where(*_created(asked), *_wanted(asked))
    )
    return list(map(Case._make, session.connection().execute(found)))


def _pages(session: Session, asked: Asked) -> Pages:
    silent = func.count().filter(Incident.acknowledged_at.is_(None))
    found = (
        select(func.count(), silent)
        .select_from(Page)
        .join(Incident, Incident.id == Page.incident_id)
        .where(Page.state.in_(WENT_OUT), *_counted(), *_created(asked), *_wanted(asked))
    )
    return Pages(*session.execute(found).one())


def _levels(session: Session, asked: Asked, now: datetime, lite: bool) -> tuple[Level, ...]:
    spans: dict[int, list[Span]] = {}
    unknown: dict[int, int] = {}
    over = micros(asked.window.start), micros(asked.window.end)
    for service, start, end in session.connection().execute(_impacts(asked, now, lite)):
        if start is None:
            unknown[service] = unknown.get(service, 0) + 1
        else:
            spans.setdefault(service, []).append((start, micros(now) if end is None else end))
    return tuple(
        level(name, slo, spans.get(ident, ()), over, micros(now), unknown.get(ident, 0))
        for ident, name, slo in session.execute(_services(asked))
    )


def _services(asked: Asked) -> Select[int, str, float | None]:
    chosen = [Service.id.in_(sorted(asked.services))] if asked.services else []
    chosen += [Service.team_id.in_(sorted(asked.teams))] if asked.teams else []
    found = select(Service.id, Service.name, Service.slo)
    return found.where(Service.active, *chosen).order_by(Service.name)


def _impacts(asked: Asked, now: datetime, lite: bool) -> Any:
    """Of incidents whose impact touches the window, and those created in it that do not say when
    theirs began; once for each service concerned."""
    begin, end = Incident.impact_started_at, func.coalesce(
        Incident.mitigated_at, Incident.resolved_at
    )  # fmt: skip
    touches = and_(begin < min(asked.window.end, now), or_(end.is_(None), end > asked.window.start))
    which = [or_(touches, and_(begin.is_(None), *_created(asked))), *_counted(), *_kinds(asked)]
    times = _micros(begin, lite), _micros(end, lite)
    own = select(Incident.service_id, Incident.id, *times)
    own = own.where(Incident.service_id.is_not(None), *which)
    others = select(Affected.service_id, Incident.id, *times)
    others = others.join(Incident, Incident.id == Affected.incident_id).where(*which)
    others = others.where(Affected.service_id.is_distinct_from(Incident.service_id))
    both = own.union_all(others).subquery()
    return select(both.c[0], both.c[2], both.c[3])


def _created(asked: Asked) -> list[ColumnElement[bool]]:
    window = asked.window
    return [Incident.created_at >= window.start, Incident.created_at < window.end]


def _counted() -> list[ColumnElement[bool]]:
    return [~Incident.drill, Incident.stage.not_in(LEFT_OUT)]


def _kinds(asked: Asked) -> list[ColumnElement[bool]]:
    said: list[ColumnElement[bool]] = []
    if asked.severities:
        said.append(Incident.severity.in_(sorted(asked.severities)))
    if asked.categories:
        said.append(Incident.category.in_(sorted(asked.categories)))
    return said


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    said = _kinds(asked)
    for column, idents in ((Owner.id, asked.services), (Owner.team_id, asked.teams)):
        if idents:
            said.append(_touches(column, idents))
    return said


def _touches(column: InstrumentedAttribute[Any], idents: frozenset[int]) -> ColumnElement[bool]:
    chosen = select(Owner.id).where(column.in_(sorted(idents)))
    affected = select(Affected.incident_id).where(Affected.service_id.in_(chosen))
    return or_(Incident.service_id.in_(chosen), Incident.id.in_(affected))


def _micros(at: Any, lite: bool) -> ColumnElement[int | None]:
    """The instant as the number that SQLite keeps anyway; a double holds microseconds since 1970
    exactly enough to be rounded for a century to come."""
    if lite:
        return type_coerce(at, BigInteger)
    return cast(func.date_part("epoch", at, type_=Float(53)) * 1_000_000, BigInteger)
