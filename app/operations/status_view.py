"""Further status pages: of some parts, for readers of their own, perhaps with a password."""

import os

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.password import fits, hashed, stored
from app.domain.status_soundness import view_problems
from app.domain.workspace import ViewSpec
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.status_version import bump
from app.queries.spec import names_now
from app.queries.status_view import view_spec
from app.store import Store
from models.status import Component, StatusView


def save_view(
    store: Store, spec: ViewSpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a page, or changes the one a form was opened on; returns the id. Raises Refused beside a
    field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(view_problems(spec, names_now(edit.session)))
        row = edit.find(StatusView, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a page called {spec.name!r}.", "name")
        return put_view(edit, spec, row).id


def remove_view(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a page and its subscribers out. Raises Conflict."""
    with editing(store, by) as edit:
        row = edit.find(StatusView, "", ident, seen)
        if row is not None:
            drop_view(edit, row)


def put_view(edit: Edit, spec: ViewSpec, row: StatusView | None) -> StatusView:
    """Makes the row what the spec says."""
    if row is None:
        row = StatusView(name=spec.name, created_at=edit.now)
        _write(edit, row, spec)
        edit.add(row)
        bump(edit.session)
        return row
    old = _spec(edit, row)
    _write(edit, row, spec)
    if (new := _spec(edit, row)) != old:
        edit.change(row, old, new)
        bump(edit.session)
    return row


def drop_view(edit: Edit, row: StatusView) -> None:
    """Deletes it."""
    edit.session.delete(row)
    edit.note("-", "status_view", row.name)
    bump(edit.session)


def _spec(edit: Edit, row: StatusView) -> ViewSpec:
    names = edit.session.execute(select(Component.id, Component.name)).all()
    return view_spec(row, dict(names))


def _write(edit: Edit, row: StatusView, spec: ViewSpec) -> None:
    row.name, row.title, row.about, row.on = spec.name, spec.title, spec.about, spec.on
    row.components = edit.ids(Component, spec.components)
    row.password = _kept(row.password or "", spec.password)


def _kept(before: str, said: str | None) -> str:
    """What is stored from now on; the same password leaves what there is."""
    if said is None or (before and said and not stored(said) and fits(said, before)):
        return before
    return hashed(said, os.urandom(16)) if said and not stored(said) else said
