"""A workspace as the text of its file: one order, and what is as usual is left out."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.domain import restriction_text, wish
from app.domain.limits import USUAL, Limits
from app.domain.moment import at_wall, spoken
from app.domain.rota import Restriction
from app.domain.workspace import (
    NOBODY,
    BranchSpec,
    CategorySpec,
    ChannelSpec,
    FieldSpec,
    Handle,
    IntegrationSpec,
    LevelSpec,
    OverrideSpec,
    PersonSpec,
    PolicySpec,
    RespondingSpec,
    RotationSpec,
    RuleSpec,
    ScheduleSpec,
    ServiceSpec,
    ShadowSpec,
    TeamSpec,
    TimeOffSpec,
    TrackerSpec,
    Workspace,
)
from app.workspace import status, workflow
from app.workspace.layout import Raw, bare, flow, mapping, section
from app.workspace.read import VERSION
from models.kinds import (
    Ack,
    Approval,
    OverrideKind,
    Pick,
    ServiceKind,
    Severity,
    Turns,
    Urgency,
    Weekly,
)
from models.kinds_together import FieldKind

Data = dict[str, Any]
NULL = Raw("null")
SEALED = "# Addresses and keys are missing here: the key that opens them is not on this machine."


def written(workspace: Workspace, *, sealed: bool = False) -> str:
    """The whole file. `sealed` says in it that secrets could not be opened."""
    page = workspace.status_page
    lines = [
        *([SEALED] if sealed else []),
        f"watchbill: {VERSION}",
        *([f"language: {workspace.language}"] if workspace.language else []),
        *section("people", map(_person, workspace.people)),
        *section("teams", map(_team, workspace.teams)),
        *section("channels", map(_channel, workspace.channels)),
        *section("services", map(_service, workspace.services)),
        *section("schedules", map(_schedule, workspace.schedules)),
        *section("policies", map(_policy, workspace.policies)),
        *section("integrations", map(_integration, workspace.integrations)),
        *section("categories", map(_category, workspace.categories)),
        *section("fields", map(_field, workspace.fields)),
        *_responding(workspace.responding),
        *section("workflows", map(workflow.said, workspace.workflows)),
        *section("trackers", map(_tracker, workspace.trackers)),
        *_days(workspace.followup_days),
        *mapping("status_page", status.written_page(page) if page else None),
        *section("components", map(status.written_component, workspace.components)),
        *section("stakeholders", map(status.written_stakeholder, workspace.stakeholders)),
        *section("status_pages", map(status.written_view, workspace.status_pages)),
    ]
    return "\n".join(lines) + "\n"


def plain(spec: ScheduleSpec | PolicySpec) -> Data:
    """One schedule or policy as the file says it, in values that JSON has."""
    said = _schedule(spec) if isinstance(spec, ScheduleSpec) else _policy(spec)
    return {key: bare(each) for key, each in said.items()}


def _person(spec: PersonSpec) -> Data:
    return _said(
        name=spec.name,
        full_name=spec.full_name,
        email=spec.email,
        time_zone=spec.time_zone,
        contacts={each.name: _secret(each.address) for each in spec.contacts},
        rules=_said(**{kind: _rules(spec.rules, kind) for kind in Urgency}),
        reminders=[_length(each) for each in spec.reminders],
        weekly=None if spec.weekly is Weekly.NEVER else str(spec.weekly),
        hours={each.contact: _hours(each.hours) for each in spec.hours},
        quiet=_hours(spec.quiet),
        tests=Raw("true") if spec.tests else None,
        drills=Raw("true") if spec.drills else None,
        time_off=[_time_off(each) for each in spec.time_off],
        wishes=[_wish(each) for each in spec.wishes],
        colour=None if spec.colour is None else Raw(spec.colour),
        active=None if spec.active else Raw("false"),
    )


def _rules(rules: tuple[RuleSpec, ...], urgency: Urgency) -> list[Data]:
    return [
        {"contact": each.contact, "after": _length(each.after)}
        for each in rules
        if each.urgency is urgency
    ]


def _time_off(spec: TimeOffSpec) -> Data:
    return _said(start=_day(spec.start), end=_day(spec.end), reason=spec.reason)


def _wish(spec: wish.WishSpec) -> Data:
    said = wish.written(spec)
    return said | ({"gladly": Raw("true")} if spec.gladly else {})


def _team(spec: TeamSpec) -> Data:
    return _said(
        name=spec.name,
        members=list(spec.members),
        managers=list(spec.managers),
        approval=None if spec.approval is Approval.NONE else str(spec.approval),
    )


def _channel(spec: ChannelSpec) -> Data:
    return {"name": spec.name, "address": _secret(spec.address)}


def _service(spec: ServiceSpec) -> Data:
    return _said(
        name=spec.name,
        description=spec.description,
        team=spec.team,
        policy=spec.policy,
        depends_on=list(spec.depends_on),
        slo=None if spec.slo is None else _number(spec.slo),
        kind=None if spec.kind is ServiceKind.INTERNAL else str(spec.kind),
    )


def _schedule(spec: ScheduleSpec) -> Data:
    zone = ZoneInfo(spec.time_zone)
    return _said(
        name=spec.name,
        team=spec.team,
        time_zone=spec.time_zone,
        rotations=[_rotation(each) for each in spec.rotations],
        overrides=[_override(each, zone) for each in spec.overrides],
        holidays=spec.holidays,
        limits=_limits(spec.limits),
        shadows=[_shadow(each, zone) for each in spec.shadows],
    )


def _limits(spec: Limits) -> Data:
    """Those that are not as usual; 0 switches one off, so it is said."""
    said = {each.name: getattr(spec, each.name) for each in fields(Limits)}
    return {
        name: _length(value) if isinstance(value, timedelta) else Raw(value)
        for name, value in said.items()
        if value != getattr(USUAL, name)
    }


def _shadow(spec: ShadowSpec, zone: ZoneInfo) -> Data:
    end = None if spec.end is None else _instant(spec.end, zone)
    return _said(person=spec.person, start=_instant(spec.start, zone), end=end)


def _rotation(spec: RotationSpec) -> Data:
    return _said(
        name=spec.name,
        layer=Raw(spec.layer),
        start=_wall(spec.start),
        until=None if spec.until is None else _wall(spec.until),
        shift={"every": Raw(spec.every), "unit": str(spec.unit)},
        people=[_slot(each) for each in spec.people],
        turns=None if spec.turns is Turns.WORKED else str(spec.turns),
        restrictions=_hours(spec.restrictions),
    )


def _slot(people: tuple[Handle, ...]) -> str | list[Handle]:
    return _one_or_list(people) if people else NOBODY


def _override(spec: OverrideSpec, zone: ZoneInfo) -> Data:
    said = {"start": _instant(spec.start, zone), "end": _instant(spec.end, zone)}
    if spec.kind is OverrideKind.REPLACE:
        doing = {"replace": _one_or_list(spec.out), "with": _one_or_list(spec.people)}
    else:
        doing = {str(spec.kind): _one_or_list(spec.people or spec.out)}
    return _said(**said, **doing, reason=spec.reason)


def _policy(spec: PolicySpec) -> Data:
    return _said(
        name=spec.name,
        levels=[_level(each) for each in spec.levels],
        repeat=Raw(spec.repeat) if spec.repeat else None,
        last_resort=[str(each) for each in spec.last_resort],
        low_hours=_hours(spec.low_hours),
        time_zone=spec.time_zone,
        remind=None if spec.remind is None else _length(spec.remind),
        branches=[_branch(each) for each in spec.branches],
    )


def _branch(spec: BranchSpec) -> Data:
    return _said(
        policy=spec.policy,
        urgency=None if spec.urgency is None else str(spec.urgency),
        severity=[str(each) for each in spec.severity],
        services=list(spec.services),
        hours=_hours(spec.hours),
    )


def _hours(windows: tuple[Restriction, ...]) -> list[Data]:
    return [restriction_text.written(each) for each in windows]


def _level(spec: LevelSpec) -> Data:
    return {
        "notify": [str(each) for each in spec.notify],
        **_said(
            wait=_length(spec.wait),
            retry=Raw(spec.retry) if spec.retry else None,
            pick=None if spec.pick is Pick.ALL else str(spec.pick),
            ack=None if spec.ack is Ack.FIRST else str(spec.ack),
        ),
    }


def _integration(spec: IntegrationSpec) -> Data:
    return _said(
        name=spec.name,
        format=str(spec.format),
        service=spec.service,
        key=spec.key,
        every=None if spec.every is None else _length(spec.every),
        grace=None if spec.grace is None else _length(spec.grace),
    )


def _category(spec: CategorySpec) -> Data:
    return _said(name=spec.name, about=spec.about)


def _field(spec: FieldSpec) -> Data:
    return _said(
        name=spec.name,
        kind=None if spec.kind is FieldKind.TEXT else str(spec.kind),
        choices=list(spec.choices),
        about=spec.about,
        declare=Raw("true") if spec.declare else None,
        needed=Raw("true") if spec.needed else None,
    )


def _responding(spec: RespondingSpec | None) -> list[str]:
    if spec is None:
        return []
    said = _said(bridge=spec.bridge or Raw("none"), why=list(spec.why))
    return [f"incidents: {flow(said)}"]


def _tracker(spec: TrackerSpec) -> Data:
    return _said(
        name=spec.name,
        kind=str(spec.kind),
        project=spec.project,
        url=spec.url,
        token=_secret(spec.token),
        user=spec.user,
        type=spec.type,
        labels=list(spec.labels),
        inside=Raw("true") if spec.inside else None,
    )


def _days(days: tuple[tuple[Severity, int], ...]) -> list[str]:
    said = {severity.value: Raw(count) for severity, count in days}
    return [f"followup_days: {flow(said)}"] if said else []


def _said(**values: Any) -> Data:
    """What there is to say: neither None nor empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _secret(text: str | None) -> str:
    return NULL if text is None else text


def _one_or_list(people: tuple[Handle, ...]) -> str | list[Handle]:
    return people[0] if len(people) == 1 else list(people)


def _length(length: timedelta) -> Raw:
    return Raw(spoken(length))


def _number(value: float) -> Raw:
    text = f"{Decimal(repr(value)):f}"
    return Raw(text.removesuffix(".0"))


def _wall(at: datetime) -> Raw:
    return Raw(at.isoformat("T", "seconds" if at.second else "minutes"))


def _day(at: datetime) -> Raw:
    """A time off's end: the day alone where it begins."""
    midnight = (at.hour, at.minute, at.second) == (0, 0, 0)
    return Raw(at.date().isoformat()) if midnight else _wall(at)


def _instant(at: datetime, zone: ZoneInfo) -> Raw:
    """Wall clock of the schedule's zone; with Z where that clock cannot say it."""
    shown = at.astimezone(zone).replace(tzinfo=None)
    if at_wall(shown, zone) == at:
        return _wall(shown)
    return Raw(f"{_wall(at.astimezone(UTC).replace(tzinfo=None))}Z")
