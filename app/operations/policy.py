"""Policies are saved whole. Open incidents keep the policy they began with."""

from sqlalchemy import select

from app.domain import restriction_text
from app.domain.actor import Actor
from app.domain.branch import Condition, Hours
from app.domain.policy_soundness import policy_problems
from app.domain.workspace import BranchSpec, LevelSpec, PolicySpec, TargetSpec
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import refuse_when_used
from app.queries.spec import level_spec, names_now, policy_spec
from app.store import Store
from models.kinds import TargetKind
from models.people import Person, Team
from models.policy import Branch, Channel, Level, Policy, Target
from models.rota import Schedule
from models.service import Service


def save_policy(
    store: Store, spec: PolicySpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a policy, or changes the one a form was opened on. Returns the id.
    Raises Refused beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(policy_problems(spec, names_now(edit.session)))
        row = edit.find(Policy, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a policy called {spec.name!r}.", "name")
        return put_policy(edit, spec, row).id


def remove_policy(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Deletes a policy. Raises Refused naming every service that still needs it."""
    with editing(store, by) as edit:
        row = edit.find(Policy, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_policy(edit, row)


def put_policy(edit: Edit, spec: PolicySpec, row: Policy | None) -> Policy:
    """Makes the row what the spec says. A level that stays as it was keeps its turn of the round
    robin."""
    if row is None:
        row = Policy(name=spec.name)
        _write(edit, row, spec)
        edit.add(row)
        return row
    old = policy_spec(row)
    if old != spec:
        _write(edit, row, spec)
        edit.change(row, old, spec)
    return row


def drop_policy(edit: Edit, row: Policy) -> None:
    """Deletes it, and the branches of those who go with it that lead here."""
    for branch in edit.session.scalars(select(Branch).where(Branch.leads_to_id == row.id)):
        edit.session.delete(branch)
    edit.session.flush()
    edit.session.delete(row)
    edit.note("-", "policy", row.name)


def _write(edit: Edit, row: Policy, spec: PolicySpec) -> None:
    row.name, row.repeat = spec.name, spec.repeat
    edit.session.add(row)
    edit.session.flush()
    stored = {each.position: each for each in row.levels}
    row.levels = [_level(edit, row, each, stored.get(n)) for n, each in enumerate(spec.levels)]
    for position, level in enumerate(row.levels):
        level.position = position
    row.last_resort = _targets(edit, row, spec.last_resort)
    row.hours = [restriction_text.written(each) for each in spec.low_hours]
    row.time_zone = spec.time_zone
    row.remind_s = int(spec.remind.total_seconds()) if spec.remind else None
    row.branches = [_branch(edit, spec, each, n) for n, each in enumerate(spec.branches)]


def _branch(edit: Edit, policy: PolicySpec, spec: BranchSpec, position: int) -> Branch:
    condition = Condition(
        spec.urgency,
        spec.severity,
        tuple(edit.ids(Service, spec.services)),
        Hours(spec.hours, policy.time_zone or "UTC"),
    )
    leads_to = edit.session.get_one(Policy, edit.ids(Policy, [spec.policy])[0])
    return Branch(position=position, condition=condition.json(), leads_to=leads_to)


def _level(edit: Edit, policy: Policy, spec: LevelSpec, row: Level | None) -> Level:
    if row is not None and level_spec(row) == spec:
        return row
    row = row or Level(picked=0)
    row.wait_s, row.retry = int(spec.wait.total_seconds()), spec.retry
    row.pick, row.ack = spec.pick, spec.ack
    row.targets = _targets(edit, policy, spec.notify)
    return row


def _targets(edit: Edit, policy: Policy, listed: tuple[TargetSpec, ...]) -> list[Target]:
    return [_target(edit, policy, each, place) for place, each in enumerate(listed)]


def _target(edit: Edit, policy: Policy, spec: TargetSpec, place: int) -> Target:
    row = Target(policy_id=policy.id, kind=spec.kind, place=place)
    get = edit.session.get_one
    match spec.kind:
        case TargetKind.PERSON:
            row.person = get(Person, edit.ids(Person, [spec.name])[0])
        case TargetKind.TEAM:
            row.team = get(Team, edit.ids(Team, [spec.name])[0])
        case TargetKind.SCHEDULE | TargetKind.NEXT | TargetKind.PREVIOUS:
            row.schedule = get(Schedule, edit.ids(Schedule, [spec.name])[0])
        case TargetKind.CHANNEL:
            row.channel = get(Channel, edit.ids(Channel, [spec.name])[0])
    return row
