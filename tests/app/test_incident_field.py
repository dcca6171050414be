"""Fields that change: each with its old and its new value, and never over somebody's head."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.clock import SetClock
from app.domain.actor import ENGINE, Actor
from app.errors import Conflict, Refused
from app.operations import incident
from app.operations.incident import Declaration
from app.operations.timeline import held, record
from app.queries import incident_detail as queries
from app.queries.incident_row import EventRow, IncidentRow
from app.store import Store, open_store
from models.kinds import Category, EventKind, Severity, Source, Stage, Urgency
from tests import builders

SHELL = Actor("root", Source.SHELL)
HOUR = timedelta(hours=1)


def declared(store: Store, **said: Any) -> int:
    return incident.declare(store, Declaration("db is down", **said), SHELL)


def row(store: Store, number: int) -> IncidentRow:
    return queries.detail(store, number).row


def fields(store: Store, number: int) -> list[EventRow]:
    return [each for each in queries.timeline(store, number) if each.kind is EventKind.FIELD]


def test_every_field_tells_what_it_was(store: Store) -> None:
    api, web = builders.service(store, "api"), builders.service(store, "web")
    number = declared(store, service=api, description="old")
    incident.change(
        store,
        number,
        SHELL,
        row(store, number).version,
        title=" API is\tdown ",
        description="",
        impact="nobody pays",
        severity="SEV1",
        urgency=Urgency.LOW,
        category=Category.PERFORMANCE,
        service=web,
        affected=[api, api],
        drill=True,
    )
    told = {each.data["field"]: each.text for each in fields(store, number)}
    assert told == {
        "title": "Title db is down → API is down",
        "description": "Description removed",
        "impact": "Impact added",
        "severity": "Severity SEV3 → SEV1",
        "urgency": "Urgency high → low",
        "category": "Category none → performance",
        "service": "Service api → web",
        "affected": "Affected none → api",
        "drill": "Drill no → yes",
    }
    found = queries.detail(store, number)
    assert (found.row.title, found.row.severity, found.row.service) == (
        "API is down",
        Severity.SEV1,
        "web",
    )
    assert (found.impact, found.description, found.affected) == ("nobody pays", "", ((api, "api"),))


def test_what_does_not_change_is_not_told(store: Store) -> None:
    number = declared(store)
    version = row(store, number).version
    assert (
        incident.change(store, number, SHELL, version, title="db is down", affected=()) == version
    )
    assert fields(store, number) == []


def test_a_field_can_be_emptied(store: Store) -> None:
    number = declared(store, service=builders.service(store, "api"), category=Category.OTHER)
    incident.change(store, number, SHELL, None, service=None, category=None)
    found = row(store, number)
    assert (found.service, found.category) == (None, None)


def test_what_was_seen_must_still_be_so(store: Store) -> None:
    number = declared(store)
    seen = row(store, number).version
    after = incident.change(store, number, builders.actor(store, "ben"), seen, severity="SEV1")
    with pytest.raises(Conflict, match=f"ben changed #{number} meanwhile"):
        incident.change(store, number, SHELL, seen, severity="SEV4", title="other")
    found = row(store, number)
    assert (found.severity, found.title, found.version) == (Severity.SEV1, "db is down", after)
    incident.change(store, number, SHELL, after, severity="SEV4")


def test_news_are_no_reason_to_refuse_an_edit(store: Store, clock: SetClock) -> None:
    number = declared(store)
    seen = row(store, number).version
    clock.forward(HOUR)
    with store.write() as session:
        record(session, held(session, number), EventKind.PAGE, "paged", ENGINE, clock.now())
    incident.note(store, number, "a note", SHELL)
    assert row(store, number).changed_at == clock.now()
    incident.change(store, number, SHELL, seen, title="other")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 1025}, "title"),
        ({"impact": "x" * 100_001}, "impact"),
        ({"severity": "SEV9"}, "severity"),
        ({"severity": None}, "severity"),
        ({"category": "bad luck"}, "category"),
        ({"stage": "heaven"}, "stage"),
        ({"service": 77}, "service"),
        ({"affected": [77]}, "affected"),
        ({"resolved_at": datetime.fromisoformat("2026-03-28T23:00Z")}, "resolved_at"),
        ({"detected_at": datetime.fromisoformat("2036-03-28T23:00Z")}, "detected_at"),
    ],
)
def test_all_or_nothing(store: Store, said: dict[str, Any], field: str) -> None:
    number = declared(store)
    before = row(store, number)
    with pytest.raises(Refused) as refusal:
        incident.change(store, number, SHELL, None, **({"drill": True, "urgency": "low"} | said))
    assert refusal.value.field == field
    assert row(store, number) == before
    assert fields(store, number) == []


def test_a_field_that_does_not_exist_is_our_bug(store: Store) -> None:
    with pytest.raises(TypeError, match="colour"):
        incident.change(store, declared(store), SHELL, None, colour="red")


def test_clocks_are_corrected_together(store: Store, clock: SetClock) -> None:
    number = declared(store)
    clock.forward(HOUR)
    incident.resolve(store, number, SHELL)
    start = clock.now() - 3 * HOUR
    incident.change(
        store,
        number,
        SHELL,
        None,
        impact_started_at=start,
        detected_at=start + HOUR,
        mitigated_at=clock.now() - HOUR,
    )
    found = row(store, number)
    assert (found.impact_started_at, found.detected_at) == (start, start + HOUR)
    told = {each.data["field"]: each.text for each in fields(store, number)}
    assert told["impact_started_at"] == "Impact started none → 2026-03-28 22:00:00 UTC"
    with pytest.raises(Refused, match="lies before"):
        incident.change(store, number, SHELL, None, mitigated_at=start - HOUR)
    with pytest.raises(Refused, match="needs a resolved time"):
        incident.change(store, number, SHELL, None, resolved_at=None)


def test_stage_and_owner_change_with_the_rest(store: Store, clock: SetClock) -> None:
    ana, number = builders.person(store, "ana"), declared(store)
    then = clock.now()
    clock.forward(HOUR)
    incident.change(
        store, number, SHELL, None, stage="resolved", owner=ana, severity="SEV2", resolved_at=then
    )
    found = row(store, number)
    assert (found.stage, found.owner, found.resolved_at) == (Stage.RESOLVED, "ana", then)


def test_of_two_edits_at_once_one_is_a_conflict(database_url: str) -> None:
    here, there = (open_store(database_url, durable=False) for _ in range(2))
    number = declared(here)
    for round_ in range(10):
        seen, gate, done = row(here, number).version, threading.Barrier(2), []

        def edit(
            store: Store,
            title: str,
            seen: int = seen,
            gate: threading.Barrier = gate,
            done: list[str] = done,
        ) -> None:
            gate.wait()
            try:
                incident.change(store, number, SHELL, seen, title=title)
                done.append(title)
            except Conflict:
                done.append("conflict")

        threads = [
            threading.Thread(target=edit, args=(store, f"{name} {round_}"))
            for store, name in ((here, "here"), (there, "there"))
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert done.count("conflict") == 1
        assert row(here, number).title in done
    assert len(fields(here, number)) == 10
    here.close()
    there.close()
