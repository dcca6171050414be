"""The status pages there are, and what each of them shows: the first, and further ones."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.domain.workspace import PageSpec, ViewSpec
from app.queries.status_spec import page_spec
from app.store import Store
from app.vault import Vault
from models.status import Component, ComponentSpan, PublicIncident, StatusView


@dataclass(frozen=True, slots=True)
class Scope:
    """One page. `page` is what it is called; `shown` are the ids of its components, `everything`:
    also what harms none of them. `word` is what is stored of its password, empty for a public one.
    """

    ident: int | None
    name: str
    page: PageSpec
    shown: frozenset[int]
    everything: bool
    word: str = ""

    @property
    def root(self) -> str:
        """Where it is, below the server's address."""
        return f"/status/{self.name}" if self.name else "/status"

    def shows(self, components: Collection[int]) -> bool:
        """Whether news about these is news for its readers; about none in particular, where the
        page is about everything."""
        return bool(self.shown & set(components)) or (self.everything and not components)

    def wanted(self) -> ColumnElement[bool]:
        """The same of an incident, to be asked of the database."""
        its = ComponentSpan.incident_id == PublicIncident.incident_id
        ours = exists().where(its, ComponentSpan.component_id.in_(self.shown))
        return ours | ~exists().where(its) if self.everything else ours


def scope(session: Session, name: str = "") -> Scope | None:
    """The page of this name; None where there is none, or it is switched off."""
    page = page_spec(session) or PageSpec()
    if not name:
        main = session.scalars(select(Component.id).where(Component.main))
        return Scope(None, "", page, frozenset(main), everything=True)
    row = session.scalar(select(StatusView).where(StatusView.name == name))
    return _of(session, row, page) if row is not None and row.on else None


def every(session: Session) -> Scope:
    """As if one page showed all there is."""
    ids = frozenset(session.scalars(select(Component.id)))
    return Scope(None, "", page_spec(session) or PageSpec(), ids, everything=True)


def scopes(session: Session) -> list[Scope]:
    """Every page that can be seen, the first one first."""
    first = scope(session)
    page = first.page if first else PageSpec()
    rows = session.scalars(select(StatusView).where(StatusView.on).order_by(StatusView.name))
    further = [_of(session, row, page) for row in rows]
    return [*([first] if first is not None else []), *further]


def view_specs(session: Session, _vault: Vault | None = None) -> tuple[ViewSpec, ...]:
    """The further pages as the workspace file says them, by name."""
    names = dict(session.execute(select(Component.id, Component.name)).all())
    rows = session.scalars(select(StatusView).order_by(StatusView.name))
    return tuple(view_spec(row, names) for row in rows)


def view_spec(row: StatusView, names: dict[int, str]) -> ViewSpec:
    """One of them."""
    parts = tuple(names[each] for each in row.components if each in names)
    return ViewSpec(row.name, row.title, row.about, parts, row.password, row.on)


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A further page for a list."""

    id: int
    version: int
    spec: ViewSpec

    @property
    def locked(self) -> bool:
        """Whether it has a password."""
        return bool(self.spec.password)


def views(store: Store) -> list[ViewRow]:
    """By name; without what is stored of passwords."""
    with store.read() as session:
        names = dict(session.execute(select(Component.id, Component.name)).all())
        rows = session.scalars(select(StatusView).order_by(StatusView.name))
        return [ViewRow(row.id, row.version, _hushed(view_spec(row, names))) for row in rows]


def _hushed(spec: ViewSpec) -> ViewSpec:
    return replace(spec, password="set" if spec.password else "")


def _of(session: Session, row: StatusView, page: PageSpec) -> Scope:
    every = frozenset(session.scalars(select(Component.id)))
    shown = every & set(row.components) if row.components else every
    told = replace(page, title=row.title or page.title, about=row.about, on=True)
    return Scope(row.id, row.name, told, shown, not row.components, row.password)
