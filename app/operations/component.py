"""The components of the status page, and the state somebody says they are in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.status_soundness import component_problems
from app.domain.workspace import ComponentSpec
from app.errors import Conflict, Refused
from app.operations import audit
from app.operations.edit import Edit, editing, refuse_first
from app.operations.patience import patient
from app.operations.status_version import bump
from app.queries.spec import names_now
from app.queries.status_spec import component_spec
from app.store import Store
from models.kinds_status import ComponentState
from models.service import Service
from models.status import Component, ComponentSpan


def save_component(
    store: Store,
    spec: ComponentSpec,
    by: Actor,
    *,
    ident: int | None = None,
    seen: int | None = None,
) -> int:
    """Adds a component, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(component_problems(spec, names_now(edit.session)))
        row = edit.find(Component, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a component called {spec.name!r}.", "name")
        return put_component(edit, spec, row).id


def remove_component(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a component off the page, with its history. Raises Conflict."""
    with editing(store, by) as edit:
        row = edit.find(Component, "", ident, seen)
        if row is not None:
            drop_component(edit, row)


def order_components(
    store: Store, idents: Sequence[int], by: Actor, was: Sequence[int] | None = None
) -> None:
    """From now on they stand in this order. Raises Conflict where they do not stand as they were
    seen before (None: however they stand)."""
    with editing(store, by) as edit:
        rows = edit.session.scalars(
            select(Component).order_by(Component.position, Component.id)
        ).all()
        stand = [row.id for row in rows]
        if stand == list(idents):
            return
        if was is not None and stand != list(was):
            raise Conflict("Somebody moved the parts meanwhile; look at them again.")
        places = {ident: place for place, ident in enumerate(idents)}
        for row in rows:
            row.position = places.get(row.id, len(places))
        bump(edit.session)


def put_component(edit: Edit, spec: ComponentSpec, row: Component | None) -> Component:
    """Makes the row what the spec says; a new one comes last."""
    if row is None:
        last = edit.session.scalar(select(func.max(Component.position)))
        row = Component(
            name=spec.name, position=0 if last is None else last + 1, created_at=edit.now
        )
        _write(edit, row, spec)
        edit.add(row)
    elif (old := component_spec(row)) != spec:
        _write(edit, row, spec)
        edit.change(row, old, spec)
    else:
        return row
    bump(edit.session)
    return row


def put_components(edit: Edit, specs: Iterable[ComponentSpec]) -> None:
    """All of a file, in its order; what the file leaves out comes after them."""
    rows = [put_component(edit, spec, edit.find(Component, spec.name)) for spec in specs]
    if rows and [row.position for row in rows] != list(range(len(rows))):
        others = [row for row in edit.session.scalars(select(Component)) if row not in rows]
        for place, row in enumerate((*rows, *sorted(others, key=lambda each: each.position))):
            row.position = place
        bump(edit.session)


def drop_component(edit: Edit, row: Component) -> None:
    """Deletes it."""
    edit.session.delete(row)
    edit.note("-", "component", row.name)
    bump(edit.session)


@patient
def say_state(store: Store, ident: int, state: ComponentState, by: Actor) -> bool:
    """Somebody says how a component is, apart from any incident. False when it was so already.
    Raises Refused when it is gone."""
    with store.write() as session:
        row = session.get(Component, ident)
        if row is None:
            raise Refused("This component is not there any more.")
        if not claim(session, {ident: state}, None, store.now()):
            return False
        data = {"state": state.value}
        audit.record(session, by, "component state", f"component {row.name}", store.now(), data)
        return True


def claim(
    session: Session, states: Mapping[int, ComponentState], incident: int | None, now: datetime
) -> bool:
    """Says which components an incident (or nobody in particular) harms, and how, from now on;
    others are left as they were. Whether anything changed."""
    whose = (
        ComponentSpan.incident_id == incident if incident else ComponentSpan.incident_id.is_(None)
    )
    asked = select(ComponentSpan).where(ComponentSpan.until.is_(None), whose)
    held = {row.component_id: row for row in session.scalars(asked)}
    changed = False
    for component, state in states.items():
        row = held.get(component)
        if (row.state if row else ComponentState.OPERATIONAL) is state:
            continue
        changed = True
        if row is not None:
            row.until = now
        if state is not ComponentState.OPERATIONAL:
            span = ComponentSpan(
                component_id=component, incident_id=incident, state=state, since=now
            )
            session.add(span)
    if changed:
        session.flush()
        bump(session)
    return changed


def release(session: Session, incident: int, now: datetime) -> bool:
    """The incident harms nothing any more."""
    asked = select(ComponentSpan.component_id).where(
        ComponentSpan.until.is_(None), ComponentSpan.incident_id == incident
    )
    held = session.scalars(asked).all()
    return claim(session, dict.fromkeys(held, ComponentState.OPERATIONAL), incident, now)


def _write(edit: Edit, row: Component, spec: ComponentSpec) -> None:
    row.name, row.group, row.description = spec.name, spec.group, spec.description
    row.main = spec.main
    row.service = edit.one(Service, spec.service)
