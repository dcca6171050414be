"""Services are saved whole; one with incidents stays for the record when it is taken out."""

from dataclasses import replace

from app.domain.actor import Actor
from app.domain.soundness import service_problems
from app.domain.workspace import ServiceSpec
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import has_history, refuse_when_used
from app.queries.spec import names_now, service_spec
from app.store import Store
from models.people import Team
from models.policy import Policy
from models.service import Dependency, Service


def save_service(
    store: Store, spec: ServiceSpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a service, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        names = names_now(edit.session)
        names = replace(names, needs={**names.needs, spec.name: spec.depends_on})
        refuse_first(service_problems(spec, names))
        row = edit.find(Service, spec.name, ident, seen)
        if ident is None and row is not None and row.active:
            raise Refused(f"There is already a service called {spec.name!r}.", "name")
        return put_service(edit, spec, *begun(edit, spec, row)).id


def remove_service(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a service out: deleted without a history, else kept, not active.
    Raises Refused naming every service and integration that still needs it."""
    with editing(store, by) as edit:
        row = edit.find(Service, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_service(edit, row)


def begun(edit: Edit, spec: ServiceSpec, row: Service | None) -> tuple[Service, bool]:
    """A row that others may depend on already, and whether it is new."""
    if row is not None and row.active:
        return row, False
    row = row or Service(name=spec.name)
    row.active = True
    edit.session.add(row)
    edit.session.flush()
    return row, True


def put_service(edit: Edit, spec: ServiceSpec, row: Service, new: bool) -> Service:
    """Makes the row what the spec says; every service it depends on must have begun."""
    old = service_spec(row)
    if spec != old:
        _write(edit, row, spec)
    if new:
        edit.add(row)
    elif spec != old:
        edit.change(row, old, spec)
    return row


def drop_service(edit: Edit, row: Service) -> None:
    """Deletes it, or keeps it for the record when incidents name it."""
    if not row.active:
        return
    row.dependencies, row.team_id, row.policy_id = [], None, None
    kept = has_history(edit.session, row)
    if kept:
        row.active = False
        edit.session.flush()
    else:
        edit.session.delete(row)
    edit.note("-", "service", row.name, ("kept for its incidents",) if kept else ())


def _write(edit: Edit, row: Service, spec: ServiceSpec) -> None:
    row.name, row.kind, row.slo, row.description = spec.name, spec.kind, spec.slo, spec.description
    row.team = edit.one(Team, spec.team)
    row.policy = edit.one(Policy, spec.policy)
    stored = {each.needs_id: each for each in row.dependencies}
    needs = []
    for place, ident in enumerate(edit.ids(Service, spec.depends_on)):
        need = stored.get(ident) or Dependency(needs=edit.session.get_one(Service, ident))
        need.position = place
        needs.append(need)
    row.dependencies = needs
