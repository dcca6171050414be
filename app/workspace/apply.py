"""Brings the database to what a workspace file says, in one transaction; and back into a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.difference import Change
from app.domain.names import Names
from app.domain.workspace import Handle, PolicySpec, Spec, Workspace
from app.errors import Conflict, Refused
from app.operations.channel import drop_channel, put_channel
from app.operations.component import drop_component, put_components
from app.operations.edit import Edit, Thing
from app.operations.incident_form import put_categories, put_fields, put_responding
from app.operations.integration import drop_integration, put_integration, release_keys
from app.operations.language import put_language
from app.operations.people import drop_person, put_person
from app.operations.policy import drop_policy, put_policy
from app.operations.rota import drop_schedule, put_schedule
from app.operations.service import begun, drop_service, put_service
from app.operations.stakeholder import drop_stakeholder, put_stakeholder
from app.operations.status_page import drop_page, put_page
from app.operations.status_view import drop_view, put_view
from app.operations.team import drop_team, put_team
from app.operations.tracker_spec import drop_tracker, put_days, put_tracker
from app.operations.workflow import drop_workflow, put_workflow
from app.queries import spec as queries
from app.store import Store
from app.workspace.part import Misplaced
from app.workspace.write import written
from models.alert import Integration
from models.people import Person, Team
from models.policy import Channel, Policy
from models.rota import Schedule
from models.service import Service
from models.status import Component, Stakeholder, StatusView
from models.ticket import Tracker
from models.workflow import Workflow

Named = TypeVar("Named", bound=Spec)
OTHER = "The configuration was changed meanwhile; look again at what the file would do."


@dataclass(frozen=True)
class Applied:
    """What was changed, and the keys that were made for integrations, by name."""

    changes: tuple[Change, ...]
    keys: dict[Handle, str]


class _Enough(Exception):
    """Ends a rehearsal: everything is undone."""


def names_outside(store: Store, *, prune: bool) -> Names:
    """What a file may name although it does not bring it: what the database holds, unless all that
    the file leaves out is to go."""
    if prune:
        return Names()
    with store.read() as session:
        return queries.names_now(session)


def apply(
    store: Store,
    workspace: Workspace,
    by: Actor,
    *,
    prune: bool = False,
    rehearse: bool = False,
    expected: tuple[Change, ...] | None = None,
) -> Applied:
    """Makes the database what a sound workspace says; with `rehearse` everything is undone again.
    Things that it leaves out stay, unless `prune`. Raises Misplaced, and Conflict when other
    changes than those `expected` come of it; then nothing was changed."""
    try:
        with store.write() as session:
            edit = Edit(session, store.vault, by, store.now(), prune)
            if prune:
                edit.leaving = _leaving(edit, workspace)
                _drop(edit, Integration, workspace.integrations, drop_integration)
            _put_all(edit, workspace)
            if prune:
                _drop_all(edit, workspace)
            applied = Applied(tuple(edit.changes), _made_keys(edit, workspace))
            if rehearse:
                raise _Enough
            if expected not in (None, applied.changes):
                raise Conflict(OTHER)
    except _Enough:
        pass
    return applied


def dump(store: Store, *, secrets: bool = True) -> tuple[str, bool]:
    """The whole configuration as a file's text, and whether secrets are missing in it."""
    with store.read() as session:
        workspace = queries.workspace(session, store.vault if secrets else None)
    sealed_ones = (
        *(contact.address for person in workspace.people for contact in person.contacts),
        *(channel.address for channel in workspace.channels),
        *(integration.key for integration in workspace.integrations),
        *(step.value for workflow in workspace.workflows for step in workflow.steps),
        *(tracker.token for tracker in workspace.trackers),
    )
    sealed = None in sealed_ones
    return written(workspace, sealed=sealed), sealed


def _put_all(edit: Edit, workspace: Workspace) -> None:
    if workspace.language is not None:
        put_language(edit, workspace.language)
    _put(edit, "people", workspace.people, Person, put_person)
    _put(edit, "teams", workspace.teams, Team, put_team)
    _put(edit, "channels", workspace.channels, Channel, put_channel)
    _put(edit, "schedules", workspace.schedules, Schedule, put_schedule)
    started = [begun(edit, each, edit.find(Service, each.name)) for each in workspace.services]
    _put(edit, "policies", workspace.policies, Policy, put_policy, _where_branches_lead_first)
    for place, spec in enumerate(workspace.services):
        with _at("services", place):
            put_service(edit, spec, *started[place])
    release_keys(edit, workspace.integrations)
    _put(edit, "integrations", workspace.integrations, Integration, put_integration)
    _put_form(edit, workspace)
    _put_outside(edit, workspace)


def _put_form(edit: Edit, workspace: Workspace) -> None:
    _put(edit, "trackers", workspace.trackers, Tracker, put_tracker)
    if workspace.followup_days or edit.prune:
        put_days(edit, workspace.followup_days)
    put_categories(edit, workspace.categories, whole=edit.prune)
    put_fields(edit, workspace.fields, whole=edit.prune)
    if workspace.responding is not None or edit.prune:
        put_responding(edit, workspace.responding)
    _put(edit, "workflows", workspace.workflows, Workflow, put_workflow)


def _put_outside(edit: Edit, workspace: Workspace) -> None:
    """What the world is told, and who is told."""
    if workspace.status_page is not None:
        put_page(edit, workspace.status_page)
    put_components(edit, workspace.components)
    _put(edit, "stakeholders", workspace.stakeholders, Stakeholder, put_stakeholder)
    _put(edit, "status_pages", workspace.status_pages, StatusView, put_view)


def _put(
    edit: Edit,
    section: str,
    specs: Sequence[Named],
    kind: type[Thing],
    put: Callable[[Edit, Named, Thing | None], object],
    order: Callable[[Sequence[Named]], Iterable[Named]] = iter,
) -> None:
    places = {spec.name: place for place, spec in enumerate(specs)}
    for spec in order(specs):
        with _at(section, places[spec.name]):
            put(edit, spec, edit.find(kind, spec.name))


@contextmanager
def _at(section: str, place: int) -> Iterator[None]:
    """Says of what is refused where it stands in the file."""
    try:
        yield
    except Refused as fault:
        inside = (
            int(each) if each.isdecimal() else each for each in (fault.field or "").split(".")
        )
        raise Misplaced(str(fault), (section, place, *inside)) from fault


def _drop_all(edit: Edit, workspace: Workspace) -> None:
    """What names others goes first; what is kept only for its history is left in peace.
    Integrations are gone by then: their keys may be another's already."""
    _drop(edit, Workflow, workspace.workflows, drop_workflow)
    _drop(edit, Tracker, workspace.trackers, drop_tracker)
    if workspace.status_page is None:
        drop_page(edit)
    _drop(edit, StatusView, workspace.status_pages, drop_view)
    _drop(edit, Component, workspace.components, drop_component)
    _drop(edit, Stakeholder, workspace.stakeholders, drop_stakeholder)
    _drop(edit, Service, workspace.services, drop_service)
    _drop(edit, Policy, workspace.policies, drop_policy)
    _drop(edit, Schedule, workspace.schedules, drop_schedule)
    _drop(edit, Channel, workspace.channels, drop_channel)
    _drop(edit, Team, workspace.teams, drop_team)
    _drop(edit, Person, workspace.people, drop_person)


def _drop(
    edit: Edit, kind: type[Thing], specs: Iterable[Spec], drop: Callable[[Edit, Thing], None]
) -> None:
    for row in _absent(edit, kind, specs):
        drop(edit, row)


def _absent(edit: Edit, kind: type[Thing], specs: Iterable[Spec]) -> list[Thing]:
    named = {spec.name for spec in specs}
    rows = edit.session.scalars(select(kind).order_by(kind.name))
    return [row for row in rows if row.name not in named]


def _leaving(edit: Edit, workspace: Workspace) -> frozenset[Handle]:
    return frozenset(person.name for person in _absent(edit, Person, workspace.people))


def _made_keys(edit: Edit, workspace: Workspace) -> dict[Handle, str]:
    added = {each.name for each in edit.changes if (each.sign, each.kind) == ("+", "integration")}
    rows = (edit.find(Integration, each.name) for each in workspace.integrations if not each.key)
    specs = [queries.integration_spec(row, edit.vault) for row in rows if row and row.name in added]
    return {spec.name: spec.key for spec in specs if spec.key}


def _where_branches_lead_first(policies: Iterable[PolicySpec]) -> Iterator[PolicySpec]:
    """A branch can only name what is there; that none leads back was checked before."""
    left = {each.name: each for each in policies}
    while left:
        ready = [each for each in left.values() if not any(b.policy in left for b in each.branches)]
        for each in ready:
            del left[each.name]
        yield from ready
