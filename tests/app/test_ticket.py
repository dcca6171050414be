"""Tickets made and followed in trackers that speak the real protocols, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.ticket import TicketWatch
from app.errors import Refused
from app.notify.ticket import Desk, asking, key_in, making
from app.operations import followup, incident, ticket, tracker
from app.operations.followup import Wanted as Work
from app.operations.incident import Declaration
from app.operations.ticket import About
from app.operations.tracker import Wanted
from app.queries.followup import followup as one
from app.queries.incident_detail import timeline
from app.queries.ticket import TicketRow, trackers
from app.store import Store
from models.kinds import Source
from models.kinds_learn import TaskState, TicketState, TrackerKind
from models.ticket import Tracker
from tests.trackers import JIRA_USER, TOKEN, Trackers, listening

ANA = Actor("ana", Source.SHELL)
PROJECTS = {
    TrackerKind.GITHUB: "acme/shop",
    TrackerKind.GITLAB: "acme/infra/ops",
    TrackerKind.JIRA: "OPS",
}


@pytest.fixture
def there() -> Iterator[Trackers]:
    with listening() as server:
        yield server


def wanted(kind: TrackerKind, url: str, **changed: object) -> Wanted:
    user = JIRA_USER if kind is TrackerKind.JIRA else ""
    said = Wanted("ours", kind, url, PROJECTS[kind], TOKEN, user, "Task", ("from watch",), True)
    return replace(said, **changed)  # type: ignore[arg-type]


def work(store: Store) -> int:
    number = incident.declare(store, Declaration("Disk full on db-1"), ANA)
    return followup.add(store, number, Work("Alarm before the disk is full", "At 80 %."), ANA)


def seen(store: Store, task: int) -> TicketRow:
    return one(store, task).tickets[-1]


@pytest.mark.parametrize("kind", TrackerKind)
def test_a_ticket_is_made_followed_and_ends_the_work(
    store: Store, clock: SetClock, there: Trackers, kind: TrackerKind
) -> None:
    said = wanted(kind, there.url)
    assert "knows this token" in tracker.attempt(store, said)
    place, task = tracker.save(store, said, ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    assert seen(store, task).state is TicketState.TO_MAKE
    assert TicketWatch(store).round() == 1
    made = there.made(kind.value)[0]
    assert (made["title"], made["labels"]) in [
        ("Alarm before the disk is full", ["from watch"]),
        ("Alarm before the disk is full", ["from-watch"]),
    ]
    assert "At 80 %." in made["body"]
    assert "Incident #1 (SEV3)" in made["body"]
    row = seen(store, task)
    assert row.state is TicketState.OPEN
    assert row.url.startswith(there.url)
    assert row.key == ("OPS-41" if kind is TrackerKind.JIRA else "41")
    assert timeline(store, 1)[-1].text.startswith("Ticket ")

    clock.forward(timedelta(minutes=6))
    assert TicketWatch(store).round() == 1
    there.close_issue(kind.value, 41)
    clock.forward(timedelta(minutes=6))
    TicketWatch(store).round()
    assert seen(store, task).state is TicketState.CLOSED
    assert one(store, task).state is TaskState.DONE
    assert "is closed in" in timeline(store, 1)[-1].text


def test_what_did_not_change_costs_github_nothing(
    store: Store, clock: SetClock, there: Trackers
) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    for _ in range(3):
        TicketWatch(store).round()
        clock.forward(timedelta(minutes=6))
    assert there.unmodified == 1
    assert seen(store, task).state is TicketState.OPEN


def test_a_tracker_that_asks_for_patience_gets_it(
    store: Store, clock: SetClock, there: Trackers
) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITLAB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    there.limits.append((429, {"retry-after": "90"}))
    TicketWatch(store).round()
    clock.forward(timedelta(seconds=80))
    assert TicketWatch(store).round() == 0
    clock.forward(timedelta(seconds=11))
    TicketWatch(store).round()
    assert seen(store, task).state is TicketState.OPEN


def test_github_says_until_when(store: Store, clock: SetClock, there: Trackers) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    until = clock.now() + timedelta(minutes=30)
    limit = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(until.timestamp()))}
    there.limits.append((403, limit))
    TicketWatch(store).round()
    assert trackers(store)[0].quiet_until == until


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"token": "wrong"}, "Jira does not take this token; set a new one."),
        ({"type": "Epos"}, "Jira refused it (400): issuetype Specify a valid issue type."),
    ],
)
def test_what_a_tracker_refuses_is_said_with_its_reason(
    store: Store, there: Trackers, changed: dict[str, object], sentence: str
) -> None:
    said = wanted(TrackerKind.JIRA, there.url, **changed)
    place, task = tracker.save(store, said, ANA), work(store)
    made = ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    row = seen(store, task)
    assert (row.state, row.error) == (TicketState.FAILED, sentence)
    assert timeline(store, 1)[-1].text == f"No ticket: {sentence}"
    known = trackers(store)[0]
    tracker.save(store, wanted(TrackerKind.JIRA, there.url), ANA, ident=known.id)
    ticket.again(store, made, ANA)
    TicketWatch(store).round()
    assert seen(store, task).key == "OPS-41"


def test_nothing_is_made_twice_where_nobody_knows_what_became_of_it(
    store: Store, clock: SetClock, there: Trackers
) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    there.dying = True
    TicketWatch(store).round()
    assert seen(store, task).state is TicketState.UNKNOWN
    clock.forward(timedelta(hours=3))
    assert TicketWatch(store).round() == 0
    assert len(there.asked) == 1


def test_a_tracker_that_is_away_is_asked_again(store: Store, clock: SetClock) -> None:
    with listening() as there:
        url = there.url
    place, task = tracker.save(store, wanted(TrackerKind.GITLAB, url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    row = seen(store, task)
    assert (row.state, "did not answer" in row.error) == (TicketState.TO_MAKE, True)
    assert TicketWatch(store).round() == 0
    clock.forward(timedelta(minutes=1, seconds=1))
    assert TicketWatch(store).round() == 1


def test_one_that_is_there_is_linked_by_its_address(store: Store, there: Trackers) -> None:
    tracker.save(store, wanted(TrackerKind.GITLAB, there.url), ANA)
    first, second = work(store), work(store)
    ticket.want(store, trackers(store)[0].id, About(task=first), ANA)
    TicketWatch(store).round()
    address = seen(store, first).url
    ticket.link(store, About(task=second), address, ANA)
    TicketWatch(store).round()
    assert seen(store, second).title == "Alarm before the disk is full"
    with pytest.raises(Refused, match="linked already"):
        ticket.link(store, About(task=second), address, ANA)
    with pytest.raises(Refused, match="No tracker of yours"):
        ticket.link(store, About(task=second), "https://example.org/a/b/issues/3", ANA)


def test_one_that_was_deleted_there_is_gone(store: Store, clock: SetClock, there: Trackers) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    there.issues.clear()
    clock.forward(timedelta(minutes=6))
    TicketWatch(store).round()
    assert seen(store, task).state is TicketState.GONE
    assert one(store, task).state is TaskState.OPEN


def test_an_address_inside_the_house_is_refused_unless_allowed(
    store: Store, there: Trackers
) -> None:
    said = wanted(TrackerKind.GITHUB, there.url, inside=False)
    with pytest.raises(Refused, match="inside the house"):
        tracker.attempt(store, said)
    place, task = tracker.save(store, said, ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    assert "inside the house" in seen(store, task).error
    assert there.asked == []


def test_the_token_is_sealed_and_never_shown(store: Store, there: Trackers) -> None:
    said = wanted(TrackerKind.GITHUB, there.url)
    tracker.save(store, said, ANA)
    with store.read() as session:
        assert TOKEN.encode() not in session.query(Tracker).one().token
    assert TOKEN not in repr(said) + repr(trackers(store))


def test_a_stored_token_goes_to_no_other_host(store: Store, there: Trackers) -> None:
    said = wanted(TrackerKind.GITHUB, there.url)
    place = tracker.save(store, said, ANA)
    moved = replace(said, url="https://evil.example.org", token="")
    for act in (
        lambda: tracker.save(store, moved, ANA, ident=place),
        lambda: tracker.attempt(store, moved, place),
    ):
        with pytest.raises(Refused, match="type the token once more"):
            act()
    tracker.save(store, replace(said, labels=(), token=""), ANA, ident=place)


@pytest.mark.parametrize("status", [500, 503])
def test_a_tracker_that_stumbles_is_not_asked_twice(
    store: Store, clock: SetClock, there: Trackers, status: int
) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.JIRA, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    there.limits.append((status, {}))
    TicketWatch(store).round()
    assert seen(store, task).state is TicketState.UNKNOWN
    clock.forward(timedelta(hours=3))
    assert TicketWatch(store).round() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"project": "shop"}, "project"), ({"token": ""}, "token"), ({"token": "a\nb"}, "token"),
        ({"url": "ftp://x"}, "url"), ({"name": "No Handle"}, "name"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_tracker_is_refused(
    store: Store, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as fault:
        tracker.save(store, replace(wanted(TrackerKind.GITHUB, ""), **changed), ANA)  # type: ignore[arg-type]
    assert fault.value.field == field


def test_no_key_leaves_in_a_ticket(store: Store, there: Trackers) -> None:
    place = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA)
    number = incident.declare(store, Declaration("Disk full"), ANA)
    said = Work("Rotate AKIAIOSFODNN7EXAMPLE", "password=hunter2hunter2")
    task = followup.add(store, number, said, ANA)
    ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    made = there.made("github")[0]
    assert "AKIA" not in made["title"]
    assert "hunter2" not in made["body"]


@pytest.mark.parametrize("kept", ["private", "drill"])
def test_what_stays_inside_gets_no_ticket(store: Store, there: Trackers, kept: str) -> None:
    said = wanted(TrackerKind.JIRA, there.url, inside=kept == "drill")
    place, task = tracker.save(store, said, ANA), work(store)
    incident.change(store, 1, ANA, None, **{kept: True})  # type: ignore[arg-type]
    for about in (About(task=task), About(incident=1)):
        with pytest.raises(Refused, match="leaves the house"):
            ticket.want(store, place, about, ANA)
    assert TicketWatch(store).round() == 0
    assert there.made("jira") == []


def test_two_engines_make_one_ticket(store: Store, there: Trackers) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    assert TicketWatch(store).round() + TicketWatch(store).round() == 1
    assert len(there.made("github")) == 1


def test_a_tracker_that_goes_leaves_its_tickets(store: Store, there: Trackers) -> None:
    place, task = tracker.save(store, wanted(TrackerKind.GITHUB, there.url), ANA), work(store)
    ticket.want(store, place, About(task=task), ANA)
    TicketWatch(store).round()
    tracker.remove(store, place, ANA)
    assert trackers(store) == []
    assert seen(store, task).key == "41"


@pytest.mark.parametrize(
    ("kind", "url", "project", "address", "key"),
    [
        ("jira", "https://t.atlassian.net", "OPS", "https://t.atlassian.net/browse/OPS-7", "OPS-7"),
        ("jira", "https://t.atlassian.net", "OPS", "https://t.atlassian.net/browse/WEB-7", ""),
        ("github", "https://github.com", "acme/shop", "https://github.com/Acme/shop/issues/1", "1"),
        ("github", "https://github.com", "acme/shop", "https://github.com/acme/shop/pull/12", ""),
        ("gitlab", "https://gl.eu/git", "a/b/c", "https://gl.eu/git/a/b/c/-/issues/3", "3"),
        ("github", "https://github.com", "acme/shop", "http://[bad", ""),
        ("gitlab", "https://gitlab.com", "a/b", "https://evil.example.org/a/b/-/issues/3", ""),
    ],
)  # fmt: skip
def test_a_pasted_address_names_a_ticket(
    kind: str, url: str, project: str, address: str, key: str
) -> None:
    assert key_in(TrackerKind(kind), url, project, address) == key


def test_github_itself_is_asked_at_its_api() -> None:
    desk = Desk(TrackerKind.GITHUB, "https://github.com", "acme/shop", "t")
    assert making(desk, "a", "b").url == "https://api.github.com/repos/acme/shop/issues"
    assert asking(desk, "12").headers["authorization"] == "Bearer t"
    server = Desk(TrackerKind.JIRA, "https://jira.example.org/", "OPS", "t")
    assert asking(server, "OPS-1").headers["authorization"] == "Bearer t"
