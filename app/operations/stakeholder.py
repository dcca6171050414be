"""Groups that are told of updates: people, teams and channels."""

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.status_soundness import stakeholder_problems
from app.domain.workspace import StakeholderSpec, TargetSpec
from app.errors import Conflict, Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import refuse_when_used
from app.queries.spec import names_now
from app.queries.status_spec import stakeholder_spec
from app.store import Store
from models.kinds import TargetKind
from models.people import Person, Team
from models.policy import Channel
from models.status import Stakeholder, StakeholderMember


def save_stakeholder(
    store: Store,
    spec: StakeholderSpec,
    by: Actor,
    *,
    ident: int | None = None,
    seen: int | None = None,
    was: StakeholderSpec | None = None,
) -> int:
    """Adds a group, or changes the one a form was opened on. Returns the id. Raises Refused beside
    a field, Conflict when somebody was faster: it is not of the version `seen`, nor as it `was`."""
    with editing(store, by) as edit:
        refuse_first(stakeholder_problems(spec, names_now(edit.session)))
        row = edit.find(Stakeholder, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a group called {spec.name!r}.", "name")
        now = stakeholder_spec(row) if row is not None else None
        if was is not None and now not in (was, spec):
            raise Conflict("Somebody changed this group meanwhile; look at it again, then save.")
        return put_stakeholder(edit, spec, row).id


def find_stakeholder(store: Store, name: str) -> int | None:
    """The id of a group; None when there is none of this name."""
    with store.read() as session:
        return session.scalar(select(Stakeholder.id).where(Stakeholder.name == name))


def remove_stakeholder(
    store: Store,
    ident: int,
    by: Actor,
    *,
    seen: int | None = None,
    was: StakeholderSpec | None = None,
) -> None:
    """Takes a group out. Raises Conflict where it is not of the version `seen`, nor as it `was`,
    and Refused naming every workflow that tells it."""
    with editing(store, by) as edit:
        row = edit.find(Stakeholder, "", ident, seen)
        if row is not None:
            if was not in (None, stakeholder_spec(row)):
                raise Conflict("Somebody changed this group meanwhile; look at it again.")
            refuse_when_used(edit, row)
            drop_stakeholder(edit, row)


def put_stakeholder(edit: Edit, spec: StakeholderSpec, row: Stakeholder | None) -> Stakeholder:
    """Makes the row what the spec says."""
    if row is None:
        row = Stakeholder(name=spec.name)
        _write(edit, row, spec)
        edit.add(row)
    elif (old := stakeholder_spec(row)) != spec:
        _write(edit, row, spec)
        edit.change(row, old, spec)
    return row


def drop_stakeholder(edit: Edit, row: Stakeholder) -> None:
    """Deletes it."""
    edit.session.delete(row)
    edit.note("-", "stakeholder", row.name)


def _write(edit: Edit, row: Stakeholder, spec: StakeholderSpec) -> None:
    row.name = spec.name
    row.severities = [each.value for each in spec.severities]
    row.members = [_member(edit, each, place) for place, each in enumerate(spec.notify)]


def _member(edit: Edit, target: TargetSpec, place: int) -> StakeholderMember:
    made = StakeholderMember(kind=target.kind, position=place)
    if target.kind is TargetKind.PERSON:
        made.person = edit.one(Person, target.name)
    elif target.kind is TargetKind.TEAM:
        made.team = edit.one(Team, target.name)
    else:
        made.channel = edit.one(Channel, target.name)
    return made
