"""A file brings the database to what it says: once, wholly, and not a step further."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import func, select, text

from app import safe
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import Workspace
from app.errors import Refused
from app.operations import audit
from app.operations.incident import Declaration, declare
from app.store import Store, open_store
from app.vault import digest
from app.workspace.apply import apply, dump, names_outside
from app.workspace.read import read
from app.workspace.write import written
from models.alert import Integration
from models.kinds import Source
from models.ledger import Audit
from models.people import Contact, Person
from models.policy import Level
from models.rota import Schedule
from models.service import Service
from models.tables import METADATA
from tests import builders
from tests.app.workspace.any_workspace import workspaces
from tests.app.workspace.conftest import ANA, Apply

Dumped = Callable[[], str]
HEAD = "watchbill: 1\n"


def test_the_example_is_added_and_then_there_is_nothing_to_change(
    put: Apply, dumped: Dumped, example: str
) -> None:
    added = put(example)
    assert added[:3] == ["+ person ana", "+ person ben", "+ person cy"]
    assert added[-1] == "+ integration prometheus: a key was made"
    before = dumped()
    assert put(example) == []
    assert put(example, prune=True) == []
    assert put(before, prune=True) == []
    assert dumped() == before


def test_dump_then_apply_on_an_empty_database_gives_the_same_dump(
    put: Apply, dumped: Dumped, example: str, other: Store
) -> None:
    put(example)
    text = dumped()
    reading = read(text.encode())
    assert reading.problems == []
    apply(other, reading.workspace, ANA)
    assert dump(other) == (text, False)


@pytest.fixture
def other(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """Another, empty database."""
    store = open_store(f"sqlite:///{tmp_path / 'other.db'}", clock=clock, durable=False)
    yield store
    store.close()


def open_again(wanted: Workspace) -> Workspace:
    """A page whose password is left out would keep the one it had."""
    pages = tuple(replace(each, password=each.password or "") for each in wanted.status_pages)
    return replace(wanted, status_pages=pages)


@given(workspaces(), workspaces())
@settings(
    max_examples=10,
    phases=[Phase.reuse, Phase.generate],  # to shrink a case of two workspaces takes too long
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_was_there_pruned_it_is_what_the_file_says(
    store: Store, first: Workspace, second: Workspace
) -> None:
    """Nothing has happened yet, so that whatever a file leaves out can go without a trace."""
    apply(store, second, ANA, prune=True)
    for wanted in map(open_again, (first, second)):
        said = written(wanted)
        rehearsed = apply(store, wanted, ANA, prune=True, rehearse=True)
        done = apply(store, wanted, ANA, prune=True)
        assert list(map(str, rehearsed.changes)) == list(map(str, done.changes))
        assert dump(store) == (said, False)
        assert apply(store, wanted, ANA, prune=True).changes == ()
        assert apply(store, wanted, ANA).changes == ()
    assert audit.verify(store) is None


def test_a_rehearsal_says_the_same_and_leaves_every_table_alone(
    put: Apply, store: Store, example: str
) -> None:
    put(example)
    before = tables(store)
    other = example.replace("Ana Ruiz", "Ana R.").replace("unit: week", "unit: day")
    other = other.replace("  - {name: cy}\n", "  - {name: cy}\n  - {name: eva}\n")
    said = put(other, rehearse=True)
    assert tables(store) == before
    assert put(other) == said
    assert said[0] == "~ person ana: full_name Ana Ruiz -> Ana R."
    assert "+ person eva" in said
    assert tables(store) != before


def tables(store: Store) -> dict[str, list[str]]:
    with store.read() as session:
        return {
            name: sorted(map(str, session.execute(select(table)).all()))
            for name, table in METADATA.tables.items()
        }


def test_each_change_is_told_in_one_line(put: Apply, example: str) -> None:
    put(example)
    changed = (
        example.replace("ntfy://ntfy.example.org/ana", "ntfy://ntfy.example.org/anna")
        .replace("after: 3m", "after: 4m")
        .replace("members: [ana, ben, cy]", "members: [ben, cy]")
        .replace("slo: 99.9", "slo: 99.5")
        .replace("people: [ana, ben, [cy, dan], nobody]", "people: [cy, ben, ana]")
        .replace("wait: 5m", "wait: 6m")
        .replace("alertmanager", "generic")
    )
    said = put(changed)
    assert "~ person ana: contact phone: address; rules" in said
    assert "~ team platform: members" in said
    assert "~ service api: slo 99.9 -> 99.5" in said
    assert "~ policy platform: levels" in said
    assert "~ integration prometheus: format alertmanager -> generic" in said
    assert [each for each in said if each.startswith("~ schedule primary: rotation weekly: people")]
    assert not [each for each in said if "anna" in each]
    assert put(changed) == []


def test_what_a_file_leaves_out_stays_until_it_is_pruned(
    put: Apply, dumped: Dumped, example: str
) -> None:
    put(example)
    before = dumped()
    assert put(HEAD + "people: [{name: eva}]\n") == ["+ person eva"]
    assert put(HEAD + "teams: [{name: night, members: [eva, ben]}]\n") == ["+ team night"]
    assert put(before) == []
    assert put(before, prune=True) == ["- team night", "- person eva"]
    assert dumped() == before


def test_an_empty_file_prunes_everything(put: Apply, dumped: Dumped, example: str) -> None:
    put(example)
    said = put(HEAD, prune=True)
    assert {each.split()[0] for each in said} == {"-"}
    assert len(said) == 11
    assert dumped() == HEAD


def test_within_a_thing_its_lists_are_what_the_file_says(put: Apply, dumped: Dumped) -> None:
    put(
        HEAD
        + """people:
  - name: ana
    contacts: {phone: "json://localhost", mail: "mailto://a:b@example.org"}
    rules: {high: [{contact: phone, after: 0m}]}
    time_off: [{start: 2026-08-03, end: 2026-08-17}]
"""
    )
    said = put(HEAD + 'people: [{name: ana, contacts: {mail: "mailto://a:b@example.org"}}]\n')
    assert said == ["~ person ana: - contact phone; rules; time_off"]
    assert 'contacts: {mail: "mailto://a:b@example.org"}' in dumped()
    assert "phone" not in dumped()


def test_overrides_that_a_file_does_not_list_stay_until_pruned(
    put: Apply, dumped: Dumped, example: str
) -> None:
    put(example)
    line = "      - {start: 2026-04-03T18:00, end: 2026-04-04T09:00, add: dan}\n"
    without = example.replace(line, "")
    assert without != example
    assert put(without) == []
    assert "add: dan" in dumped()
    assert put(without, prune=True) == [
        "~ schedule primary: - add dan 2026-04-03T16:00:00Z to 2026-04-04T07:00:00Z"
    ]
    assert "add: dan" not in dumped()


def test_of_overlapping_covers_the_file_says_which_is_later(put: Apply, dumped: Dumped) -> None:
    head = f"""{HEAD}people: [{{name: ana}}, {{name: ben}}]
schedules:
  - name: a
    time_zone: UTC
    overrides:
"""
    ana, ben = (
        f"      - {{start: 2026-05-01T0{hour}:00, end: 2026-05-02T09:00, cover: {who}}}\n"
        for hour, who in ((1, "ana"), (2, "ben"))
    )
    put(head + ana + ben)
    assert put(head + ben + ana) == ["~ schedule a: order of overrides"]
    assert dumped().endswith("overrides:\n" + ben + ana)
    assert put(head + ben + ana, prune=True) == []


def test_a_person_with_a_history_stays_for_the_record(
    put: Apply, dumped: Dumped, store: Store, example: str
) -> None:
    put(example + "\n")
    put(HEAD + "people: [{name: eva, contacts: {mail: 'mailto://a:b@example.org'}}]\n")
    with store.read() as session:
        eva = session.scalars(select(Person.id).where(Person.name == "eva")).one()
    declare(store, Declaration("db is down"), Actor("eva", Source.DESKTOP, eva))
    said = put(example, prune=True)
    assert said == ["- person eva: not active any more; kept for the record"]
    with store.read() as session:
        assert not session.get_one(Person, eva).active
        assert session.scalar(select(func.count(Contact.id)).where(Contact.person_id == eva)) == 0
    assert "{name: eva, time_zone: UTC, active: false}" in dumped()
    assert put(example, prune=True) == []
    assert put(HEAD + "people: [{name: eva}]\n") == ["~ person eva: active False -> True"]


def test_a_service_with_incidents_and_a_sender_with_alerts_stay_hidden(
    put: Apply, dumped: Dumped, store: Store, example: str
) -> None:
    put(example)
    before = dumped()
    with store.write() as session:
        service = session.scalars(select(Service).where(Service.name == "api")).one()
        sender = session.scalars(select(Integration)).one()
        session.add(builders.alert(store, sender.id, service.id))
        key = sender.key_hash
    declare(store, Declaration("slow", service=service.id), ANA)
    shorter = example[: example.index("integrations:")].replace(
        "  - {name: api, team: platform, policy: platform, depends_on: [database], slo: 99.9, "
        "kind: internal}",
        "  #",
    )
    assert put(shorter, prune=True) == [
        "- integration prometheus: kept for its alerts",
        "- service api: kept for its incidents",
    ]
    assert "name: api" not in dumped()
    with store.read() as session:
        assert session.scalars(select(Integration.key_hash)).one() != key
    assert put(shorter, prune=True) == []
    assert put(before) == ["+ service api", "+ integration prometheus"]
    assert dumped() == before


def test_a_key_is_made_once_and_kept(put: Apply, store: Store, example: str) -> None:
    reading = read(example.encode())
    made = apply(store, reading.workspace, ANA).keys
    assert list(made) == ["prometheus"]
    key = made["prometheus"]
    assert len(key) == 32
    assert key.isalnum()
    assert key.isascii()
    assert apply(store, reading.workspace, ANA).keys == {}
    with store.read() as session:
        assert session.scalars(select(Integration.key_hash)).one() == digest(key)
    given = example.replace("service: api}", f"service: api, key: {'Z' * 32}}}")
    assert put(given) == ["~ integration prometheus: key"]
    assert put(example) == []
    with store.read() as session:
        assert session.scalars(select(Integration.key_hash)).one() == digest("Z" * 32)


def test_a_level_that_stays_keeps_its_turn_of_the_round_robin(
    put: Apply, store: Store, example: str
) -> None:
    put(example)
    with store.write() as session:
        for level in session.scalars(select(Level)):
            level.picked = 7
    put(example.replace("wait: 10m", "wait: 11m").replace("repeat: 2", "repeat: 3"))
    with store.read() as session:
        assert session.scalars(select(Level.picked).order_by(Level.position)).all() == [7, 7]


def test_a_contact_that_stays_as_it_was_stays_proven(
    put: Apply, store: Store, example: str
) -> None:
    put(example)
    with store.write() as session:
        for contact in session.scalars(select(Contact)):
            contact.proven_at = store.now()
    put(example.replace("ntfy://ntfy.example.org/ana", "ntfy://ntfy.example.org/anna"))
    with store.read() as session:
        asked = select(Contact.name).where(Contact.proven_at.is_not(None))
        assert session.scalars(asked).all() == ["mail"]


def test_every_change_is_in_the_audit_log_and_the_log_cannot_be_rewritten(
    put: Apply, store: Store, clock: SetClock, example: str
) -> None:
    put(example)
    clock.forward(timedelta(hours=1))
    put(example.replace("Ana Ruiz", "Ana R."))
    with store.read() as session:
        entries = session.scalars(select(Audit).order_by(Audit.id)).all()
    assert len(entries) == 12
    assert [entries[-1].actor, entries[-1].action, entries[-1].subject, entries[-1].data] == [
        "ana",
        "person changed",
        "person ana",
        {"details": ["full_name Ana Ruiz -> Ana R."]},
    ]
    assert not [each for each in entries if "secret" in str(each.data)]
    assert audit.verify(store) is None
    with store.write() as session:
        session.execute(text("UPDATE audit SET actor = 'ben' WHERE id = 5"))
    assert audit.verify(store) == 5


def test_an_entry_that_was_taken_out_shows(put: Apply, store: Store, example: str) -> None:
    put(example)
    with store.write() as session:
        session.execute(text("DELETE FROM audit WHERE id = 3"))
    assert audit.verify(store) == 4


def test_without_the_key_a_dump_leaves_secrets_out_and_applies_where_they_are_known(
    put: Apply, store: Store, example: str
) -> None:
    put(example)
    safe.file_of(store.ident).unlink()
    store.vault.forget()
    said, sealed = dump(store)
    assert sealed
    assert said.startswith("# Addresses and keys are missing here")
    assert "secret" not in said
    assert "contacts: {phone: null, mail: null}" in said
    assert put(said, prune=True) == []
    with pytest.raises(Refused, match="is not on this machine"):
        put(example.replace("ntfy://ntfy.example.org/ana", "ntfy://ntfy.example.org/anna"))


def test_an_address_that_nobody_knows_is_asked_for(put: Apply, dumped: Dumped) -> None:
    with pytest.raises(Refused, match="contact phone of ana has no address yet"):
        put(HEAD + "people: [{name: ben}, {name: ana, contacts: {phone: null}}]\n")
    assert dumped() == HEAD


def test_a_refusal_in_the_middle_leaves_nothing_behind(
    put: Apply, store: Store, example: str
) -> None:
    put(example.replace("service: api}", f"service: api, key: {'k' * 32}}}"))
    before = tables(store)
    late = f"[{{name: late, format: generic, service: api, key: {'k' * 32}}}]"
    again = f"{HEAD}people: [{{name: zoe}}]\nintegrations: {late}\n"
    unaware = replace(names_outside(store, prune=False), keys={})  # it was given meanwhile
    reading = read(again.encode(), unaware)
    assert reading.problems == []
    with pytest.raises(Refused, match="This is the key of prometheus too"):
        apply(store, reading.workspace, ANA)
    assert tables(store) == before


def test_schedules_are_stored_from_now(put: Apply, store: Store, example: str) -> None:
    put(example)
    with store.read() as session:
        for schedule in session.scalars(select(Schedule)):
            assert schedule.stored_at == schedule.recorded_until == store.now()


def test_who_applies_the_same_at_once_adds_it_once(store: Store, example: str) -> None:
    workspace = read(example.encode()).workspace
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: apply(store, workspace, ANA).changes, range(4)))
    assert sorted(map(len, done)) == [0, 0, 0, 11]
    assert audit.verify(store) is None


def test_a_heartbeat_says_its_times(put: Apply, dumped: Callable[[], str]) -> None:
    """Also the usual ones, which need not be said; another dump after applying it is the same."""
    put("""
watchbill: 1
services: [{name: db}]
integrations:
  - {name: backup, format: heartbeat, service: db, every: 1d, grace: 2h}
  - {name: usual, format: heartbeat, service: db}
""")
    first = dumped()
    assert "every: 1d grace: 2h" in " ".join(first.split())
    assert "every: 5m grace: 1m" in " ".join(first.split())
    assert put(first) == []
    assert dumped() == first
    assert put(first.replace("every: 1d", "every: 2d"))[0].startswith("~ integration backup")
