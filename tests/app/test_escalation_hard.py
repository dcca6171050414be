"""What an escalation lives through when people, policies and urgency change under it."""

from __future__ import annotations

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import BranchSpec, LevelSpec, PolicySpec, TargetSpec
from app.errors import Refused
from app.operations import incident
from app.operations.escalation_change import apply_policy, hand_to
from app.operations.incident import Declaration
from app.operations.people import remove_person
from app.operations.timeline import record
from app.queries.dry_run import dry_run
from app.queries.spec import policy_spec
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.incident import Incident
from models.kinds import EventKind, Source, TargetKind, Urgency
from models.policy import Branch, Policy
from tests.oncall import Night
from tests.quiet import Strays

FILE = Actor("test", Source.FILE)
TEAM = """
watchbill: 1
people:
  - {name: ana, contacts: {phone: "night://ana/phone"}}
  - name: ben
    contacts: {phone: "night://ben/phone", mail: "night://ben/mail"}
    rules: {high: [{contact: phone, after: 0m}, {contact: mail, after: 3m}]}
  - {name: cy, contacts: {phone: "night://cy/phone"}}
policies:
  - name: main
    time_zone: UTC
    remind: 30m
    branches: [{policy: calm, urgency: low}]
    levels: [{notify: ["person:ana"], wait: 10m}]
    last_resort: ["person:cy"]
  - name: calm
    time_zone: UTC
    low_hours: [{from: "HOURS", to: "23:59"}]
    levels: [{notify: ["person:ben"], wait: 10m}]
    last_resort: ["person:cy"]
  - name: every
    remind: 30m
    levels: [{notify: ["person:ana", "person:ben"], wait: 10m, ack: all}]
    last_resort: ["person:cy"]
  - name: turns
    levels: [{notify: ["person:ana", "person:ben"], wait: 10m, pick: round_robin}]
    last_resort: ["person:cy"]
services: [{name: api, policy: main}, {name: all, policy: every}, {name: rr, policy: turns},
           {name: bare}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Low urgency has an hour to wait."""
    return Night(store, clock, team(clock))


def team(clock: SetClock) -> str:
    """Hours of low urgency begin in an hour."""
    opens = (clock.now().hour + 1) % 24
    return TEAM.replace("HOURS", f"{opens:02}:{clock.now().minute:02}")


def again(night: Night, old: str, new: str) -> None:
    """The same file with a change in it."""
    text = team(night.clock)
    assert old in text
    apply(night.store, read(text.replace(old, new).encode()).workspace, FILE)


def declared(night: Night, service: str, **fields: object) -> int:
    """By nobody in particular."""
    said = Declaration("x", service=night.service(service), **fields)  # type: ignore[arg-type]
    number = incident.declare(night.store, said, FILE)
    night.engine.tick()
    return number


def test_an_answer_stops_what_was_handed_to_them_without_a_policy(night: Night) -> None:
    ben = night.person("ben")
    declared(night, "bare")
    hand_to(night.store, 1, ben.id, FILE)
    night.engine.tick()
    ben.is_paged("phone")
    ben.acknowledges()
    night.forward(minutes=5)
    ben.is_left_alone()


def test_handed_without_a_policy_falls_to_the_next_contact(night: Night) -> None:
    ben = night.person("ben")
    ben.breaks("phone")
    declared(night, "bare")
    hand_to(night.store, 1, ben.id, FILE)
    night.forward(minutes=1)
    ben.is_paged("mail")


def test_the_new_policy_is_walked_from_where_the_first_one_began(night: Night) -> None:
    ana = night.person("ana")
    declared(night, "api", urgency=Urgency.LOW)
    incident.change(night.store, 1, FILE, None, urgency=Urgency.HIGH)
    assert apply_policy(night.store, 1, FILE) == "main"
    night.engine.tick()
    ana.is_paged()


def test_a_new_policy_without_hours_waits_for_none(night: Night) -> None:
    ben = night.person("ben")
    declared(night, "api", urgency=Urgency.LOW)
    ben.is_left_alone()
    again(night, f'    low_hours: [{{from: "{hours(night)}", to: "23:59"}}]\n', "")
    apply_policy(night.store, 1, FILE)
    night.engine.tick()
    ben.is_paged()


def hours(night: Night) -> str:
    """When low urgency may page, as the file says it."""
    return team(night.clock).partition('low_hours: [{from: "')[2][:5]


def test_a_drill_is_not_handed_to_who_did_not_agree(night: Night) -> None:
    declared(night, "api", drill=True)
    with pytest.raises(Refused, match="drill"):
        hand_to(night.store, 1, night.person("ben").id, FILE)


def test_news_from_machines_do_not_put_off_the_reminder(night: Night) -> None:
    ana, sender = night.person("ana"), night.sender("a", "api")
    night.receives("down", sender)
    ana.is_paged()
    ana.acknowledges()
    night.forward(minutes=20)
    with night.store.write() as session:
        row, machine = session.get_one(Incident, 1), Actor("a", Source.SENDER)
        record(session, row, EventKind.ALERT, "Alert: more", machine, night.clock.now())
    night.forward(minutes=11)
    ana.is_paged()


def test_one_of_all_answered_and_then_nobody_said_anything(night: Night) -> None:
    ana, ben, cy = (night.person(name) for name in ("ana", "ben", "cy"))
    declared(night, "all")
    ana.is_paged()
    ana.acknowledges()
    night.forward(minutes=11)
    cy.is_paged()
    ben.is_paged()
    night.forward(minutes=31)
    ana.is_paged()


def test_somebody_deleted_since_does_not_stop_the_others(night: Night) -> None:
    cy, ben = night.person("cy"), night.person("ben")
    declared(night, "all")
    with night.store.write() as session:
        row = session.get_one(Incident, 1)
        policy = dict(row.policy or {})
        policy["levels"] = [policy["levels"][0] | {"targets": [
            {"kind": "person", "id": 99}, {"kind": "person", "id": ben.id}]}]  # fmt: skip
        policy["last_resort"] = [{"kind": "person", "id": 98}, {"kind": "person", "id": cy.id}]
        row.policy = policy
    ben.is_paged()
    night.person("ben").escalates()
    night.forward(minutes=21)
    cy.is_paged()
    assert not [each for each in night.says(EventKind.FLAG) if "cannot be followed" in each]


def test_who_is_on_no_record_can_be_taken_out_while_an_old_policy_names_them(night: Night) -> None:
    ana, cy = night.person("ana"), night.person("cy")
    declared(night, "api")
    again(night, 'last_resort: ["person:cy"]', 'last_resort: ["person:ana"]')
    remove_person(night.store, cy.id, FILE)
    night.forward(minutes=11)
    assert not [each for each in night.says(EventKind.FLAG) if "cannot be followed" in each]
    assert any("last resort" in each.lower() for each in night.says(EventKind.FLAG))
    ana.is_paged()


def test_quiet_hours_hold_no_page_of_what_got_urgent(night: Night) -> None:
    ben = night.person("ben")
    quiet = 'contacts: {phone: "night://ben/phone", mail: "night://ben/mail"}\n'
    again(night, quiet, f'{quiet}    quiet: [{{from: "22:00", to: "08:00"}}]\n')
    declared(night, "rr", urgency=Urgency.LOW)
    hand_to(night.store, 1, ben.id, FILE)
    night.engine.tick()
    ben.is_left_alone()
    incident.change(night.store, 1, FILE, None, urgency=Urgency.HIGH)
    night.engine.tick()
    ben.is_paged()


def test_the_dry_run_of_a_stored_policy_knows_whose_turn_it_is(night: Night) -> None:
    declared(night, "rr")
    night.person("ana").is_paged()
    with night.store.read() as session:
        row = session.query(Policy).filter_by(name="turns").one()
        spec, ident = policy_spec(row), row.id
    plan = dry_run(night.store, spec, night.clock.now(), ident=ident)
    assert plan.pages[0].person == "ben"


def test_the_dry_run_leaves_out_a_branch_that_leads_nowhere_yet(night: Night) -> None:
    levels = (LevelSpec((TargetSpec(TargetKind.PERSON, "ana"),)),)
    spec = PolicySpec("new", levels, branches=(BranchSpec(""),))
    assert [page.person for page in dry_run(night.store, spec, night.clock.now()).pages] == ["ana"]


def test_branches_in_a_circle_end_and_somebody_is_paged(night: Night) -> None:
    with night.store.write() as session:
        main = session.query(Policy).filter_by(name="main").one()
        calm = session.query(Policy).filter_by(name="calm").one()
        main.branches = [Branch(position=0, condition={}, leads_to=calm)]
        calm.branches = [Branch(position=0, condition={}, leads_to=main)]
    declared(night, "api")
    night.person("ben").is_paged()


def test_a_branch_that_cannot_be_read_is_passed_over(night: Night, strays: Strays) -> None:
    with night.store.write() as session:
        main = session.query(Policy).filter_by(name="main").one()
        main.branches[0].condition = {"urgency": "huge", "hours": {"windows": [{"from": "9"}]}}
    declared(night, "api")
    strays.expect("the branches of policy 4 cannot be read", times=1)
    night.person("ana").is_paged()


def test_escalating_out_of_hours_says_what_to_do(night: Night) -> None:
    ana = night.person("ana")
    declared(night, "api", urgency=Urgency.LOW)
    ana.acknowledges()
    with pytest.raises(Refused, match="Make it high urgency"):
        ana.escalates()
    assert not night.says(EventKind.UNACKNOWLEDGED)


def test_a_policy_without_levels_goes_to_the_last_resort(night: Night) -> None:
    with night.store.write() as session:
        session.query(Policy).filter_by(name="main").one().levels = []
    declared(night, "api")
    night.person("cy").is_paged()


END = """
watchbill: 1
people:
  - {name: ana, contacts: {phone: "night://ana/phone"}}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: cy}
  - {name: dan, contacts: {phone: "night://dan/phone"}}
teams:
  - {name: led, members: [ana], managers: [cy, ben]}
  - {name: mute, members: [cy]}
policies:
  - {name: open, levels: [{notify: ["person:ana"], wait: 5m}]}
  - {name: gone, levels: [{notify: ["person:ana"], wait: 5m}], last_resort: ["person:cy"]}
services:
  - {name: api, policy: open, team: led}
  - {name: web, policy: gone, team: led}
  - {name: db, policy: gone, team: mute}
  - {name: old, policy: open}
"""


@pytest.mark.parametrize(
    ("service", "paged", "said"),
    [
        ("api", ["ben"], "Policy open names no last resort: the managers of led"),
        ("web", ["ben"], "Nobody of the last resort of policy gone can be reached"),
        ("db", ["ana", "ben", "dan"], "all people are paged instead"),
    ],
)
def test_somebody_is_paged_in_the_place_of_a_last_resort(
    store: Store, clock: SetClock, service: str, paged: list[str], said: str
) -> None:
    night = Night(store, clock, END)
    declared(night, service)
    night.forward(minutes=4)
    before = len(night.box.messages)
    night.forward(minutes=2)
    assert sorted(each.to for each in night.box.messages[before:]) == paged
    assert any(said in each for each in night.says(EventKind.FLAG))
    assert "Escalated to the last resort" in night.says(EventKind.ESCALATED)


def test_a_policy_that_names_no_last_resort_wakes_no_strangers(
    store: Store, clock: SetClock
) -> None:
    night = Night(store, clock, END)
    declared(night, "old")
    night.forward(minutes=30)
    assert {each.to for each in night.box.messages} == {"ana"}
    assert "there is no last resort who could be paged" in "".join(night.says(EventKind.FLAG))
