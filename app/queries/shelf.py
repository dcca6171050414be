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
from app.queries.columns import PART, Columns, Told, Words, silent
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
Read = tuple[Numbers, Words]


class Shelf:
    """Of one store. Any thread may ask."""

    def __init__(self, store: Store) -> None:
        self._store, self._lite = store, store.database.lite
        self._incidents = Columns(
            "incident", len(READ), self._every_incident, self._some_incidents,
            count=_incidents, file="incident",
        )  # fmt: skip
        self._pages = Columns("page", PAGE, self._every_page, self._some_pages, file="page")
        self._titles = Columns("incident", 2, self._every_title, self._some_titles)
        self._tagged = Columns("incident", 2, self._every_tag, self._some_tags)
        store.hub.subscribe(self._hear)

    def ledger(self, window: Window, told: Told = silent) -> Ledger:
        """As `app.queries.ledger.ledger`, from memory. Raises Unavailable."""
        held = self._incidents.held(self._store, told)
        if strange(held.table):  # a category of the team's own came up
            self._incidents.forget()
            held = self._incidents.held(self._store, told)
        with self._store.read() as session:
            rows = reaching(held.table, window)
            return bound(session, window, held.table, rows, held.words, self.tagging)

    def tagging(self) -> Numbers:
        """The tags of all incidents, read when they are first asked for. Raises Unavailable."""
        return self._tagged.table(self._store)

    def pages(self) -> Pages:
        """All that went out. Raises Unavailable."""
        table = self._pages.table(self._store)
        return Pages(*(table[:, place] for place in range(1, PAGE)))

    def titles(self) -> Titles:
        """Of all incidents, ready to be compared. Raises Unavailable."""
        held = self._titles.held(self._store)
        return Titles(held.table[:, 0], held.table[:, 1], held.words)

    def people(self) -> Mapping[int, Somebody]:
        """Everybody ever. Raises Unavailable."""
        with self._store.read() as session:
            return people(session)

    def warm(self) -> None:
        """Reads what is not here yet. Raises Unavailable."""
        for each in (self._incidents, self._pages, self._titles):
            each.held(self._store)

    def keep(self) -> None:
        """For the next run of the program."""
        for each in (self._incidents, self._pages):
            each.keep(self._store)

    def _hear(self, changes: Changes) -> None:
        for each in (self._incidents, self._pages, self._titles, self._tagged):
            each.hear(changes)

    def _every_incident(self, session: Session, told: Told) -> Read:
        words = known_categories()
        table = self._each_incident(session, told, words)
        while strange(table):  # one may come up while all are read
            words = all_categories(session)
            table = self._each_incident(session, told, words)
        return table, words

    def _each_incident(self, session: Session, told: Told, words: Words) -> Numbers:
        return _joined([self._incident_rows(session, part, words)
                        for part in _parts(session, Incident, told)], len(READ))  # fmt: skip

    def _some_incidents(self, session: Session, numbers: Iterable[int], words: Words) -> Read:
        return self._incident_rows(session, Incident.id.in_(numbers), words), words

    def _incident_rows(self, session: Session, which: ColumnElement[bool], words: Words) -> Numbers:
        return numbers_of(session, incidents_asked(which, self._lite, words), len(READ))

    def _every_tag(self, session: Session, _told: Told) -> Read:
        return _joined([tag_rows(session)], 2), ()

    def _some_tags(self, session: Session, numbers: Iterable[int], words: Words) -> Read:
        return tag_rows(session, Tagged.incident_id.in_(numbers)), words

    def _every_page(self, session: Session, told: Told) -> Read:
        return _joined([self._page_rows(session, part)
                        for part in _parts(session, Page, told)], PAGE), ()  # fmt: skip

    def _some_pages(self, session: Session, idents: Iterable[int], words: Words) -> Read:
        return self._page_rows(session, Page.id.in_(idents)), words

    def _page_rows(self, session: Session, which: ColumnElement[bool]) -> Numbers:
        return numbers_of(session, pages_asked(which, self._lite), PAGE)

    def _every_title(self, session: Session, told: Told) -> Read:
        kinds: dict[str, int] = {}
        table = _joined([_title_rows(session, part, kinds)
                         for part in _parts(session, Incident, told)], 2)  # fmt: skip
        return table, tuple(kinds)

    def _some_titles(self, session: Session, numbers: Iterable[int], words: Words) -> Read:
        kinds = {each: place for place, each in enumerate(words)}
        rows = _title_rows(session, Incident.id.in_(numbers), kinds)
        return rows, words if len(kinds) == len(words) else tuple(kinds)


def shelf(store: Store) -> Shelf:
    """The one of this store."""
    with _opening:
        found = store.memory.get(KEPT)
        if not isinstance(found, Shelf):
            found = store.memory[KEPT] = Shelf(store)
        return found


def _title_rows(session: Session, which: ColumnElement[bool], kinds: dict[str, int]) -> Numbers:
    found = titled(raw(session, select(Incident.id, Incident.title).where(which)), kinds)
    return np.column_stack([found.number, found.kind])


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
