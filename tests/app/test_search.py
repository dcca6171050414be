"""Search across everything, current in the same transaction, on both databases."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.domain.actor import Actor
from app.domain.search import ROOM, excerpt, words
from app.operations import annotation, followup, playbook, problem, review, task
from app.operations import incident as incidents
from app.operations.followup import Wanted
from app.operations.incident import Declaration
from app.operations.problem import Wanted as WantedProblem
from app.queries.search import search
from app.store import Store
from models import search as index
from models.incident import Incident
from models.kinds import Source
from tests import builders

ANA = Actor("ana", Source.SHELL)
BOOK = "# Kafka lag\n\n## Do: Look at the consumer group\n"


def found(store: Store, said: str, *kinds: str) -> list[tuple[str, int | None]]:
    return [(hit.kind, hit.number) for hit in search(store, said, kinds=kinds or index.KINDS)]


def declared(store: Store, title: str, description: str = "") -> int:
    return incidents.declare(store, Declaration(title, description=description), ANA)


def test_an_incident_is_found_by_title_text_and_number(store: Store) -> None:
    declared(store, "Checkout fails", "Zahlungsdienst antwortet mit 502")
    declared(store, "Search index is behind")
    assert found(store, "checkout") == [("incident", 1)]
    assert found(store, "ZAHLUNGS 502") == [("incident", 1)]
    assert found(store, "#2")[0] == ("incident", 2)
    assert found(store, "checkout index") == []


def test_titles_count_most(store: Store) -> None:
    declared(store, "Slow pages", "the database was slow, the database, database")
    declared(store, "Database is slow")
    assert found(store, "database", "incident") == [("incident", 2), ("incident", 1)]


def test_what_was_said_is_found_at_once_and_as_it_was_mended(store: Store) -> None:
    declared(store, "Checkout fails")
    event = incidents.note(store, 1, "failover to eu-west-1.example.org", ANA)
    assert found(store, "west example") == [("event", 1)]
    annotation.edit(store, event, "failed over to Frankfurt", ANA)
    assert found(store, "frankf") == [("event", 1)]


def test_alerts_playbooks_and_reviews_are_found(store: Store) -> None:
    service = builders.service(store, "api")
    sender = builders.integration(store, "prom", service)
    with store.write() as session:
        session.add(builders.alert(store, sender, service, "Inodes used up"))
    number = declared(store, "Disk full")
    incidents.resolve(store, number, ANA, "grew it")
    review.draft(store, number, ANA, ZoneInfo("UTC"))
    review.write(store, number, "solution", "Grew the volume, añadido 100 GB", ANA)
    playbook.save(store, BOOK, ANA)
    assert found(store, "inode") == [("alert", None)]
    assert ("review", 1) in found(store, "añadido volume")
    assert found(store, "consumer group") == [("playbook", None)]
    assert "playbook" in {kind for kind, _ in found(store, "certificate")}  # as it is shipped


def test_follow_ups_and_problems_are_found_and_as_they_were_changed(store: Store) -> None:
    number = declared(store, "Disk full")
    later = followup.add(store, number, Wanted("Buy a volume", text="ask Hetzner"), ANA)
    known = problem.create(store, WantedProblem("Old kernel", "leaks inodes", "reboot it"), ANA)
    for said in ("volume", "hetzner"):
        assert found(store, said, "follow-up") == [("follow-up", number)]
    for said in ("kernel", "inode", "reboot"):
        assert found(store, said, "problem") == [("problem", None)]
    assert {hit.id for hit in search(store, "hetzner")} == {later}
    problem.change(store, known, WantedProblem("Old driver"), ANA)
    assert found(store, "kernel", "problem") == []
    assert found(store, "driver", "problem") == [("problem", None)]


def test_a_task_is_found_as_a_follow_up_once_it_is_one(store: Store) -> None:
    number = declared(store, "Disk full")
    left = task.add(store, number, "Call Frankfurt", ANA)
    assert found(store, "frankfurt", "follow-up") == []
    incidents.resolve(store, number, ANA, "grew it")
    followup.keep(store, left, ANA)
    assert found(store, "frankfurt", "follow-up") == [("follow-up", number)]
    with store.write() as session:
        session.delete(session.get_one(Incident, number))
    assert found(store, "frankfurt") == []


def test_what_goes_is_found_no_more(store: Store) -> None:
    declared(store, "Checkout fails")
    incidents.note(store, 1, "checkout again", ANA)
    with store.write() as session:
        session.delete(session.get_one(Incident, 1))
    assert found(store, "checkout") == []


def test_an_index_that_is_made_anew_finds_the_same(store: Store) -> None:
    declared(store, "Checkout fails", "card payments")
    incidents.note(store, 1, "checkout again", ANA)
    before = found(store, "checkout")
    engine = store.database.engine.execution_options(writes=True)
    with engine.connect() as connection:
        index.remove(connection)
        index.install(connection)
        index.install(connection)
        connection.commit()
    assert found(store, "checkout") == before
    declared(store, "Checkout fails again")
    assert len(found(store, "checkout")) == len(before) + 1


def test_nothing_that_is_typed_is_a_query(store: Store) -> None:
    declared(store, "Checkout fails")
    odd = ('"', "checkout OR x", "NEAR(", "a' & b", "title:x", "*", "\x00", "\ud800", "😀", "-")
    for typed in odd:
        search(store, typed)
    assert found(store, "\"checkout'); --") == [("incident", 1)]


def test_the_longest_text_is_kept_and_found(store: Store) -> None:
    said = "begin " + " ".join(f"wörd{at}" for at in range(9_900))
    declared(store, "Long", said)
    assert found(store, "begin wörd9000") == [("incident", 1)]


@given(st.text(max_size=300), st.text(max_size=20))
def test_an_excerpt_is_one_short_line(said: str, asked: str) -> None:
    cut = excerpt(said, words(asked))
    assert "\n" not in cut
    assert len(cut) <= ROOM + 4


def test_an_excerpt_shows_where_it_was_found() -> None:
    said = "first words " * 40 + "then the checkout broke " + "last words " * 40
    assert "checkout broke" in excerpt(said, ["checkout"])
    assert excerpt("short", ["x"]) == "short"
