"""Where a thing of the workspace is named, in words: why it cannot simply be taken out."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.workflow import SHAPES
from app.domain.workspace import Handle, PolicySpec, ScheduleSpec, TargetSpec, Workspace
from models.kinds import TargetKind

TARGETS = {"stakeholder": "group"}  # what a step says of a kind that it calls by another word


def uses(kind: str, name: Handle, workspace: Workspace, now: datetime) -> list[str]:
    """Everything that names it, except overrides that are over."""
    finders = {
        "person": _of_person,
        "team": _of_team,
        "channel": _of_channel,
        "schedule": _of_schedule,
        "policy": _of_policy,
        "service": _of_service,
        "stakeholder": _of_group,
    }
    if kind not in finders:
        return []
    return [*finders[kind](name, workspace, now), *by_name(kind, name, workspace)]


def by_name(kind: str, name: Handle, workspace: Workspace) -> list[str]:
    """Those that would lose it with another name: they hold it in words."""
    return list(_in_workflows(kind, name, workspace))


def _in_workflows(kind: str, name: Handle, workspace: Workspace) -> Iterator[str]:
    for workflow in workspace.workflows:
        for number, step in enumerate(workflow.steps, 1):
            value = SHAPES[step.do].value.value == kind and step.value == name
            if value or f"{TARGETS.get(kind, kind)}:{name}" in step.to:
                yield f"workflow “{workflow.name}” (step {number})"


def _of_person(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    yield from (f"team {t.name}" for t in workspace.teams if name in (*t.members, *t.managers))
    for schedule in workspace.schedules:
        yield from _in_schedule(name, schedule, now)
    yield from _targeted(TargetSpec(TargetKind.PERSON, name), workspace)


def _in_schedule(name: Handle, schedule: ScheduleSpec, now: datetime) -> Iterator[str]:
    for rotation in schedule.rotations:
        if any(name in slot for slot in rotation.people):
            yield f"schedule {schedule.name} (rotation {rotation.name})"
    if any(name in (*o.people, *o.out) and o.end > now for o in schedule.overrides):
        yield f"schedule {schedule.name} (an override)"
    if any(name == s.person and (s.end is None or s.end > now) for s in schedule.shadows):
        yield f"schedule {schedule.name} (a shadow)"


def _of_team(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    yield from (f"service {s.name}" for s in workspace.services if s.team == name)
    yield from (f"schedule {s.name}" for s in workspace.schedules if s.team == name)
    yield from _targeted(TargetSpec(TargetKind.TEAM, name), workspace)


def _of_channel(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    target = TargetSpec(TargetKind.CHANNEL, name)
    yield from _targeted(target, workspace)
    yield from (f"group {g.name}" for g in workspace.stakeholders if target in g.notify)


def _of_schedule(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    for kind in (TargetKind.SCHEDULE, TargetKind.NEXT, TargetKind.PREVIOUS):
        yield from _targeted(TargetSpec(kind, name), workspace)


def _of_policy(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    yield from (f"service {s.name}" for s in workspace.services if s.policy == name)
    for policy in workspace.policies:
        if any(branch.policy == name for branch in policy.branches):
            yield f"policy {policy.name} (a branch)"


def _of_service(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    yield from (f"service {s.name}" for s in workspace.services if name in s.depends_on)
    for policy in workspace.policies:
        if any(name in branch.services for branch in policy.branches):
            yield f"policy {policy.name} (a branch)"
    yield from (f"integration {i.name}" for i in workspace.integrations if i.service == name)


def _of_group(name: Handle, workspace: Workspace, now: datetime) -> Iterator[str]:
    yield from ()  # only workflows name one


def _targeted(target: TargetSpec, workspace: Workspace) -> Iterator[str]:
    for policy in workspace.policies:
        yield from _in_policy(target, policy)


def _in_policy(target: TargetSpec, policy: PolicySpec) -> Iterator[str]:
    for number, level in enumerate(policy.levels, 1):
        if target in level.notify:
            yield f"policy {policy.name} (level {number})"
    if target in policy.last_resort:
        yield f"policy {policy.name} (last resort)"
