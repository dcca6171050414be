"""The incidents of a window read as columns, once; every figure and every filter is reckoned from
these. Rows go past the mapper, for a hundred thousand of them are read while somebody waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.domain.cases import CLOCKED, SEVERITIES, STAGES, UNKNOWN, Cases, Mask, Numbers
from app.domain.window import Window
from app.store import Store
from models.base import EPOCH, MICRO
from models.incident import Affected, Incident
from models.kinds import Severity
from models.service import Service


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
    """Incidents created in the window, all of them; `pairs` has a row for each service an incident
    concerns: its number and the service's id."""

    window: Window
    cases: Cases
    pairs: Numbers
    services: tuple[Owned, ...]

    def within(self, window: Window) -> "Ledger":
        """What was created in a part of the window."""
        created = self.cases.created
        fit = (created >= micros(window.start)) & (created < micros(window.end))
        return Ledger(window, self.cases.at(fit), self.pairs, self.services)

    def concerning(self, services: frozenset[int], teams: frozenset[int]) -> Mask:
        """Which of the incidents concern one of these services, and one that one of these teams
        owns now; an empty set asks for nothing."""
        fit = np.ones(len(self.cases), dtype=np.bool_)
        of_team = frozenset(each.id for each in self.services if each.team in teams)
        for wanted, asked in ((services, services), (of_team, teams)):
            if asked:
                hit = self.pairs[np.isin(self.pairs[:, 1], list(wanted)), 0]
                fit &= np.isin(self.cases.number, hit)
        return fit

    def kinds(self, severities: Iterable[Severity], categories: Iterable[str]) -> Mask:
        """Which are of these; nothing asked for is all."""
        fit = np.ones(len(self.cases), dtype=np.bool_)
        places = [SEVERITIES.index(each) for each in severities]
        if places:
            fit &= np.isin(self.cases.severity, places)
        names = [str(each) for each in categories]
        if names:
            known = self.cases.categories
            fit &= np.isin(
                self.cases.category, [known.index(each) for each in names if each in known]
            )
        return fit


def ledger(store: Store, window: Window) -> Ledger:
    """Of incidents created in the window. Raises Unavailable."""
    with store.read() as session:
        return read(session, window, store.database.lite)


def read(session: Session, window: Window, lite: bool) -> Ledger:
    """Within a session."""
    services = tuple(Owned(*row) for row in session.execute(_services()))
    names = {each.id: each.name for each in services}
    rows = raw(session, _incidents(window, lite))
    number, stage, severity, category, service, drill, alerts, *clocks = _columns(rows, 13)
    categories = _known(category)
    places = {ident: place for place, ident in enumerate(names)}
    pairs = _pairs(session, window, _numbers(number), service)
    cases = Cases(
        number=_numbers(number),
        stage=_coded(stage, STAGES),
        severity=_coded(severity, SEVERITIES),
        category=_coded(category, categories),
        service=_numbers(places.get(each, -1) for each in service),
        drill=np.array(drill, dtype=np.bool_),
        alerts=_numbers(alerts),
        customers=np.full(len(number), -1, dtype=np.int64),
        touched=_touched(_numbers(number), pairs),
        problem=np.full(len(number), -1, dtype=np.int64),
        **{name: _numbers(each) for name, each in zip(CLOCKED, clocks, strict=True)},
        categories=categories,
        services=tuple(names.values()),
    )
    return Ledger(window, cases, pairs, services)


def micros(at: datetime) -> int:
    """Since 1970, UTC."""
    return (at - EPOCH) // MICRO


def number_of(at: Any, lite: bool) -> ColumnElement[int | None]:
    """The instant as the number that SQLite keeps anyway; a double holds microseconds since 1970
    exactly enough to be rounded for a century to come."""
    if lite:
        return type_coerce(at, BigInteger)
    return cast(func.date_part("epoch", at, type_=Float(53)) * 1_000_000, BigInteger)


def _incidents(window: Window, lite: bool) -> Select[Any]:
    words = (Incident.stage, Incident.severity, Incident.category)
    clocks = (
        Incident.impact_started_at, Incident.detected_at, Incident.created_at,
        Incident.acknowledged_at, Incident.mitigated_at, Incident.resolved_at,
    )  # fmt: skip
    return (
        select(Incident.id, *(type_coerce(each, String) for each in words), Incident.service_id)
        .add_columns(type_coerce(Incident.drill, Integer), Incident.alert_count)
        .add_columns(*(func.coalesce(number_of(each, lite), UNKNOWN) for each in clocks))
        .where(Incident.created_at >= window.start, Incident.created_at < window.end)
    )


def _services() -> Any:
    found = select(Service.id, Service.name, Service.team_id, Service.slo, Service.active)
    return found.order_by(Service.name)


def raw(session: Session, asked: Any) -> list[tuple[Any, ...]]:
    """As the driver gives them."""
    with session.connection().execute(asked) as found:
        return list(found.cursor.fetchall())


def _pairs(session: Session, window: Window, numbers: Numbers, service: Sequence[Any]) -> Numbers:
    own = _numbers(-1 if each is None else each for each in service)
    others = (
        select(Affected.incident_id, Affected.service_id)
        .join(Incident, Incident.id == Affected.incident_id)
        .where(Incident.created_at >= window.start, Incident.created_at < window.end)
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
