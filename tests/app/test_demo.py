"""The sample team: its story is complete, true to its plot, always the same, and stays inside."""

from __future__ import annotations

import socket
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from app.cli.main import run
from app.clock import SetClock
from app.demo import plot, ready
from app.demo.play import fill
from app.duties.crew import deliver
from app.errors import Refused
from app.notify import send
from app.operations import delivery
from app.operations.contact import send_test
from app.operations.escalation_step import advance
from app.operations.sample import NOTHING_SENT
from app.paths import cache_folder
from app.queries.due import due
from app.queries.review import reviews as listed
from app.store import Store, open_store
from app.version import VERSION
from models.alert import Alert
from models.incident import Event, Incident, Task
from models.kinds import (
    AlertState,
    EventKind,
    PageState,
    ReviewState,
    RunState,
    Severity,
    Stage,
)
from models.kinds_learn import ProblemState, TaskKind
from models.page import Attempt, Page
from models.people import Person
from models.problem import Problem, ProblemIncident
from models.review import Review
from models.rota import Override, Served
from models.service import Service
from models.status import Component, Maintenance, PublicIncident, Stakeholder, StatusUpdate
from models.workflow import Workflow, WorkflowRun
from tests import builders
from tests.sample import NOW, sample_store

SMALL = 16
START = NOW - timedelta(days=730)
LAST_HALF_YEAR = NOW - timedelta(days=182)


@pytest.fixture
def empty(database_url: str) -> Iterator[Store]:
    """On the system's clock, as a program has it."""
    store = open_store(database_url, durable=False)
    yield store
    store.close()


@pytest.fixture
def year() -> Iterator[Store]:
    """Enough incidents for figures."""
    store = sample_store(150)
    yield store
    store.close()


def story(store: Store) -> list[tuple[object, ...]]:
    """All that was told, in order."""
    with store.read() as session:
        events = select(Event.incident_id, Event.kind, Event.at, Event.actor, Event.text)
        pages = select(Page.incident_id, Page.state, Page.due_at, Page.sent_at, Page.person_id)
        rows = [*session.execute(events.order_by(Event.id))]
        return [tuple(row) for row in [*rows, *session.execute(pages.order_by(Page.id))]]


def test_two_years_are_filled_and_nothing_leaves(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> NoReturn:
        raise AssertionError("something wanted to leave")

    monkeypatch.setattr(send, "send", forbidden)
    if empty.database.lite:
        monkeypatch.setattr(socket.socket, "connect", forbidden)
    clock, told = empty.clock, list[tuple[int, int]]()

    fill(empty, incidents=SMALL, seed=7, until=NOW, progress=lambda *far: told.append(far))

    assert empty.clock is clock
    assert not isinstance(empty.clock, SetClock)
    past = SMALL - len(plot.PRESENT)
    assert told == [(number, past) for number in range(1, past + 1)]
    with empty.read() as session:
        incidents = session.scalars(select(Incident).order_by(Incident.id)).all()
        assert len(incidents) == SMALL
        assert START <= incidents[0].created_at < incidents[-1].created_at <= NOW
        _each_is_complete(incidents[:past])
        last = max(session.scalars(select(Event.recorded_at)))
        assert last <= NOW + timedelta(minutes=1)
        first = min(session.scalars(select(Served.start_at)))
        assert first <= START + timedelta(days=14), "the record begins with the story"
        assert max(session.scalars(select(Served.end_at))) >= NOW - timedelta(days=2)


def _each_is_complete(past: Sequence[Incident]) -> None:
    for incident in past:
        assert incident.stage in (Stage.RESOLVED, Stage.CLOSED, Stage.DECLINED)
        clocks = [incident.impact_started_at, incident.detected_at, incident.acknowledged_at,
                  incident.mitigated_at, incident.resolved_at]  # fmt: skip
        known = [at for at in clocks if at is not None]
        assert known == sorted(known), incident.id
        assert (incident.resolved_at is None) is (incident.stage is Stage.DECLINED)


def test_the_same_seed_tells_the_same_story(database_url: str, empty: Store) -> None:
    other = sample_store(SMALL)
    fill(empty, incidents=SMALL, seed=7, until=NOW)
    assert story(empty) == story(other)
    other.close()


def test_another_seed_tells_another() -> None:
    ours = plot.troubles(20, START, NOW, 7)
    assert ours == plot.troubles(20, START, NOW, 7)
    assert ours != plot.troubles(20, START, NOW, 8)


@pytest.mark.parametrize("seed", range(1, 9))
def test_whatever_the_seed_the_plot_keeps_its_truths(seed: int) -> None:
    drawn = plot.troubles(400, START, NOW, seed)
    waits = [each.acknowledged.total_seconds() for each in drawn]
    assert 0.68 < median(waits[-100:]) / median(waits[:100]) < 0.8
    assert max(each.at + each.solved for each in drawn) < NOW
    assert min(each.at for each in drawn) >= START
    provider = [each.at for each in drawn if each.kind.service == "card-provider"]
    recent = sum(at > LAST_HALF_YEAR for at in provider)
    assert recent > (len(provider) - recent) / 3, "more than its share of the time"


def test_a_database_in_use_is_refused(store: Store) -> None:
    builders.person(store, "zoe")
    clock = store.clock
    with pytest.raises(Refused, match="already holds a team"):
        fill(store, incidents=SMALL, seed=7, until=NOW)
    with store.read() as session:
        assert session.scalars(select(Person.name)).all() == ["zoe"]
    assert store.clock is clock


def test_those_who_answer_were_paged(year: Store) -> None:
    """Nobody acknowledges what did not reach them; the next level gets what is slept through."""
    with year.read() as session:
        asked = select(Event).where(Event.kind == EventKind.ACKNOWLEDGED)
        names = dict(session.execute(select(Person.id, Person.name)).all())
        reached = {
            (page.incident_id, names[page.person_id or 0], page.sent_at, page.level)
            for page in session.scalars(select(Page).where(Page.sent_at.is_not(None)))
        }
        answers = session.scalars(asked).all()
        levels = Counter[int]()
        for event in answers:
            mine = [(at, level) for number, name, at, level in reached
                    if number == event.incident_id and name == event.actor
                    and at is not None and at <= event.at]  # fmt: skip
            assert mine, event.incident_id
            levels[max(mine)[1]] += 1
    assert levels[1] > 5 * levels[2] > 0


def test_the_story_has_every_kind_of_end(year: Store) -> None:
    with year.read() as session:
        stages = Counter(session.scalars(select(Incident.stage)))
        kinds = Counter(session.scalars(select(Event.kind)))
        by_sender = session.scalars(
            select(Event.incident_id).where(
                Event.kind == EventKind.RESOLVED, Event.text.contains("every alert is resolved")
            )
        ).all()
        open_alerts = session.scalars(
            select(Alert.incident_id).where(Alert.state != AlertState.RESOLVED)
        ).all()
        declared = Counter(
            session.scalars(select(Event.actor).where(Event.kind == EventKind.DECLARED))
        )
        now = {row.id for row in session.scalars(select(Incident)) if row.stage.open}
    for stage in (Stage.DECLINED, Stage.CLOSED, Stage.RESOLVED):
        assert stages[stage]
    assert len(by_sender) > 5
    assert declared["fay"] > 1
    assert set(open_alerts) <= now, "what is over is over for its sender too"
    for kind in (EventKind.NOTE, EventKind.ROLE, EventKind.TASK, EventKind.ESCALATED):
        assert kinds[kind]


def test_the_last_day_leaves_work_in_every_stage(year: Store) -> None:
    with year.read() as session:
        rows = [row for row in session.scalars(select(Incident)) if row.stage.open]
        grave = next(row for row in rows if row.severity is Severity.SEV1)
        kinds = session.scalars(select(Event.kind).where(Event.incident_id == grave.id)).all()
        parts = {each.role for each in grave.roles}
    assert len(rows) == len(plot.PRESENT)
    assert all(NOW - row.created_at < timedelta(days=1) for row in rows)
    assert {row.stage for row in rows} == {
        Stage.TRIAGE, Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING,
    }  # fmt: skip
    assert grave.acknowledged
    assert grave.owner_id is not None
    assert kinds.count(EventKind.NOTE) >= 2
    assert len(parts) == 3
    assert [row.severity for row in rows if not row.acknowledged] == [Severity.SEV3]


def test_colleagues_stand_in_and_the_record_knows_it(year: Store) -> None:
    with year.read() as session:
        overrides = session.scalars(select(Override).where(Override.reason != "")).all()
        ends = [each.end_at for each in overrides]
        taken = {each.start_at: each.people[0].person_id for each in overrides}
        served = {
            row.start_at: row.person_id
            for row in session.scalars(select(Served).where(Served.start_at.in_(taken)))
        }
    assert 15 <= len(overrides) <= 25
    assert sum(end > NOW for end in ends) == 1
    assert len(served) >= 15
    assert all(taken[at] == who for at, who in served.items())


def test_answers_get_a_third_quicker(year: Store) -> None:
    with year.read() as session:
        rows = session.scalars(select(Incident).where(Incident.acknowledged_at.is_not(None))).all()
    waits = [((row.acknowledged_at or NOW) - row.created_at).total_seconds() for row in rows]
    third = len(waits) // 3
    share = median(waits[-third:]) / median(waits[:third])
    assert 0.6 < share < 0.9


def test_search_wakes_most_and_the_card_provider_gets_worse(year: Store) -> None:
    with year.read() as session:
        zones = dict(session.execute(select(Person.id, Person.time_zone)).all())
        services = dict(session.execute(select(Service.id, Service.name)).all())
        rows = {row.id: row for row in session.scalars(select(Incident))}
        pages = session.scalars(select(Page).where(Page.sent_at.is_not(None))).all()
    woken = {
        page.incident_id
        for page in pages
        if page.person_id and page.sent_at and _asleep(page.sent_at, zones[page.person_id])
    }
    nights = Counter(services[rows[number].service_id or 0] for number in woken)
    assert nights.most_common(1)[0][0] == "search"
    provider = [row for row in rows.values() if services[row.service_id or 0] == "card-provider"]
    recent = sum(row.created_at > LAST_HALF_YEAR for row in provider)
    assert recent > (len(provider) - recent) / 3, "more than its share of the time"


def _asleep(at: datetime, zone: str) -> bool:
    return not 7 <= at.astimezone(ZoneInfo(zone)).hour < 23


def test_nothing_built_for_others_stands_empty(year: Store) -> None:
    """The status page, follow-ups, problems, reviews, workflows and own fields have a past."""
    with year.read() as session:
        shown = session.scalars(select(PublicIncident)).all()
        updates = Counter(session.scalars(select(StatusUpdate.stage).where(StatusUpdate.public)))
        windows = session.scalars(select(Maintenance.starts_at)).all()
        tasks = session.scalars(select(Task).where(Task.kind == TaskKind.FOLLOW_UP)).all()
        [known] = session.scalars(select(Problem)).all()
        behind = select(ProblemIncident).where(ProblemIncident.problem_id == known.id)
        gathered = len(session.scalars(behind).all())
        reviews = Counter(session.scalars(select(Review.state)))
        on = session.scalars(select(Workflow.name).where(Workflow.enabled)).all()
        runs = Counter(session.scalars(select(WorkflowRun.state)))
        hit = [row for row in session.scalars(select(Incident)) if row.customers]
        rooms = session.scalars(select(Component).where(Component.service_id.is_not(None))).all()
        groups = session.scalars(select(Stakeholder.name)).all()
    assert len(rooms) == 5
    assert groups == ["leadership"]
    assert sum(each.resolved_at is not None for each in shown) >= 2
    assert sum(each.resolved_at is None for each in shown) == 2, "what is grave today"
    assert updates[Stage.RESOLVED] >= 2
    assert [NOW < at < NOW + timedelta(days=4) for at in windows] == [True]
    late = [each.title for each in tasks if each.due_at and each.due_at < NOW and not each.done_at]
    assert late == ["Alert on the limit itself"]
    assert 4 <= len(tasks) <= 6
    assert (known.state, known.workaround != "") == (ProblemState.KNOWN, True)
    assert 3 <= gathered <= 4
    waived = reviews.pop(ReviewState.WAIVED)
    assert waived > 10  # of the years before
    assert reviews == {ReviewState.PUBLISHED: 2, ReviewState.DRAFT: 1}
    owed = [each for each in listed(year) if each.state is None]
    assert len(owed) < 10
    assert on == ["Show what else is affected"]
    assert RunState.WAITING not in runs, "an engine that comes later has nothing to catch up on"
    assert len(hit) > 10
    assert all((row.custom or {}).get("Set off by") for row in hit)


def test_an_engine_that_comes_later_sends_little_and_all_of_it_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(send, "_notified", None)  # would break any real try
    store = sample_store(SMALL)
    store.clock = SetClock(NOW + timedelta(hours=10))
    while (found := due(store)).escalation_at and found.escalation_at <= store.now():
        advance(store)
    claimed = delivery.claim(store, "later", 50)
    assert 1 <= len(claimed) <= 2
    for each in claimed:
        outcome = deliver(store, each, "https://watch.example.org")
        assert (outcome.state, outcome.error) == (PageState.SENT, NOTHING_SENT)
        assert delivery.finish(store, each, outcome)
    with store.read() as session:
        said = session.scalars(select(Attempt.error).order_by(Attempt.id.desc())).first()
    assert said == NOTHING_SENT
    assert delivery.claim(store, "later", 50) == []
    store.close()


def test_a_ready_sample_is_made_once_and_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "INCIDENTS", 4)
    told = list[tuple[int, int]]()
    first = ready.sample(lambda *far: told.append(far))
    kept = list((cache_folder() / "sample").iterdir())
    second = ready.sample(lambda *far: told.append(far))
    assert told == [(number, 4) for number in range(1, 5)]
    assert list((cache_folder() / "sample").iterdir()) == kept
    assert len(kept) == 1
    assert make_url(first).database != make_url(second).database
    for address in (first, second):
        store = open_store(address)
        assert not store.vault.locked
        with store.read() as session:
            created = session.scalars(select(Incident.created_at)).all()
        assert len(created) == 4 + len(plot.PRESENT)
        assert datetime.now(UTC) - max(created) < timedelta(minutes=10)
        store.close()


def test_an_old_original_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "INCIDENTS", 1)
    folder = cache_folder() / "sample"
    folder.mkdir()
    (folder / "0.0.9-0001-20200101-x.db").write_bytes(b"old")
    ready.sample()
    assert [file.name.split("-")[0] for file in folder.iterdir()] == [VERSION]


def test_a_contact_of_the_sample_team_is_tried_without_sending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(send, "_notified", None)  # would break any real try
    store = sample_store(SMALL)
    with store.read() as session:
        ana = session.scalars(select(Person.id).where(Person.name == "ana")).one()
    assert send_test(store, ana, "phone").error == NOTHING_SENT
    store.close()


@pytest.mark.parametrize(("watched", "last"), [(True, "1 of 1 incidents\n"), (False, "")])
def test_the_command(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    watched: bool,
    last: str,
) -> None:
    """How far it is, is for whoever looks on; a log needs none of it."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    words = ["demo", "--incidents", "6", "--years", "1", "--database", f"sqlite:///{tmp_path}/x.db"]
    assert run(words) == 0
    told = capsys.readouterr()
    assert told.out.startswith("The sample team is in: 8 people, 6 services, 6 incidents since ")
    assert told.err.rpartition("\r")[2] == last
    assert run(words) == 1
    assert capsys.readouterr().err.startswith("This database already holds a team;")
