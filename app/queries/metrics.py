"""What the figures are reckoned from: the incidents of a window, their pages, and the impact on
each service. Only the columns that are needed, as numbers, so that many rows cost little."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.cases import UNKNOWN, Cases
from app.domain.metrics import Metrics, metrics
from app.domain.uptime import Level, level
from app.domain.window import Window
from app.queries.ledger import Ledger, micros, number_of, raw, read
from app.store import Store
from models.incident import Affected, Incident
from models.kinds import PageState, Severity, Stage
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
    categories: frozenset[str] = frozenset()


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
        cases = chosen(read(session, asked.window, store.database.lite), asked)
        pages = _pages(session, asked)
        levels = levels_of(session, asked, now, store.database.lite)
    return Found(asked, now, metrics(cases, micros(now), asked.where), pages, levels)


def chosen(of: Ledger, asked: Asked) -> Cases:
    """The incidents asked for, drills and all."""
    kinds = of.kinds(asked.severities, asked.categories)
    return of.cases.at(kinds & of.concerning(asked.services, asked.teams))


def _pages(session: Session, asked: Asked) -> Pages:
    silent = func.count().filter(Incident.acknowledged_at.is_(None))
    found = (
        select(func.count(), silent)
        .select_from(Page)
        .join(Incident, Incident.id == Page.incident_id)
        .where(Page.state.in_(WENT_OUT), *_counted(), *_created(asked), *_wanted(asked))
    )
    return Pages(*session.execute(found).one())


def levels_of(session: Session, asked: Asked, now: datetime, lite: bool) -> tuple[Level, ...]:
    """Of each service in use, by name."""
    over = micros(asked.window.start), micros(asked.window.end)
    rows = np.array(raw(session, _impacts(asked, now, lite)), dtype=np.int64).reshape(-1, 3)
    known = rows[:, 1] != UNKNOWN
    rows[rows[:, 2] == UNKNOWN, 2] = micros(now)
    levels = []
    for ident, name, slo in session.execute(_services(asked)):
        own = rows[:, 0] == ident
        spans, unknown = rows[own & known, 1:], int(np.count_nonzero(own & ~known))
        levels.append(level(name, slo, spans, over, micros(now), unknown))
    return tuple(levels)


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
    times = [func.coalesce(number_of(each, lite), UNKNOWN) for each in (begin, end)]
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
