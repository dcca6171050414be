"""Teams are saved whole."""

from app.domain.actor import Actor
from app.domain.difference import team_in_order
from app.domain.soundness import team_problems
from app.domain.workspace import Handle, TeamSpec
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import refuse_when_used
from app.queries.spec import handles, names_now, team_spec
from app.store import Store
from models.people import Membership, Person, Team


def save_team(
    store: Store, spec: TeamSpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a team, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(team_problems(spec, names_now(edit.session)))
        row = edit.find(Team, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a team called {spec.name!r}.", "name")
        return put_team(edit, spec, row).id


def remove_team(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Deletes a team. Raises Refused naming everything that still needs it."""
    with editing(store, by) as edit:
        row = edit.find(Team, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_team(edit, row)


def put_team(edit: Edit, spec: TeamSpec, row: Team | None) -> Team:
    """Makes the row what the spec says."""
    new = row is None
    row = row or Team(name=spec.name)
    old, wanted = team_spec(row, handles(edit.session)), team_in_order(spec)
    if wanted == old and not new:
        return row
    row.name, row.approval = wanted.name, wanted.approval
    _put_members(edit, row, wanted)
    if new:
        edit.add(row)
    else:
        edit.change(row, old, wanted)
    return row


def drop_team(edit: Edit, row: Team) -> None:
    """Deletes it. Services and schedules kept for their history forget it."""
    edit.session.delete(row)
    edit.note("-", "team", row.name)


def _put_members(edit: Edit, row: Team, wanted: TeamSpec) -> None:
    stored = {each.person_id: each for each in row.memberships}
    everybody: tuple[Handle, ...] = tuple(dict.fromkeys((*wanted.members, *wanted.managers)))
    listed = []
    for place, ident in enumerate(edit.ids(Person, everybody)):
        membership = stored.get(ident) or Membership(person_id=ident)
        membership.position = place
        membership.member = everybody[place] in wanted.members
        membership.manager = everybody[place] in wanted.managers
        listed.append(membership)
    row.memberships = listed
