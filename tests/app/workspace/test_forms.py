"""What the desktop's forms do: saved whole, refused beside the field, never over another's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import (
    ChannelSpec,
    ContactSpec,
    IntegrationSpec,
    LevelSpec,
    PersonSpec,
    PolicySpec,
    RotationSpec,
    RuleSpec,
    ScheduleSpec,
    ServiceSpec,
    TargetSpec,
    TeamSpec,
)
from app.errors import Conflict, Refused
from app.operations.channel import remove_channel, save_channel
from app.operations.incident import Declaration, declare
from app.operations.integration import remove_integration, renew_key, save_integration
from app.operations.people import remove_person, save_person
from app.operations.policy import remove_policy, save_policy
from app.operations.rota import remove_schedule, save_schedule
from app.operations.service import remove_service, save_service
from app.operations.team import remove_team, save_team
from app.queries import form
from app.queries.people import people
from app.queries.schedule import policy_rows, schedule_rows
from app.queries.service import services
from app.queries.team import teams
from app.store import Store
from app.workspace.apply import dump
from models.kinds import Format, Source, TargetKind, Unit, Urgency
from tests import builders
from tests.app.workspace.conftest import ANA, Apply

PHONE = ContactSpec("phone", "ntfy://ntfy.example.org/ana")


@pytest.fixture
def ids(put: Apply, store: Store, example: str) -> dict[str, int]:
    """The example, and everybody's id in it by kind and name."""
    put(example + "channels: [{name: ops, address: 'json://localhost'}]\n")
    found = {f"person {row.name}": row.id for row in people(store)}
    found |= {f"team {row.name}": row.id for row in teams(store)}
    found |= {f"service {row.name}": row.id for row in services(store)}
    found |= {f"schedule {row.spec.name}": row.id for row in schedule_rows(store)}
    found |= {f"policy {row.spec.name}": row.id for row in policy_rows(store)}
    return found


def test_a_team_is_set_up_by_hand(store: Store) -> None:
    ana = save_person(
        store,
        PersonSpec("ana", "Ana", contacts=(PHONE,), rules=(RuleSpec(Urgency.HIGH, "phone"),)),
        ANA,
    )
    save_team(store, TeamSpec("core", ("ana",), ("ana",)), ANA)
    weekly = RotationSpec("weekly", store.now().replace(tzinfo=None), Unit.WEEK, (("ana",),))
    save_schedule(store, ScheduleSpec("primary", "UTC", "core", (weekly,)), ANA)
    level = LevelSpec((TargetSpec(TargetKind.SCHEDULE, "primary"),))
    last = (TargetSpec(TargetKind.TEAM, "core"),)
    save_policy(store, PolicySpec("core", (level,), 1, last), ANA)
    save_service(store, ServiceSpec("db", "core", "core"), ANA)
    save_service(store, ServiceSpec("api", "core", "core", ("db",)), ANA)
    save_integration(store, IntegrationSpec("prom", Format.ALERTMANAGER, "api"), ANA)
    save_channel(store, ChannelSpec("ops", "json://localhost"), ANA)
    (row,) = people(store)
    assert (row.id, row.name, row.teams, row.on_call) == (ana, "ana", ("core",), ("primary",))
    assert [(each.name, each.scheme) for each in row.contacts] == [("phone", "ntfy")]
    api, db = services(store)
    assert (api.team, api.policy, api.depends_on, api.needed_by) == ("core", "core", ("db",), ())
    assert (db.needed_by, db.open_incidents) == (("api",), 0)
    declare(store, Declaration("slow", service=db.id, affected=(api.id,)), ANA)
    assert [each.open_incidents for each in services(store)] == [1, 1]
    (team,) = teams(store)
    assert (team.members, team.services, team.schedules) == (("ana",), ("api", "db"), ("primary",))
    (rota,) = schedule_rows(store)
    assert [name for _, name in rota.now.people] == ["ana"]
    (policy,) = policy_rows(store)
    assert policy.services == ("api", "db")


def test_a_form_keeps_the_address_that_it_never_saw(store: Store) -> None:
    ident = save_person(store, PersonSpec("ana", contacts=(PHONE,)), ANA)
    opened = form.person_form(store, ident)
    assert opened is not None
    assert opened.spec.contacts == (ContactSpec("phone", None),)
    renamed = replace(opened.spec, name="anna", full_name="Anna")
    assert save_person(store, renamed, ANA, ident=ident, seen=opened.version) == ident
    assert "{name: anna, full_name: Anna, time_zone: UTC, contacts: {phone: " in dump(store)[0]
    assert "ntfy://ntfy.example.org/ana" in dump(store)[0]


def test_who_was_slower_is_told_and_nothing_is_lost(store: Store) -> None:
    ident = save_person(store, PersonSpec("ana"), ANA)
    opened = form.person_form(store, ident)
    assert opened is not None
    with_phone = replace(opened.spec, contacts=(PHONE,))  # only a part changes: still a version
    save_person(store, with_phone, ANA, ident=ident, seen=opened.version)
    with pytest.raises(Conflict, match="changed ana meanwhile"):
        save_person(store, opened.spec, ANA, ident=ident, seen=opened.version)
    assert "phone" in dump(store)[0]
    remove_person(store, ident, ANA)
    with pytest.raises(Conflict, match="took this person out meanwhile"):
        save_person(store, opened.spec, ANA, ident=ident, seen=opened.version)


def test_every_kind_of_part_raises_its_version(store: Store, ids: dict[str, int]) -> None:
    team = form.team_form(store, ids["team platform"])
    service = form.service_form(store, ids["service api"])
    policy = form.policy_form(store, ids["policy platform"])
    schedule = form.schedule_form(store, ids["schedule primary"])
    assert team is not None
    assert service is not None
    assert policy is not None
    assert schedule is not None
    changed = [
        (save_team, replace(team.spec, managers=("ben",)), team),
        (save_service, replace(service.spec, depends_on=()), service),
        (save_policy, replace(policy.spec, levels=policy.spec.levels[:1]), policy),
        (save_schedule, replace(schedule.spec, overrides=()), schedule),
    ]
    for save, spec, opened in changed:
        save(store, spec, ANA, ident=opened.ident, seen=opened.version)
        with pytest.raises(Conflict):
            save(store, spec, ANA, ident=opened.ident, seen=opened.version)


@pytest.mark.parametrize(
    ("spec", "field", "sentence"),
    [
        (PersonSpec("Ana"), "name", "did you mean 'ana'?"),
        (PersonSpec("ben"), "name", "There is already a person called 'ben'."),
        (
            PersonSpec("zoe", time_zone="Europe/Madird"),
            "time_zone",
            "did you mean 'Europe/Madrid'?",
        ),
        (PersonSpec("zoe", email="zoe"), "email", "no e-mail address"),
        (
            PersonSpec("zoe", contacts=(ContactSpec("x", "bogus://s3cret"),)),
            "contacts.x",
            "Apprise",
        ),
        (PersonSpec("zoe", contacts=(ContactSpec("x", None),)), "contacts.x", "no address yet"),
        (PersonSpec("zoe", rules=(RuleSpec(Urgency.LOW, "x"),)), "rules.low.0.contact", "contact"),
    ],
)
@pytest.mark.usefixtures("ids")
def test_a_person_is_refused_beside_the_field(
    store: Store, spec: PersonSpec, field: str, sentence: str
) -> None:
    before = dump(store)
    with pytest.raises(Refused, match=sentence.replace("?", r"\?")) as refused:
        save_person(store, spec, ANA)
    assert refused.value.field == field
    assert "s3cret" not in str(refused.value)
    assert dump(store) == before


def test_other_things_are_refused_beside_the_field(store: Store, ids: dict[str, int]) -> None:
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: save_team(store, TeamSpec("x", ("bne",)), ANA), "members.0"),
        (lambda: save_team(store, TeamSpec("platform"), ANA), "name"),
        (lambda: save_service(store, ServiceSpec("x", slo=0), ANA), "slo"),
        (lambda: save_service(store, ServiceSpec("x", depends_on=("x",)), ANA), "depends_on.0"),
        (lambda: save_service(store, ServiceSpec("database", depends_on=("api",)), ANA,
                              ident=ids["service database"]), "depends_on.0"),
        (lambda: save_schedule(store, ScheduleSpec("x", "Mars/Base"), ANA), "time_zone"),
        (lambda: save_policy(store, PolicySpec("x"), ANA), "levels"),
        (lambda: save_channel(store, ChannelSpec("ops2", "x"), ANA), "address"),
        (lambda: save_channel(store, ChannelSpec("ops2", None), ANA), "address"),
        (lambda: save_integration(store, IntegrationSpec("x", Format.GENERIC, "api", "k"), ANA),
         "key"),
    ]  # fmt: skip
    for save, field in wrong:
        with pytest.raises(Refused) as refused:
            save()
        assert refused.value.field == field


def test_what_is_still_needed_says_by_whom(store: Store, ids: dict[str, int]) -> None:
    needed: list[tuple[Callable[..., None], str, str]] = [
        (remove_person, "person ana", "team platform; schedule primary (rotation weekly)"),
        (remove_person, "person cy", "policy platform (level 2)"),
        (
            remove_team,
            "team platform",
            "service api; schedule primary; policy platform (last re",
        ),
        (remove_schedule, "schedule secondary", "policy platform (level 2)"),
        (remove_policy, "policy platform", "service api"),
        (remove_service, "service database", "service api"),
        (remove_service, "service api", "integration prometheus"),
    ]
    before = dump(store)
    for remove, name, places in needed:
        with pytest.raises(Refused) as refused:
            remove(store, ids[name], ANA)
        assert places in str(refused.value)
        assert str(refused.value).endswith("Take it out there first.")
    assert dump(store) == before


def test_somebody_planned_for_later_is_still_needed(
    put: Apply, store: Store, clock: SetClock
) -> None:
    put(
        """watchbill: 1
people: [{name: ana}]
schedules:
  - name: a
    time_zone: UTC
    overrides: [{start: 2026-03-29, end: 2026-03-30, cover: ana}]
"""
    )
    (ana,) = people(store)
    with pytest.raises(Refused, match=r"schedule a \(an override\)"):
        remove_person(store, ana.id, ANA)
    clock.forward(timedelta(days=2))
    remove_person(store, ana.id, ANA)
    assert people(store) == []
    assert [row.name for row in people(store, everyone=True)] == ["ana"]
    remove_person(store, ana.id, ANA)  # again: nothing happens


def test_everything_can_be_taken_apart_again(store: Store, ids: dict[str, int]) -> None:
    service = form.service_form(store, ids["service api"])
    assert service is not None
    integration = save_integration(store, IntegrationSpec("x", Format.GENERIC, "database"), ANA)
    key = renew_key(store, integration, ANA)
    assert key in dump(store)[0]
    opened = form.integration_form(store, integration)
    assert opened is not None
    assert opened.spec.key is None
    for ident in (integration, integration - 1):
        remove_integration(store, ident, ANA)
    remove_service(store, ids["service api"], ANA, seen=service.version)
    remove_service(store, ids["service database"], ANA)
    remove_policy(store, ids["policy platform"], ANA)
    remove_schedule(store, ids["schedule secondary"], ANA)
    remove_schedule(store, ids["schedule primary"], ANA)
    channel = form.channel_form(store, 1)
    assert channel is not None
    remove_channel(store, channel.ident, ANA, seen=channel.version)
    remove_team(store, ids["team platform"], ANA)
    for name in ("ana", "ben", "cy", "dan"):
        remove_person(store, ids[f"person {name}"], ANA)
    assert dump(store)[0] == "watchbill: 1\n"
    with pytest.raises(Refused, match="taken out meanwhile"):
        renew_key(store, save_and_drop(store), ANA)


def save_and_drop(store: Store) -> int:
    """An integration that is kept for an alert."""
    service = save_service(store, ServiceSpec("web"), ANA)
    ident = save_integration(store, IntegrationSpec("y", Format.GENERIC, "web"), ANA)
    with store.write() as session:
        session.add(builders.alert(store, ident, service))
    remove_integration(store, ident, ANA)
    return ident


def test_a_save_without_a_change_leaves_the_version_alone(
    store: Store, ids: dict[str, int]
) -> None:
    before = {row.name: row.version for row in people(store)}
    opened = form.person_form(store, ids["person ana"])
    assert opened is not None
    save_person(
        store, opened.spec, Actor("ben", Source.DESKTOP), ident=opened.ident, seen=opened.version
    )
    assert {row.name: row.version for row in people(store)} == before
