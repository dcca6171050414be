"""The incidents of a window read as columns, once; every figure and every filter is reckoned from
these. Rows go past the mapper, for a hundred thousand of them are read while somebody waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    and_,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.domain.cases import CLOCKED, SEVERITIES, STAGES, UNKNOWN, Cases, Mask, Numbers
from app.domain.metrics import counting
from app.domain.uptime import NOTHING, Level, level
from app.domain.window import Window
from app.queries.asked import Asked
from app.store import Store
from models.base import EPOCH, MICRO
from models.incident import Affected, Incident
from models.problem import ProblemIncident
from models.service import Service
from models.status import Component, Maintenance

NOBODY: Numbers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Owned:
    """A service of the catalogue; `team` is an id."""

    id: int
    name: str
    team: int | None
    slo: float | None
    active: bool


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Incidents created in the window, and others whose impact reaches into it, by number;
    `pairs` has a row for each service an incident concerns: its number and the service's id;
    `planned` one for each stretch of maintenance: the service's id, begin and end."""

    window: Window
    cases: Cases
    pairs: Numbers
    services: tuple[Owned, ...]
    planned: Numbers

    def within(self, window: Window) -> Mask:
        """Which were created in a part of the window."""
        created = self.cases.created
        return (created >= micros(window.start)) & (created < micros(window.end))

    def chosen(self, asked: Asked) -> Cases:
        """The incidents asked for, drills and all."""
        return self.cases.at(self.within(asked.window) & self.fitting(asked))

    def fitting(self, asked: Asked) -> Mask:
        """Which are of the services, teams, severities and categories asked for."""
        fit = np.ones(len(self.cases), dtype=np.bool_)
        of_team = {each.id for each in self.services if each.team in asked.teams}
        for said, idents in ((asked.services, asked.services), (asked.teams, of_team)):
            if said:
                hit = self.pairs[np.isin(self.pairs[:, 1], sorted(idents)), 0]
                fit &= np.isin(self.cases.number, hit)
        if asked.severities:
            fit &= np.isin(self.cases.severity, [SEVERITIES.index(s) for s in asked.severities])
        if asked.categories:
            names = self.cases.categories
            known = [names.index(str(each)) for each in asked.categories if str(each) in names]
            fit &= np.isin(self.cases.category, known)
        return fit

    def levels(self, asked: Asked, now: int) -> tuple[Level, ...]:
        """Of each service in use that is asked for, by name; `now` in microseconds. Impact counts
        as far as it lies in the window, whenever its incident was created."""
        over = micros(asked.window.start), micros(asked.window.end)
        silent = self.within(asked.window) & (self.cases.impact_started == UNKNOWN)
        found = self._hit(asked)
        spans = self._spans(now)
        return tuple(
            level(each.name, each.slo, spans[own], over, now, int(np.count_nonzero(silent[own])),
                  NOTHING if asked.planned else self.planned[self.planned[:, 0] == each.id, 1:])
            for each in self.wanted(asked)
            for own in [found.get(each.id, NOBODY)]
        )  # fmt: skip

    def outages(self, asked: Asked, now: int) -> dict[int, Numbers]:
        """When each of these services was down, as it was said; by id."""
        found, spans = self._hit(asked), self._spans(now)
        return {each.id: spans[found.get(each.id, NOBODY)] for each in self.wanted(asked)}

    def _hit(self, asked: Asked) -> dict[int, Numbers]:
        """The rows that count, of each service."""
        kinds = replace(asked, services=frozenset(), teams=frozenset())
        return self._places(counting(self.cases) & self.fitting(kinds))

    def _spans(self, now: int) -> Numbers:
        """From when to when each incident hurt; empty where nobody said since when."""
        cases = self.cases
        ends = np.where(cases.mitigated != UNKNOWN, cases.mitigated, cases.resolved)
        ends = np.where(ends != UNKNOWN, ends, now)
        begins = np.where(cases.impact_started != UNKNOWN, cases.impact_started, ends)
        return np.column_stack([begins, ends])

    def wanted(self, asked: Asked) -> list[Owned]:
        """The services in use that are asked for, by name."""
        return [
            each
            for each in self.services
            if each.active
            and (not asked.services or each.id in asked.services)
            and (not asked.teams or each.team in asked.teams)
        ]

    def _places(self, fit: Mask) -> dict[int, Numbers]:
        """The rows of each service."""
        if not len(self.pairs):
            return {}
        place = np.searchsorted(self.cases.number, self.pairs[:, 0])
        kept = fit[place]
        place, service = place[kept], self.pairs[kept, 1]
        order = np.argsort(service, kind="stable")
        idents, starts = np.unique(service[order], return_index=True)
        parts = np.split(place[order], starts[1:])
        return dict(zip(idents.tolist(), parts, strict=True)) if len(idents) else {}


def ledger(store: Store, window: Window) -> Ledger:
    """Raises Unavailable."""
    with store.read() as session:
        return read(session, window, store.database.lite)


def read(session: Session, window: Window, lite: bool) -> Ledger:
    """Within a session."""
    services = tuple(Owned(*row) for row in session.execute(_services()))
    names = {each.id: each.name for each in services}
    which = _which(window)
    rows = raw(session, _incidents(which, lite))
    rows.sort()
    columns = _columns(rows, 15)
    number, stage, severity, category, service, drill, alerts, customers, problem, *clocks = columns
    categories = _known(category)
    places = {ident: place for place, ident in enumerate(names)}
    pairs = _pairs(session, which, _numbers(number), service)
    cases = Cases(
        number=_numbers(number),
        stage=_coded(stage, STAGES),
        severity=_coded(severity, SEVERITIES),
        category=_coded(category, categories),
        service=_numbers(places.get(each, -1) for each in service),
        drill=np.array(drill, dtype=np.bool_),
        alerts=_numbers(alerts),
        customers=_numbers(customers),
        touched=_touched(_numbers(number), pairs),
        problem=_numbers(problem),
        **{name: _numbers(each) for name, each in zip(CLOCKED, clocks, strict=True)},
        categories=categories,
        services=tuple(names.values()),
    )
    return Ledger(window, cases, pairs, services, _planned(session, window))


def micros(at: datetime) -> int:
    """Since 1970, UTC."""
    return (at - EPOCH) // MICRO


def number_of(at: Any, lite: bool) -> ColumnElement[int | None]:
    """The instant as the number that SQLite keeps anyway; a double holds microseconds since 1970
    exactly enough to be rounded for a century to come."""
    if lite:
        return type_coerce(at, BigInteger)
    return cast(func.date_part("epoch", at, type_=Float(53)) * 1_000_000, BigInteger)


def _which(window: Window) -> ColumnElement[bool]:
    begin, end = Incident.impact_started_at, func.coalesce(
        Incident.mitigated_at, Incident.resolved_at
    )  # fmt: skip
    reaches = and_(begin < window.end, or_(end.is_(None), end > window.start))
    inside = and_(Incident.created_at >= window.start, Incident.created_at < window.end)
    return or_(inside, reaches)


def _incidents(which: ColumnElement[bool], lite: bool) -> Select[Any]:
    words = (Incident.stage, Incident.severity, Incident.category)
    clocks = (
        Incident.impact_started_at, Incident.detected_at, Incident.created_at,
        Incident.acknowledged_at, Incident.mitigated_at, Incident.resolved_at,
    )  # fmt: skip
    return (
        select(Incident.id, *(type_coerce(each, String) for each in words), Incident.service_id)
        .add_columns(type_coerce(Incident.drill, Integer), Incident.alert_count)
        .add_columns(func.coalesce(Incident.customers, -1))
        .add_columns(func.coalesce(ProblemIncident.problem_id, -1))
        .add_columns(*(func.coalesce(number_of(each, lite), UNKNOWN) for each in clocks))
        .outerjoin(ProblemIncident, ProblemIncident.incident_id == Incident.id)
        .where(which)
    )


def _services() -> Any:
    found = select(Service.id, Service.name, Service.team_id, Service.slo, Service.active)
    return found.order_by(Service.name)


def _planned(session: Session, window: Window) -> Numbers:
    """Maintenance of components that stand for a service."""
    known = select(Component.id, Component.service_id).where(Component.service_id.is_not(None))
    services = {ident: service or 0 for ident, service in session.execute(known)}
    asked = select(Maintenance.starts_at, Maintenance.ends_at, Maintenance.components)
    asked = asked.where(Maintenance.starts_at < window.end, Maintenance.ends_at > window.start)
    rows = [
        (services[each], micros(start), micros(end))
        for start, end, components in session.execute(asked)
        for each in components
        if each in services
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def raw(session: Session, asked: Any) -> list[tuple[Any, ...]]:
    """As the driver gives them."""
    with session.connection().execute(asked) as found:
        return list(found.cursor.fetchall())


def _pairs(
    session: Session, which: ColumnElement[bool], numbers: Numbers, service: Sequence[Any]
) -> Numbers:
    own = _numbers(-1 if each is None else each for each in service)
    others = (
        select(Affected.incident_id, Affected.service_id)
        .join(Incident, Incident.id == Affected.incident_id)
        .where(which)
    )
    more = np.array(raw(session, others), dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([np.column_stack([numbers, own])[own >= 0], more])
    return np.unique(both, axis=0) if len(more) else both


def _touched(numbers: Numbers, pairs: Numbers) -> Numbers:
    """How many services each incident concerns."""
    incident, count = np.unique(pairs[:, 0], return_counts=True)
    place = np.searchsorted(incident, numbers)
    if not len(incident):
        return np.zeros(len(numbers), dtype=np.int64)
    place = np.minimum(place, len(incident) - 1)
    return np.where(incident[place] == numbers, count[place], 0)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> Iterator[tuple[Any, ...]]:
    return iter(zip(*rows, strict=True)) if rows else iter([()] * width)


def _numbers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _known(said: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(sorted({each for each in said if each is not None}))


def _coded(said: Sequence[str | None], words: Sequence[str]) -> Numbers:
    """The place of each word, -1 for none."""
    places: dict[str | None, int] = {str(word): place for place, word in enumerate(words)}
    places[None] = -1
    return np.fromiter(map(places.__getitem__, said), dtype=np.int64, count=len(said))
