"""The incidents of a window read as columns, once; every figure and every filter is reckoned from
these. Rows go past the mapper, for a hundred thousand of them are read while somebody waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.domain.alike import Titles, plain
from app.domain.cases import CLOCKED, SEVERITIES, STAGES, UNKNOWN, Cases, Mask, Numbers
from app.domain.metrics import counting
from app.domain.similar import DIGITS
from app.domain.uptime import NOTHING, Level, level, merged
from app.domain.window import Window
from app.queries.asked import Asked
from app.queries.columns import PART
from app.store import Store
from models.base import EPOCH, MICRO
from models.incident import Affected, Incident
from models.kinds import Category
from models.problem import ProblemIncident
from models.service import Service
from models.status import Component, Maintenance
from models.tag import Tagged

READ = ("number", "stage", "severity", "category", "service", "drill", "alerts", "customers",
        "problem", *CLOCKED)  # fmt: skip
STRANGE = -2
Names = tuple[str, ...]
Outages = dict[int, Numbers]
NOBODY: Numbers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Owned:
    """A service of the catalogue; `team` is an id."""

    id: int
    name: str
    team: int | None
    slo: float | None
    active: bool


@dataclass(frozen=True, eq=False)
class Ledger:
    """Incidents created in the window, and others whose impact reaches into it, by number;
    `pairs` has a row for each service an incident concerns: its number and the service's id;
    `planned` one for each stretch of maintenance: the service's id, begin and end. `tagging` reads
    a row for each tag of an incident (its number and the tag's id), once somebody asks for tags."""

    window: Window
    cases: Cases
    pairs: Numbers
    services: tuple[Owned, ...]
    planned: Numbers
    tagging: Callable[[], Numbers]

    @cached_property
    def counts(self) -> Mask:
        """Which are in the figures."""
        return counting(self.cases)

    def within(self, window: Window) -> Mask:
        """Which were created in a part of the window."""
        if window not in self._within:
            created = self.cases.created
            inside = (created >= micros(window.start)) & (created < micros(window.end))
            self._within[window] = np.asarray(inside, dtype=np.bool_)
        return self._within[window]

    @cached_property
    def _within(self) -> dict[Window, Mask]:
        """Of each part that was asked for: few, and each of them again and again."""
        return {}

    def chosen(self, asked: Asked) -> Cases:
        """The incidents asked for, drills and all."""
        return self.cases.at(self.within(asked.window) & self.fitting(asked))

    def fitting(self, asked: Asked) -> Mask:
        """Which are of the services, teams, severities, categories and tags asked for."""
        fit = self._of_kinds(asked)
        of_team = {each.id for each in self.services if each.team in asked.teams}
        for said, idents in ((asked.services, asked.services), (asked.teams, of_team)):
            if said:
                hit = self.pairs[np.isin(self.pairs[:, 1], sorted(idents)), 0]
                concerned = np.zeros(len(self.cases), dtype=np.bool_)
                concerned[np.searchsorted(self.cases.number, hit)] = True
                fit &= concerned
        return fit

    def _of_kinds(self, asked: Asked) -> Mask:
        """Which are of the severities, categories and tags asked for."""
        fit = np.ones(len(self.cases), dtype=np.bool_)
        if asked.severities:
            fit &= np.isin(self.cases.severity, [SEVERITIES.index(s) for s in asked.severities])
        if asked.categories:
            names = self.cases.categories
            known = [names.index(str(each)) for each in asked.categories if str(each) in names]
            fit &= np.isin(self.cases.category, known)
        if asked.tags:
            place, tag = self._tagged
            found = np.zeros(len(self.cases), dtype=np.bool_)
            found[place[np.isin(tag, sorted(asked.tags))]] = True
            fit &= found
        return fit

    @cached_property
    def _tagged(self) -> tuple[Numbers, Numbers]:
        """The row of an incident and a tag's id each; of incidents which came later or long before
        nothing is said."""
        number, tag = self.tagging().T
        place = np.minimum(np.searchsorted(self.cases.number, number), len(self.cases) - 1)
        here = self.cases.number[place] == number if len(self.cases) else place < place
        return place[here], tag[here]

    def levels(self, asked: Asked, now: int, down: Outages | None = None) -> tuple[Level, ...]:
        """Of each service in use that is asked for, by name; `now` in microseconds. Impact counts
        as far as it lies in the window, whenever its incident was created. `down` is what
        `outages` says, where that is known."""
        over = micros(asked.window.start), micros(asked.window.end)
        unsaid = self.within(asked.window) & (self.cases.impact_started == UNKNOWN)
        silent = self._silent(asked, unsaid)
        spans = self.outages(asked, now) if down is None else down
        return tuple(
            level(each.name, each.slo, spans[each.id], over, now, silent[each.id],
                  self.idle(asked, each.id))
            for each in self.wanted(asked)
        )  # fmt: skip

    def outages(self, asked: Asked, now: int) -> Outages:
        """When each of these services was down, as it was said: separate stretches, by id."""
        fit, spans = self._of_kinds(asked), self._spans(now)
        rows = ((each.id, self._rows.get(each.id, NOBODY)) for each in self.wanted(asked))
        return {ident: merged(spans[own[fit[own]]]) for ident, own in rows}

    def idle(self, asked: Asked, service: int) -> Numbers:
        """What is taken out of a service's time: maintenance, where impact then does not count."""
        if asked.planned:
            return NOTHING
        return merged(self.planned[self.planned[:, 0] == service, 1:])

    def wanted(self, asked: Asked) -> list[Owned]:
        """The services in use that are asked for, by name."""
        return [
            each
            for each in self.services
            if each.active
            and (not asked.services or each.id in asked.services)
            and (not asked.teams or each.team in asked.teams)
        ]

    def _silent(self, asked: Asked, unsaid: Mask) -> dict[int, int]:
        """How many incidents of each service do not say when their impact began."""
        fit = unsaid & self._of_kinds(asked)
        rows = ((each.id, self._rows.get(each.id, NOBODY)) for each in self.wanted(asked))
        return {ident: int(np.count_nonzero(fit[own])) for ident, own in rows}

    def _spans(self, now: int) -> Numbers:
        """From when to when each incident hurt; empty where nobody said since when."""
        cases = self.cases
        ends = np.where(cases.mitigated != UNKNOWN, cases.mitigated, cases.resolved)
        ends = np.where(ends != UNKNOWN, ends, now)
        begins = np.where(cases.impact_started != UNKNOWN, cases.impact_started, ends)
        return np.column_stack([begins, ends])

    @cached_property
    def _rows(self) -> dict[int, Numbers]:
        """The rows that count, of each service."""
        if not len(self.pairs):
            return {}
        place = np.searchsorted(self.cases.number, self.pairs[:, 0])
        kept = self.counts[place]
        place, service = place[kept], self.pairs[kept, 1]
        order = np.argsort(service, kind="stable")
        idents, starts = np.unique(service[order], return_index=True)
        parts = np.split(place[order], starts[1:])
        return dict(zip(idents.tolist(), parts, strict=True)) if len(idents) else {}


def ledger(store: Store, window: Window) -> Ledger:
    """Raises Unavailable."""
    with store.read() as session:
        return read(session, window, store.database.lite, partial(tagging, store))


def tagging(store: Store) -> Numbers:
    """The tags of all incidents. Raises Unavailable."""
    with store.read() as session:
        return tag_rows(session)


def tag_rows(session: Session, *which: ColumnElement[bool]) -> Numbers:
    """An incident's number and a tag's id each."""
    return numbers_of(session, select(Tagged.incident_id, Tagged.tag_id).where(*which), 2)


def read(session: Session, window: Window, lite: bool, tagging: Callable[[], Numbers]) -> Ledger:
    """Within a session. Words are asked for as their places, so that all cells are numbers."""
    which, categories = _which(window), known_categories()
    table = numbers_of(session, incidents_asked(which, lite, categories), len(READ))
    if strange(table):
        categories = all_categories(session)
        table = numbers_of(session, incidents_asked(which, lite, categories), len(READ))
    return bound(session, window, table, np.argsort(table[:, 0]), categories, tagging)


def bound(
    session: Session,
    window: Window,
    table: Numbers,
    rows: Numbers,
    categories: Names,
    tagging: Callable[[], Numbers],
) -> Ledger:
    """Some rows of a table in the order of `READ`, by number, with what else is known of them.
    Each column is made to lie in one piece: whatever is reckoned from it goes through all of it."""
    services = tuple(Owned(*row) for row in session.execute(_services()))
    columns = {name: column[rows] for name, column in zip(READ, table.T, strict=True)}
    pairs = _pairs(session, columns["number"], columns["service"])
    columns["service"] = _placed(columns["service"], [each.id for each in services])
    cases = Cases(
        **columns | {"drill": columns["drill"] > 0},
        touched=_touched(columns["number"], pairs),
        categories=categories,
        services=tuple(each.name for each in services),
    )
    return Ledger(window, cases, pairs, services, _planned(session, window), tagging)


def known_categories() -> Names:
    """Those that are shipped."""
    return tuple(sorted(map(str, Category)))


def all_categories(session: Session) -> Names:
    """A team's own, too."""
    found = session.scalars(select(Incident.category).distinct())
    return tuple(sorted(str(each) for each in found if each is not None))


def strange(table: Numbers) -> bool:
    """Whether a category is none of those that were asked for."""
    return bool((table[:, READ.index("category")] == STRANGE).any())


def _placed(idents: Numbers, known: Sequence[int]) -> Numbers:
    """The place of each id among all, -1 for none."""
    order = np.argsort(np.array(known, dtype=np.int64))
    ascending = np.array(known, dtype=np.int64)[order]
    at = np.minimum(np.searchsorted(ascending, idents), max(len(known) - 1, 0))
    if not len(known):
        return np.full(len(idents), -1, dtype=np.int64)
    return np.where(ascending[at] == idents, order[at], -1)


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


def incidents_asked(
    which: ColumnElement[bool], lite: bool, categories: Sequence[str]
) -> Select[Any]:
    """In the order of `READ`."""
    clocks = (
        Incident.impact_started_at, Incident.detected_at, Incident.created_at,
        Incident.acknowledged_at, Incident.mitigated_at, Incident.resolved_at,
    )  # fmt: skip
    return (
        select(Incident.id, place(Incident.stage, STAGES), place(Incident.severity, SEVERITIES))
        .add_columns(place(Incident.category, categories), func.coalesce(Incident.service_id, -1))
        .add_columns(cast(Incident.drill, Integer), Incident.alert_count)
        .add_columns(func.coalesce(Incident.customers, -1))
        .add_columns(func.coalesce(ProblemIncident.problem_id, -1))
        .add_columns(*(func.coalesce(number_of(each, lite), UNKNOWN) for each in clocks))
        .outerjoin(ProblemIncident, ProblemIncident.incident_id == Incident.id)
        .where(which)
    )


def place(column: Any, words: Sequence[str]) -> ColumnElement[int]:
    """Where a word stands among others, -1 for none, `STRANGE` for another."""
    said = type_coerce(column, String)
    known = ((said == str(each), at) for at, each in enumerate(words))
    return case((said.is_(None), -1), *known, else_=STRANGE)


def reaching(table: Numbers, window: Window) -> Numbers:
    """The places of the same among rows that were read, as `_which` asks for."""
    start, end = micros(window.start), micros(window.end)
    columns = dict(zip(READ, table.T, strict=True))
    created, begun = columns["created"], columns["impact_started"]
    over = np.where(columns["mitigated"] != UNKNOWN, columns["mitigated"], columns["resolved"])
    hurt = (begun != UNKNOWN) & (begun < end) & ((over == UNKNOWN) | (over > start))
    return np.flatnonzero((created >= start) & (created < end) | hurt)


def _services() -> Any:
    found = select(Service.id, Service.name, Service.team_id, Service.slo, Service.active)
    return found.order_by(Service.name)


def numbers_of(session: Session, asked: Any, width: int) -> Numbers:
    """Rows of whole numbers as a table, past Python's own lists."""
    with session.connection().execute(asked) as found:
        parts = [
            np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
            for rows in iter(partial(found.cursor.fetchmany, PART), [])
        ]
    return np.concatenate([*parts, NOBODY]).reshape(-1, width)


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


def _pairs(session: Session, numbers: Numbers, own: Numbers) -> Numbers:
    more = numbers_of(session, select(Affected.incident_id, Affected.service_id), 2)
    more = more[np.isin(more[:, 0], numbers)]
    both = np.concatenate([np.column_stack([numbers, own])[own >= 0], more])
    return np.unique(both, axis=0) if len(more) else both


def titles_of(store: Store, books: Ledger) -> Titles:
    """Of its incidents, ready to be compared. Raises Unavailable."""
    asked = select(Incident.id, Incident.title).where(_which(books.window))
    with store.read() as session:
        return titled(raw(session, asked), {})


def titled(rows: Sequence[tuple[Any, ...]], kinds: dict[str, int]) -> Titles:
    """Numbers with their title; `kinds` knows plain titles by their place, and learns new ones."""
    rough = [DIGITS.sub("0", title) for _, title in rows]  # most differ in a number only
    known = {each: kinds.setdefault(plain(each), len(kinds)) for each in dict.fromkeys(rough)}
    number = np.fromiter((number for number, _ in rows), dtype=np.int64, count=len(rows))
    kind = np.fromiter(map(known.__getitem__, rough), dtype=np.int64, count=len(rows))
    order = np.argsort(number, kind="stable")
    return Titles(number[order], kind[order], tuple(kinds))


def _touched(numbers: Numbers, pairs: Numbers) -> Numbers:
    """How many services each incident concerns."""
    return np.bincount(np.searchsorted(numbers, pairs[:, 0]), minlength=len(numbers))
