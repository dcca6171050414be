"""The columns that the metrics page is reckoned from, kept as long as the program runs: the first
opening reads every incident, later ones only what changed."""

from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

import numpy as np
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.changes import Changes
from app.domain.alike import Titles
from app.domain.cases import Numbers
from app.domain.interruption import Pages
from app.domain.window import Window
from app.queries.attention import PAGE, Somebody, pages_asked, people
from app.queries.columns import PART, Columns, Told, silent
from app.queries.ledger import (
    READ,
    Ledger,
    all_categories,
    bound,
    incidents_asked,
    known_categories,
    numbers_of,
    raw,
    reaching,
    strange,
    tag_rows,
    titled,
)
from app.store import Store
from models.incident import Incident
from models.page import Page
from models.tag import Tagged

KEPT = "figures"  # the name under which a store remembers its shelf
_opening = Lock()


class Shelf:
    """Of one store. Any thread may ask."""

    def __init__(self, store: Store) -> None:
        self._store, self._lite = store, store.database.lite
        self._incidents = Columns(
            "incident", len(READ), self._every_incident, self._some_incidents,
            count=_incidents, file="incident", words=known_categories(),
        )  # fmt: skip
        self._pages = Columns("page", PAGE, self._every_page, self._some_pages, file="page")
        self._titles = Columns("incident", 2, self._every_title, self._some_titles)
        self._tagged = Columns("incident", 2, self._every_tag, self._some_tags)
        self._kinds: dict[str, int] = {}
        store.hub.subscribe(self._hear)

    def ledger(self, window: Window, told: Told = silent) -> Ledger:
        """As `app.queries.ledger.ledger`, from memory. Raises Unavailable."""
        table = self._incidents.table(self._store, told)
        if strange(table):  # a category of the team's own came up
            self._incidents.forget()
            table = self._incidents.table(self._store, told)
        with self._store.read() as session:
            rows, words = reaching(table, window), self._incidents.words
            return bound(session, window, table, rows, words, self.tagging)

    def tagging(self) -> Numbers:
        """The tags of all incidents, read when they are first asked for. Raises Unavailable."""
        return self._tagged.table(self._store)

    def pages(self) -> Pages:
        """All that went out. Raises Unavailable."""
        table = self._pages.table(self._store)
        return Pages(*(table[:, place] for place in range(1, PAGE)))

    def titles(self) -> Titles:
        """Of all incidents, ready to be compared. Raises Unavailable."""
        table = self._titles.table(self._store)
        return Titles(table[:, 0], table[:, 1], tuple(self._kinds))

    def people(self) -> Mapping[int, Somebody]:
        """Everybody ever. Raises Unavailable."""
        with self._store.read() as session:
            return people(session)

    def warm(self) -> None:
        """Reads what is not here yet. Raises Unavailable."""
        for each in (self._incidents, self._pages, self._titles):
            each.table(self._store)

    def keep(self) -> None:
        """For the next run of the program."""
        for each in (self._incidents, self._pages):
            each.keep(self._store)

    def _hear(self, changes: Changes) -> None:
        for each in (self._incidents, self._pages, self._titles, self._tagged):
            each.hear(changes)

    def _every_incident(self, session: Session, told: Told) -> Numbers:
        table = _joined([self._incident_rows(session, part)
                         for part in _parts(session, Incident, told)], len(READ))  # fmt: skip
        if not strange(table):
            return table
        self._incidents.words = all_categories(session)
        return self._every_incident(session, told)

    def _some_incidents(self, session: Session, numbers: Iterable[int]) -> Numbers:
        return self._incident_rows(session, Incident.id.in_(numbers))

    def _incident_rows(self, session: Session, which: ColumnElement[bool]) -> Numbers:
        asked = incidents_asked(which, self._lite, self._incidents.words)
        return numbers_of(session, asked, len(READ))

    def _every_tag(self, session: Session, _told: Told) -> Numbers:
        return _joined([tag_rows(session)], 2)

    def _some_tags(self, session: Session, numbers: Iterable[int]) -> Numbers:
        return tag_rows(session, Tagged.incident_id.in_(numbers))

    def _every_page(self, session: Session, told: Told) -> Numbers:
        return _joined([self._page_rows(session, part)
                        for part in _parts(session, Page, told)], PAGE)  # fmt: skip

    def _some_pages(self, session: Session, idents: Iterable[int]) -> Numbers:
        return self._page_rows(session, Page.id.in_(idents))

    def _page_rows(self, session: Session, which: ColumnElement[bool]) -> Numbers:
        return numbers_of(session, pages_asked(which, self._lite), PAGE)

    def _every_title(self, session: Session, told: Told) -> Numbers:
        self._kinds = {}
        return _joined([self._title_rows(session, part)
                        for part in _parts(session, Incident, told)], 2)  # fmt: skip

    def _some_titles(self, session: Session, numbers: Iterable[int]) -> Numbers:
        return self._title_rows(session, Incident.id.in_(numbers))

    def _title_rows(self, session: Session, which: ColumnElement[bool]) -> Numbers:
        found = titled(raw(session, select(Incident.id, Incident.title).where(which)), self._kinds)
        return np.column_stack([found.number, found.kind])


def shelf(store: Store) -> Shelf:
    """The one of this store."""
    with _opening:
        found = store.memory.get(KEPT)
        if not isinstance(found, Shelf):
            found = store.memory[KEPT] = Shelf(store)
        return found


def _incidents(session: Session) -> int:
    return session.scalar(select(func.count(Incident.id))) or 0


def _parts(
    session: Session, kind: type[Incident | Page], told: Told
) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for every row, each for so many ids."""
    ends = session.execute(select(func.min(kind.id), func.max(kind.id))).one()
    least, most = int(ends[0] or 0), int(ends[1] or -1)
    for begin in range(least, most + 1, PART):
        told(begin - least, most - least + 1)
        yield kind.id.between(begin, begin + PART - 1)


def _joined(parts: list[Numbers], width: int) -> Numbers:
    """By id."""
    table = np.concatenate([*parts, np.empty((0, width), dtype=np.int64)])
    ids = table[:, 0]
    in_order = bool((ids[1:] > ids[:-1]).all())
    return np.asfortranarray(table if in_order else table[np.argsort(ids, kind="stable")])
