"""Workspaces made up by hypothesis: every one of them sound, in the order in which it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from app.domain import restriction_text
from app.domain.difference import person_in_order, shadow_order, team_in_order
from app.domain.incident_form import PICKING
from app.domain.limits import USUAL, Limits
from app.domain.rota import OVERRIDE, Restriction
from app.domain.status_soundness import ordered
from app.domain.wish import WishSpec
from app.domain.workspace import (
    NOBODY,
    CategorySpec,
    ChannelSpec,
    ComponentSpec,
    ContactSpec,
    FieldSpec,
    HoursSpec,
    IntegrationSpec,
    LevelSpec,
    OverrideSpec,
    PageSpec,
    PersonSpec,
    PolicySpec,
    RespondingSpec,
    RotationSpec,
    RuleSpec,
    ScheduleSpec,
    ServiceSpec,
    ShadowSpec,
    StakeholderSpec,
    TargetSpec,
    TeamSpec,
    TimeOffSpec,
    ViewSpec,
    Workspace,
)
from models.kinds import (
    Ack,
    Approval,
    Format,
    OverrideKind,
    Pick,
    ServiceKind,
    Severity,
    TargetKind,
    Turns,
    Unit,
    Urgency,
    Weekly,
)
from models.kinds_together import FieldKind

ZONES = ("UTC", "Europe/Madrid", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")
TRAPS = ("no", "on", "y", "null", "true", "e1", "1e3", "0x1f", "12", "1.5", "007", "2026-01-05")
RESPONDING = (
    RespondingSpec(),
    RespondingSpec("", ("severity",)),
    RespondingSpec("https://meet.example.org/x?y={room}", ("stage", "merge")),
)
ADDRESSES = ("json://localhost", "ntfy://ntfy.example.org/ana", "mailto://a:b@example.org?x=%20")

traps = st.sampled_from(TRAPS)
handles = (
    st.from_regex(r"[a-z0-9][a-z0-9._-]{0,11}", fullmatch=True).filter(lambda name: name != NOBODY)
    | traps
)
signs = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
texts = st.text(signs, max_size=30) | st.sampled_from(TRAPS)
labels = (st.text(signs, min_size=1, max_size=20) | st.sampled_from(TRAPS)).filter(
    lambda name: name == name.strip() != "" and name != OVERRIDE
)
lines = st.text(st.one_of(signs, st.just("\n")), max_size=30)
walls = st.datetimes(datetime(1970, 1, 1), datetime(2199, 1, 1)).map(
    lambda at: at.replace(microsecond=0)
)
lengths = st.integers(0, 30 * 86400).map(lambda seconds: timedelta(seconds=seconds))
leads = st.integers(60, 7 * 86400).map(lambda seconds: timedelta(seconds=seconds))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(ZONES)


def some(of: tuple[str, ...], least: int = 0, most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of them, each once."""
    least, most = min(least, len(of)), min(most, len(of))
    if not of:
        return st.just(())
    return st.lists(st.sampled_from(of), min_size=least, max_size=most, unique=True).map(tuple)


def maybe(of: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    """One of them, or none."""
    return st.none() | st.sampled_from(of) if of else st.none()


@st.composite
def people(draw: st.DrawFn, name: str) -> PersonSpec:
    contacts = tuple(draw(st.lists(labels, max_size=3, unique=True)))
    rule = st.builds(
        RuleSpec, st.sampled_from(Urgency), st.sampled_from(contacts or ("",)), lengths
    )
    away = st.tuples(walls, lengths.filter(bool), texts).map(
        lambda said: TimeOffSpec(said[0], said[0] + said[1], said[2])
    )
    return person_in_order(
        PersonSpec(
            name=name,
            full_name=draw(texts),
            email=draw(st.sampled_from(("", "a@b", "ana@example.org"))),
            time_zone=draw(zones),
            contacts=tuple(ContactSpec(c, draw(st.sampled_from(ADDRESSES))) for c in contacts),
            rules=tuple(draw(st.lists(rule, max_size=4))) if contacts else (),
            time_off=tuple(draw(st.lists(away, max_size=2))),
            colour=draw(st.none() | st.integers(0, 11)),
            active=draw(st.sampled_from((True, True, True, False))),
            reminders=tuple(draw(st.lists(leads, max_size=3))),
            weekly=draw(st.sampled_from(Weekly)),
            hours=tuple(HoursSpec(c, (draw(restrictions()),)) for c in draw(some(contacts))),
            quiet=tuple(draw(st.lists(restrictions(), max_size=2))),
            tests=draw(st.booleans()),
            drills=draw(st.booleans()),
            wishes=tuple(draw(st.lists(wishes(), max_size=2))),
        )
    )


@st.composite
def wishes(draw: st.DrawFn) -> WishSpec:
    days = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    first = draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)))
    last = draw(st.none() | st.dates(date(2027, 1, 1), date(2028, 1, 1)))
    return WishSpec(days, first, last, draw(st.booleans()))


@st.composite
def people_together(draw: st.DrawFn, name: str, active: tuple[str, ...]) -> TeamSpec:
    managers = draw(some(active))
    approval = draw(st.sampled_from(Approval)) if managers else Approval.NONE
    return team_in_order(TeamSpec(name, draw(some(active)), managers, approval))


@st.composite
def restrictions(draw: st.DrawFn) -> Restriction:
    if draw(st.booleans()):
        days = restriction_text.days(draw(st.lists(st.integers(0, 6))))
        return Restriction(days, (None, draw(clocks)), (None, draw(clocks)))
    day = st.integers(0, 6)
    return Restriction((), (draw(day), draw(clocks)), (draw(day), draw(clocks)))


@st.composite
def rotations(draw: st.DrawFn, name: str, active: tuple[str, ...]) -> RotationSpec:
    start = draw(walls)
    slots = st.lists(some(active, most=3), min_size=1, max_size=4).map(tuple)
    return RotationSpec(
        name=name,
        start=start,
        unit=draw(st.sampled_from(Unit)),
        people=draw(slots),
        every=draw(st.integers(1, 30)),
        layer=draw(st.integers(0, 5)),
        until=draw(st.none() | lengths.filter(bool).map(lambda length: start + length)),
        turns=draw(st.sampled_from(Turns)),
        restrictions=tuple(draw(st.lists(restrictions(), max_size=2))),
    )


@st.composite
def overrides(draw: st.DrawFn, everyone: tuple[str, ...]) -> OverrideSpec:
    kind = draw(st.sampled_from(OverrideKind))
    start = draw(walls).replace(tzinfo=UTC)
    takes = kind in (OverrideKind.REPLACE, OverrideKind.REMOVE)
    return OverrideSpec(
        kind=kind,
        start=start,
        end=start + draw(lengths.filter(bool)),
        people=() if kind is OverrideKind.REMOVE else draw(some(everyone, 1)),
        out=draw(some(everyone, 1)) if takes else (),
        reason=draw(texts),
    )


limits = st.just(USUAL) | st.builds(
    Limits,
    st.integers(0, 7 * 86400).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(0, 366),
    st.integers(0, 366),
    st.integers(0, 168),
)


@st.composite
def shadows(draw: st.DrawFn, everyone: tuple[str, ...]) -> tuple[ShadowSpec, ...]:
    found = set()
    for person in draw(some(everyone)):
        start = draw(walls).replace(tzinfo=UTC)
        end = draw(st.none() | lengths.filter(bool).map(start.__add__))
        found.add(ShadowSpec(person, start, end))
    return tuple(sorted(found, key=shadow_order))


@st.composite
def schedules(
    draw: st.DrawFn,
    name: str,
    active: tuple[str, ...],
    everyone: tuple[str, ...],
    teams: tuple[str, ...],
) -> ScheduleSpec:
    named = draw(st.lists(labels, max_size=3, unique=True))
    return ScheduleSpec(
        name=name,
        time_zone=draw(zones),
        team=draw(maybe(teams)),
        rotations=tuple(draw(rotations(each, active)) for each in named),
        overrides=tuple(draw(st.lists(overrides(everyone), max_size=3))) if everyone else (),
        holidays=draw(st.sampled_from((None, "ES", "NO", "ES-MD"))),
        limits=draw(limits),
        shadows=draw(shadows(everyone)),
    )


@st.composite
def policies(draw: st.DrawFn, name: str, targets: tuple[TargetSpec, ...]) -> PolicySpec:
    listed = st.lists(st.sampled_from(targets), max_size=3, unique=True) if targets else st.just([])
    level = st.builds(
        LevelSpec,
        listed.map(tuple),
        lengths,
        st.integers(0, 3),
        st.sampled_from(Pick),
        st.sampled_from(Ack),
    )
    return PolicySpec(
        name=name,
        levels=tuple(draw(st.lists(level, min_size=1, max_size=3))),
        repeat=draw(st.integers(0, 3)),
        last_resort=tuple(draw(listed)),
    )


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """A sound one."""

    def named(most: int = 3) -> tuple[str, ...]:
        return tuple(sorted(draw(st.lists(handles, max_size=most, unique=True))))

    staff = tuple(draw(people(name)) for name in named(4))
    everyone = tuple(person.name for person in staff)
    active = tuple(person.name for person in staff if person.active)
    teams = tuple(draw(people_together(name, active)) for name in named())
    team_names = tuple(team.name for team in teams)
    channels = tuple(ChannelSpec(name, draw(st.sampled_from(ADDRESSES))) for name in named(1))
    rotas = tuple(draw(schedules(name, active, everyone, team_names)) for name in named(2))
    targets = (
        *(TargetSpec(TargetKind.PERSON, name) for name in active),
        *(TargetSpec(TargetKind.TEAM, name) for name in team_names),
        *(TargetSpec(TargetKind.CHANNEL, channel.name) for channel in channels),
        *(TargetSpec(TargetKind.SCHEDULE, rota.name) for rota in rotas),
    )
    rules = tuple(draw(policies(name, targets)) for name in named(2))
    catalogue = named(4)
    services = tuple(
        ServiceSpec(
            name=name,
            team=draw(maybe(team_names)),
            policy=draw(maybe(tuple(rule.name for rule in rules))),
            depends_on=draw(some(catalogue[:place])),  # upwards only: no cycle
            slo=draw(st.none() | st.sampled_from((99.9, 100.0, 0.001, 99.99999, 1 / 3))),
            kind=draw(st.sampled_from(ServiceKind)),
            description=draw(lines),
        )
        for place, name in enumerate(catalogue)
    )
    senders = tuple(
        _paced(
            draw,
            IntegrationSpec(
                name,
                draw(st.sampled_from(Format)),
                draw(st.sampled_from(catalogue)),
                f"{place:032d}" if draw(st.booleans()) else f"{place}" + "aB_-" * 7 + "xyz",
            ),
        )
        for place, name in enumerate(named(2) if catalogue else ())
    )
    own = draw(st.lists(labels, max_size=3, unique_by=str.casefold))
    return Workspace(
        staff, teams, channels, services, rotas, rules, senders,
        categories=tuple(CategorySpec(name, draw(texts)) for name in own),
        fields=tuple(draw(fields(name)) for name in own[1:]),
        responding=draw(st.none() | st.sampled_from(RESPONDING)),
        status_page=draw(st.none() | pages()),
        components=tuple(draw(st.lists(parts(tuple(each.name for each in services)), max_size=3,
                                       unique_by=lambda each: each.name))),
        stakeholders=tuple(draw(groups(name, targets)) for name in named(2)),
        status_pages=tuple(draw(views(name)) for name in named(2)),
    )  # fmt: skip


def _paced(draw: st.DrawFn, spec: IntegrationSpec) -> IntegrationSpec:
    """A heartbeat says how often; others cannot."""
    if spec.format is not Format.HEARTBEAT:
        return spec
    every, grace = draw(st.integers(10, 31_622_400)), draw(st.integers(0, 2_592_000))
    return replace(spec, every=timedelta(seconds=every), grace=timedelta(seconds=grace))


@st.composite
def fields(draw: st.DrawFn, name: str) -> FieldSpec:
    """A field of the team's own."""
    kind = draw(st.sampled_from(FieldKind))
    choices = draw(some(("a", "b c", "no", "1.5"), least=1)) if kind in PICKING else ()
    return FieldSpec(name, kind, choices, draw(texts), draw(st.booleans()), draw(st.booleans()))


def pages() -> st.SearchStrategy[PageSpec]:
    """A status page."""
    spans = st.sampled_from((timedelta(minutes=5), timedelta(hours=4), timedelta(days=7)))
    updates = st.dictionaries(st.sampled_from(Severity), spans).map(
        lambda said: tuple((each, said[each]) for each in Severity if each in said)
    )
    urls = st.sampled_from(("", "https://status.example.org/x"))
    return st.builds(PageSpec, texts, texts, urls, st.sampled_from(ZONES), st.booleans(), updates)


def parts(services: tuple[str, ...]) -> st.SearchStrategy[ComponentSpec]:
    """A component, with or without a service."""
    behind = st.none() | st.sampled_from(services) if services else st.none()
    return st.builds(ComponentSpec, labels, texts, behind, texts, st.booleans())


def views(name: str) -> st.SearchStrategy[ViewSpec]:
    """A further status page; a password as it is stored."""
    kept = f"scrypt${'0a' * 16}${'1b' * 32}"
    words = st.sampled_from((None, kept))
    return st.builds(ViewSpec, st.just(name), texts, texts, st.just(()), words, st.booleans())


def groups(name: str, targets: tuple[TargetSpec, ...]) -> st.SearchStrategy[StakeholderSpec]:
    """Who is told."""
    able = [each for each in targets if each.kind is not TargetKind.SCHEDULE]
    told = st.lists(st.sampled_from(able), unique=True, max_size=3) if able else st.just([])
    severities = st.sets(st.sampled_from(Severity)).map(ordered)
    return st.builds(StakeholderSpec, st.just(name), told.map(tuple), severities)
