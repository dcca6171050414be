"""Whether an escalation policy makes sense: levels, whom they name, branches that end."""

from datetime import timedelta

from app.domain.branch import DEEPEST
from app.domain.names import Names, Needs, road
from app.domain.problem import (
    Path,
    Problem,
    Problems,
    all_known,
    handle_problems,
    known,
    number_problems,
    shown,
    under,
    zone_problems,
)
from app.domain.workspace import BranchSpec, Handle, LevelSpec, PolicySpec, TargetSpec
from models.kinds import TargetKind

LONGEST_WAIT = timedelta(days=30)
MOST_ROUNDS = 100
BESIDE = (TargetKind.NEXT, TargetKind.PREVIOUS)  # they name a schedule


def policy_problems(policy: PolicySpec, names: Names) -> Problems:
    """One policy and whom it notifies."""
    yield from handle_problems(policy.name)
    yield from number_problems(policy.repeat, 0, MOST_ROUNDS, ("repeat",))
    for place, level in enumerate(policy.levels):
        yield from under(("levels", place), level_problems(level, names))
    yield from _targets(policy.last_resort, names, ("last_resort",))
    yield from _hours(policy)
    for place, branch in enumerate(policy.branches):
        yield from under(("branches", place), _branch(branch, policy, names))
    if not policy.levels:
        yield Problem(("levels",), "This policy has no level; expected at least one.")
    if not policy.last_resort:
        yield Problem(
            (),
            f"Policy {policy.name} has no last_resort: when all rounds fail, the managers of the "
            "service's team are paged, or its members; without a team, nobody.",
            True,
        )


def level_problems(level: LevelSpec, names: Names) -> Problems:
    """One level of a policy."""
    if not level.notify:
        yield Problem((), "This level notifies nobody and will be passed over.", True)
    yield from _targets(level.notify, names, ("notify",))
    yield from number_problems(level.retry, 0, MOST_ROUNDS, ("retry",))
    if not timedelta() <= level.wait <= LONGEST_WAIT:
        yield Problem(("wait",), "This wait is out of range; expected 0s to 30d.")


def _hours(policy: PolicySpec) -> Problems:
    if policy.time_zone is not None:
        yield from zone_problems(policy.time_zone)
    elif policy.low_hours or any(branch.hours for branch in policy.branches):
        yield Problem(
            ("time_zone",), "These hours need a time_zone; expected one such as Europe/Madrid."
        )
    if policy.remind is not None and not timedelta() < policy.remind <= LONGEST_WAIT:
        yield Problem(("remind",), "This is out of range; expected more than 0s, to 30d.")


def _branch(branch: BranchSpec, policy: PolicySpec, names: Names) -> Problems:
    yield from known(branch.policy, names.policies, "policy", ("policy",))
    yield from all_known(branch.services, names.services, "service", ("services",))
    back = road(branch.policy, policy.name, names.leads)
    if back:
        through = " -> ".join((policy.name, *back))
        yield Problem(("policy",), f"A policy cannot lead back to itself: {through}.")
    elif 1 + _depth(branch.policy, names.leads) > DEEPEST:
        sentence = f"These branches are more than {DEEPEST} deep; expected a shorter way."
        yield Problem(("policy",), sentence)
    if not (branch.urgency or branch.severity or branch.services or branch.hours):
        yield Problem((), "This branch has no condition, so the levels are never walked.", True)


def _depth(policy: Handle, leads: Needs, further: int = DEEPEST + 1) -> int:
    """The longest way on from a policy, in branches; no further than asked."""
    if not further:
        return 0
    return max((1 + _depth(each, leads, further - 1) for each in leads.get(policy, ())), default=0)


def _targets(listed: tuple[TargetSpec, ...], names: Names, path: Path) -> Problems:
    for place, target in enumerate(listed):
        found = names.targets(target.kind)
        kind = TargetKind.SCHEDULE if target.kind in BESIDE else target.kind
        yield from known(target.name, found, str(kind), (*path, place))
        if target in listed[:place]:
            yield Problem((*path, place), f"{shown(str(target))} is named twice here.")
