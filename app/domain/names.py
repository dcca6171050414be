"""What a spec may name: the handles of everything that exists, or will once a file is applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from app.domain.workspace import Handle, Workspace
from models.kinds import TargetKind
from models.kinds_together import FieldKind

Handles = frozenset[Handle]
Needs = Mapping[Handle, tuple[Handle, ...]]


@dataclass(frozen=True)
class Names:
    """`people` are the active ones, `everyone` also those who left; `needs` says what each service
    depends on, `leads` to which policies each policy's branches lead, `keys` whose integration's
    key has this SHA-256."""

    people: Handles = frozenset()
    everyone: Handles = frozenset()
    teams: Handles = frozenset()
    channels: Handles = frozenset()
    services: Handles = frozenset()
    schedules: Handles = frozenset()
    policies: Handles = frozenset()
    workflows: Handles = frozenset()
    groups: Handles = frozenset()
    components: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    fields: Mapping[str, FieldKind] = field(default_factory=dict)
    needs: Needs = field(default_factory=dict)
    leads: Needs = field(default_factory=dict)
    keys: Mapping[str, Handle] = field(default_factory=dict)

    def targets(self, kind: TargetKind) -> Handles:
        """What a policy's target of this kind may name."""
        named = {
            TargetKind.PERSON: self.people,
            TargetKind.TEAM: self.teams,
            TargetKind.SCHEDULE: self.schedules,
            TargetKind.CHANNEL: self.channels,
            TargetKind.NEXT: self.schedules,
            TargetKind.PREVIOUS: self.schedules,
        }
        return named[kind]

    def with_those_of(self, workspace: Workspace) -> "Names":
        """These names once a workspace is laid over them."""
        new = names_of(workspace)
        united: dict[str, Any] = {
            each.name: getattr(self, each.name) | getattr(new, each.name) for each in fields(Names)
        }
        united["people"] -= new.everyone - new.people
        return Names(**united)


def names_of(workspace: Workspace) -> Names:
    """Everything that a workspace itself brings."""
    return Names(
        people=frozenset(each.name for each in workspace.people if each.active),
        everyone=frozenset(each.name for each in workspace.people),
        teams=frozenset(each.name for each in workspace.teams),
        channels=frozenset(each.name for each in workspace.channels),
        services=frozenset(each.name for each in workspace.services),
        schedules=frozenset(each.name for each in workspace.schedules),
        policies=frozenset(each.name for each in workspace.policies),
        workflows=frozenset(each.name for each in workspace.workflows),
        groups=frozenset(each.name for each in workspace.stakeholders),
        components=frozenset(each.name for each in workspace.components),
        categories=frozenset(each.name for each in workspace.categories),
        fields={each.name: each.kind for each in workspace.fields},
        needs={each.name: each.depends_on for each in workspace.services},
        leads={
            each.name: tuple(branch.policy for branch in each.branches)
            for each in workspace.policies
        },
    )


def road(start: Handle, goal: Handle, needs: Needs) -> tuple[Handle, ...]:
    """The first way found along `needs` from one service to another, both ends named."""
    ways: list[tuple[Handle, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        ahead = [need for need in needs.get(way[-1], ()) if need not in seen]
        seen.update(ahead)
        ways += [(*way, need) for need in ahead]
    return ()
