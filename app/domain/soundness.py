"""Whether a workspace makes sense: each part by itself, and together with what it names."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Protocol, TypeVar

from app.domain.incident_form import category_problems, field_problems, responding_problems
from app.domain.life_sign import LONGEST, LONGEST_GRACE, SHORTEST
from app.domain.limits import Limits
from app.domain.names import Names, Needs, road
from app.domain.policy_soundness import LONGEST_WAIT, policy_problems
from app.domain.problem import (
    Path,
    Problem,
    Problems,
    all_known,
    handle_problems,
    known,
    label_problems,
    number_problems,
    repeated,
    shown,
    text_problems,
    under,
    zone_problems,
)
from app.domain.rota import OVERRIDE
from app.domain.status_soundness import (
    component_problems,
    page_problems,
    stakeholder_problems,
    view_problems,
)
from app.domain.workflow_soundness import workflow_problems
from app.domain.workspace import (
    ChannelSpec,
    Handle,
    IntegrationSpec,
    OverrideSpec,
    PersonSpec,
    RespondingSpec,
    RotationSpec,
    RuleSpec,
    ScheduleSpec,
    ServiceSpec,
    ShadowSpec,
    TeamSpec,
    TrackerSpec,
    Workspace,
)
from models.kinds import Approval, Format, OverrideKind, Severity

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
KEY = re.compile(r"[A-Za-z0-9_-]{32}")
FULL_NAME, ADDRESS, REASON, DESCRIPTION = 200, 254, 200, 2000  # characters
LONGEST_REST = timedelta(days=7)
MOST_DAYS, WEEK_HOURS = 366, 168
SHORTEST_LEAD, LONGEST_LEAD = timedelta(minutes=1), timedelta(days=7)
MOST_UNITS, HIGHEST_LAYER, MOST_COLOURS = 10_000, 1000, 12


class Named(Protocol):
    """Anything with a handle."""

    @property
    def name(self) -> Handle:
        """Unique among its kind."""


T = TypeVar("T", bound=Named)
Check = Callable[[T, Names], Problems]


def workspace_problems(workspace: Workspace, outside: Names | None = None) -> list[Problem]:
    """Everything wrong with a workspace, in the order of its parts. `outside` holds what may be
    named although the workspace does not bring it."""
    names = (outside or Names()).with_those_of(workspace)
    return [
        *_each("people", "people", workspace.people, person_problems, names),
        *_each("teams", "teams", workspace.teams, team_problems, names),
        *_each("channels", "channels", workspace.channels, channel_problems, names),
        *_each("services", "services", workspace.services, service_problems, names),
        *_each("schedules", "schedules", workspace.schedules, schedule_problems, names),
        *_each("policies", "policies", workspace.policies, policy_problems, names),
        *_each("integrations", "integrations", workspace.integrations, sender_problems, names),
        *_each("workflows", "workflows", workspace.workflows, workflow_problems, names),
        *_each("components", "components", workspace.components, component_problems, names),
        *_each("stakeholders", "groups", workspace.stakeholders, stakeholder_problems, names),
        *_each("status_pages", "pages", workspace.status_pages, view_problems, names),
        *under(("status_page",), page_problems(workspace.status_page)),
        *under(("integrations",), _shared_keys(workspace.integrations)),
        *under(("integrations",), _taken_keys(workspace.integrations, names.keys)),
        *_each("trackers", "trackers", workspace.trackers, tracker_problems, names),
        *under(("followup_days",), day_problems(workspace.followup_days)),
        *under(("categories",), category_problems(workspace.categories)),
        *under(("fields",), field_problems(workspace.fields)),
        *under(("incidents",), responding_problems(workspace.responding or RespondingSpec())),
    ]


def person_problems(person: PersonSpec, names: Names) -> Problems:
    """One person; names are not needed."""
    yield from handle_problems(person.name)
    yield from text_problems(person.full_name, FULL_NAME, ("full_name",))
    yield from text_problems(person.email, ADDRESS, ("email",))
    if person.email and not EMAIL.fullmatch(person.email):
        yield Problem(("email",), f"{shown(person.email)} is no e-mail address.")
    yield from zone_problems(person.time_zone)
    if person.colour is not None:
        yield from number_problems(person.colour, 0, MOST_COLOURS - 1, ("colour",))
    for contact in person.contacts:
        yield from label_problems(contact.name, ("contacts", contact.name))
    yield from _rules(person)
    names_of = [contact.name for contact in person.contacts]
    for each in person.hours:
        yield from known(each.contact, names_of, "contact", ("hours", each.contact))
    yield from _reminders(person)
    yield from _wishes(person)
    for place, away in enumerate(person.time_off):
        path = ("time_off", place)
        yield from text_problems(away.reason, REASON, (*path, "reason"))
        if away.end <= away.start:
            yield Problem((*path, "end"), "This ends before it starts; expected a later end.")


def _reminders(person: PersonSpec) -> Problems:
    for place, lead in enumerate(person.reminders):
        if not SHORTEST_LEAD <= lead <= LONGEST_LEAD:
            sentence = "A reminder comes 1m to 7d before a hand-off."
            yield Problem(("reminders", place), sentence)


def _wishes(person: PersonSpec) -> Problems:
    for place, wish in enumerate(person.wishes):
        if wish.first is not None and wish.last is not None and wish.last < wish.first:
            sentence = "This ends before it starts; expected a later day."
            yield Problem(("wishes", place, "to"), sentence)
        if not wish.days and wish.first is None and wish.last is None:
            sentence = "This is about every day; expected weekdays, or days from and to."
            yield Problem(("wishes", place), sentence)


def team_problems(team: TeamSpec, names: Names) -> Problems:
    """One team and who is in it."""
    yield from handle_problems(team.name)
    yield from _people(team.members, names, ("members",))
    yield from _people(team.managers, names, ("managers",))
    if team.approval is Approval.MANAGER and not team.managers:
        yield Problem(("approval",), "Nobody could approve: this team has no manager.")


def tracker_problems(tracker: TrackerSpec, names: Names) -> Problems:
    """One tracker; what its address and project may be is said when it is stored."""
    yield from handle_problems(tracker.name)
    yield from text_problems(tracker.project, 300, ("project",))
    yield from text_problems(tracker.user, 200, ("user",))
    yield from text_problems(tracker.type, 64, ("type",))


def day_problems(days: tuple[tuple[Severity, int], ...]) -> Problems:
    """Days that follow-ups may take."""
    for severity, count in days:
        yield from number_problems(count, 1, 3650, (severity.value,))


def channel_problems(channel: ChannelSpec, names: Names) -> Problems:
    """One channel."""
    yield from handle_problems(channel.name)


def service_problems(service: ServiceSpec, names: Names) -> Problems:
    """One service and what it names; `names.needs` must hold its own dependencies too."""
    yield from handle_problems(service.name)
    yield from text_problems(service.description, DESCRIPTION, ("description",), lines=True)
    if service.team is not None:
        yield from known(service.team, names.teams, "team", ("team",))
    if service.policy is not None:
        yield from known(service.policy, names.policies, "policy", ("policy",))
    yield from all_known(service.depends_on, names.services, "service", ("depends_on",))
    yield from _cycles(service, names.needs)
    if service.slo is not None and not 0 < service.slo <= 100:
        yield Problem(
            ("slo",), f"{service.slo} is out of range; expected per cent, above 0 to 100."
        )


def schedule_problems(schedule: ScheduleSpec, names: Names) -> Problems:
    """One schedule, its rotations and overrides."""
    yield from handle_problems(schedule.name)
    yield from zone_problems(schedule.time_zone)
    if schedule.team is not None:
        yield from known(schedule.team, names.teams, "team", ("team",))
    yield from repeated((each.name for each in schedule.rotations), "rotations", ("rotations",))
    for place, rotation in enumerate(schedule.rotations):
        yield from under(("rotations", place), rotation_problems(rotation, names))
    for place, override in enumerate(schedule.overrides):
        yield from under(("overrides", place), override_problems(override, names))
    yield from under(("limits",), limit_problems(schedule.limits))
    for place, shadow in enumerate(schedule.shadows):
        yield from under(("shadows", place), shadow_problems(shadow, names))


def limit_problems(limits: Limits) -> Problems:
    """What a schedule's people may be asked for."""
    if not timedelta() <= limits.rest <= LONGEST_REST:
        yield Problem(("rest",), "This rest is out of range; expected 0m to 7d.")
    yield from number_problems(limits.nights_running, 0, MOST_DAYS, ("nights_running",))
    yield from number_problems(limits.days_running, 0, MOST_DAYS, ("days_running",))
    yield from number_problems(limits.week_hours, 0, WEEK_HOURS, ("week_hours",))


def shadow_problems(shadow: ShadowSpec, names: Names) -> Problems:
    """One shadow; who it is may have left since."""
    yield from known(shadow.person, names.everyone, "person", ("person",))
    if shadow.end is not None and shadow.end <= shadow.start:
        yield Problem(("end",), "This ends before it starts; expected a later end, or none.")


def rotation_problems(rotation: RotationSpec, names: Names) -> Problems:
    """One rotation of a schedule."""
    if rotation.name == OVERRIDE:
        yield Problem(("name",), f"{OVERRIDE!r} is what shifts made by overrides are called.")
    yield from label_problems(rotation.name, ("name",))
    yield from number_problems(rotation.layer, 0, HIGHEST_LAYER, ("layer",))
    yield from number_problems(rotation.every, 1, MOST_UNITS, ("shift", "every"))
    if rotation.until is not None and rotation.until <= rotation.start:
        yield Problem(("until",), "This ends before it starts; expected a later time, or null.")
    if not rotation.people:
        yield Problem(
            ("people",), "This rotation is empty; expected at least one person or nobody."
        )
    for place, slot in enumerate(rotation.people):
        path: Path = ("people", place)
        for problem in _people(slot, names, path):
            yield replace(problem, path=path) if len(slot) == 1 else problem


def override_problems(override: OverrideSpec, names: Names) -> Problems:
    """One override; whom it names may have left since."""
    if override.end <= override.start:
        yield Problem(("end",), "This ends before it starts; expected a later end.")
    yield from text_problems(override.reason, REASON, ("reason",))
    brings = "with" if override.kind is OverrideKind.REPLACE else str(override.kind)
    if override.kind is not OverrideKind.REMOVE:
        yield from _named(override.people, names, brings)
    if override.kind in (OverrideKind.REPLACE, OverrideKind.REMOVE):
        yield from _named(override.out, names, str(override.kind))


def sender_problems(integration: IntegrationSpec, names: Names) -> Problems:
    """One integration and its service; the key is not repeated."""
    yield from handle_problems(integration.name)
    yield from known(integration.service, names.services, "service", ("service",))
    if integration.key is not None and not KEY.fullmatch(integration.key):
        yield Problem(
            ("key",),
            "This is no key; expected 32 letters, digits, '-' or '_', or none to make one.",
        )
    yield from _pace_problems(integration)


def _pace_problems(integration: IntegrationSpec) -> Problems:
    every, grace = integration.every, integration.grace
    if integration.format is not Format.HEARTBEAT:
        for key, said in (("every", every), ("grace", grace)):
            if said is not None:
                yield Problem((key,), f"Only a heartbeat has {key!r}, not {integration.format}.")
        return
    if every is not None and not SHORTEST <= every <= LONGEST:
        yield Problem(("every",), "A job is heard every 10s to 366d.")
    if grace is not None and not timedelta() <= grace <= LONGEST_GRACE:
        yield Problem(("grace",), "A job may be late by 0s to 30d.")


def _each(
    section: str, plural: str, specs: Iterable[T], check: Check[T], names: Names
) -> list[Problem]:
    listed = list(specs)
    handles = [spec.name for spec in listed]
    problems = list(repeated(handles, plural, (section,)))
    for place, spec in enumerate(listed):
        problems += under((section, place), check(spec, names))
    return problems


def _rules(person: PersonSpec) -> Problems:
    contacts = [contact.name for contact in person.contacts]
    places: Counter[str] = Counter()
    for rule in person.rules:
        path: Path = ("rules", str(rule.urgency), places[rule.urgency])
        places[rule.urgency] += 1
        yield from _rule(rule, contacts, path)


def _rule(rule: RuleSpec, contacts: list[str], path: Path) -> Problems:
    yield from known(rule.contact, contacts, "contact of this person", (*path, "contact"))
    if not timedelta() <= rule.after <= LONGEST_WAIT:
        yield Problem((*path, "after"), "This delay is out of range; expected 0s to 30d.")


def _people(listed: tuple[Handle, ...], names: Names, path: Path) -> Problems:
    """People who must be active."""
    yield from all_known(listed, names.everyone, "person", path)
    for place, name in enumerate(listed):
        if name in names.everyone - names.people:
            yield Problem((*path, place), f"{shown(name)} is not active any more.")


def _named(listed: tuple[Handle, ...], names: Names, key: str) -> Problems:
    if not listed:
        yield Problem((key,), f"Nobody is named at {key!r}; expected a person.")
    for problem in all_known(listed, names.everyone, "person", (key,)):
        yield replace(problem, path=(key,)) if len(listed) == 1 else problem


def _shared_keys(integrations: tuple[IntegrationSpec, ...]) -> Problems:
    holders: dict[str, str] = {}
    for place, each in enumerate(integrations):
        if each.key is not None and holders.setdefault(each.key, each.name) != each.name:
            sentence = f"This is the key of {holders[each.key]} too; expected one of its own."
            yield Problem((place, "key"), sentence)


def _taken_keys(integrations: tuple[IntegrationSpec, ...], keys: Mapping[str, Handle]) -> Problems:
    """Keys of integrations that are stored; one that the workspace gives a key lets go of its."""
    free = {each.name for each in integrations if each.key is not None}
    for place, each in enumerate(integrations):
        holder = keys.get(sha256((each.key or "").encode()).hexdigest())
        if holder is not None and holder != each.name and holder not in free:
            sentence = f"This is the key of {holder} too; expected one of its own."
            yield Problem((place, "key"), sentence)


def _cycles(service: ServiceSpec, needs: Needs) -> Problems:
    for place, need in enumerate(service.depends_on):
        way = road(need, service.name, needs)
        if way:
            through = " -> ".join((service.name, *way))
            yield Problem(("depends_on", place), f"A service cannot need itself: {through}.")
