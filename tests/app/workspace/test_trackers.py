"""Trackers and the days of follow-ups in the workspace file, on both databases."""

from app.domain.actor import Actor
from app.operations import followup, incident, ticket, tracker
from app.operations.followup import Wanted
from app.operations.incident import Declaration
from app.operations.ticket import About
from app.queries.followup import sla
from app.queries.ticket import trackers
from app.store import Store
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds import Severity, Source
from models.kinds_learn import TrackerKind

ANA = Actor("ana", Source.FILE)
FILE = """watchbill: 1
trackers:
  - {name: ops, kind: jira, project: OPS, url: "https://t.example.org", token: "s3cret", \
user: "b@example.org", labels: [incident], inside: true}
  - {name: shop, kind: github, project: acme/shop, url: "https://github.com", token: "t0ken"}
followup_days: {SEV1: 3, SEV2: 14, SEV3: 30, SEV4: 60}
"""


def brought(store: Store, text: str, *, prune: bool = False) -> list[str]:
    reading = read(text.encode())
    assert reading.problems == []
    done = apply(store, reading.workspace, ANA, prune=prune)
    return [f"{each.sign} {each.kind} {each.name}" for each in done.changes]


def test_they_come_and_stay_and_go(store: Store) -> None:
    told = brought(store, FILE)
    assert told == ["+ tracker ops", "+ tracker shop", "~ setting followup_days"]
    assert brought(store, FILE) == []
    assert sla(store)[Severity.SEV1] == 3
    kept = FILE.replace(', token: "t0ken"', ", token: null").replace("acme/shop", "acme/web")
    assert brought(store, kept) == ["~ tracker shop"]
    text, sealed = dump(store)
    assert not sealed
    assert "token: t0ken" in text.replace('"', "")
    assert "acme/web" in text
    assert "- tracker ops" in brought(store, "watchbill: 1\n", prune=True)
    assert trackers(store) == []
    assert sla(store)[Severity.SEV1] == 7


def test_what_is_dumped_gives_the_same_dump(store: Store) -> None:
    brought(store, FILE)
    first, _ = dump(store)
    brought(store, "watchbill: 1\n", prune=True)
    brought(store, first)
    assert dump(store)[0] == first


def test_one_with_tickets_leaves_them(store: Store) -> None:
    brought(store, FILE)
    number = incident.declare(store, Declaration("Disk full"), ANA)
    task = followup.add(store, number, Wanted("Alarm"), ANA)
    ticket.want(store, trackers(store)[0].id, About(task=task), ANA)
    brought(store, "watchbill: 1\n", prune=True)
    assert trackers(store) == []
    brought(store, FILE)
    assert [each.name for each in trackers(store)] == ["ops", "shop"]


def test_what_is_wrong_is_said_where_it_stands(store: Store) -> None:
    broken = FILE.replace("kind: jira", "kind: bugzilla").replace("SEV1: 3", "SEV1: 0")
    said = " ".join(str(each) for each in read(broken.encode()).problems)
    assert "line=3" in said
    assert "line=5" in said


def test_a_form_and_the_file_say_the_same(store: Store) -> None:
    said = tracker.Wanted("ops", TrackerKind.GITLAB, "", "a/b", "t0ken")
    tracker.save(store, said, ANA)
    text, _ = dump(store)
    assert "https://gitlab.com" in text
    assert brought(store, text) == []
