"""Follow-ups of an incident and its review: days, reminders and order, on both databases."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.followup import work
from app.errors import Conflict, Refused
from app.operations import followup, incident, review, task
from app.operations.followup import Wanted
from app.operations.incident import Declaration
from app.queries import followup as queries
from app.queries.incident_detail import detail, timeline
from app.store import Store
from models.incident import Incident
from models.kinds import NoticeKind, Severity, Source
from models.kinds_learn import Priority, TaskKind, TaskState
from models.notice import Message
from models.people import Person

ANA, BEN = Actor("ana", Source.SHELL), Actor("ben", Source.SHELL)


def person(store: Store, name: str = "cy", zone: str = "Europe/Madrid") -> int:
    with store.write() as session:
        row = Person(name=name, time_zone=zone)
        session.add(row)
        session.flush()
        return row.id


def over(store: Store, clock: SetClock, severity: Severity = Severity.SEV1) -> int:
    number = incident.declare(store, Declaration("Disk full", severity=severity), ANA)
    clock.forward(timedelta(minutes=20))
    incident.resolve(store, number, ANA, "Grew the volume")
    return number


def told(store: Store) -> list[Message]:
    with store.read() as session:
        found = select(Message).where(Message.kind == NoticeKind.TASK).order_by(Message.id)
        return list(session.scalars(found))


def test_its_day_comes_from_the_severity(store: Store, clock: SetClock) -> None:
    number, owner = over(store, clock), person(store)
    ident = followup.add(store, number, Wanted("Alarm at 80 %", owner=owner), ANA)
    row = queries.followup(store, ident)
    assert row.due_at == datetime(2026, 4, 6, 15, tzinfo=UTC)  # a week after Sunday, at work
    assert (row.kind, row.created_by, row.number) == (TaskKind.FOLLOW_UP, "ana", number)
    assert timeline(store, number)[-1].text == "Follow-up: Alarm at 80 % (cy)"
    assert detail(store, number).tasks == ()


def test_a_team_sets_its_own_days(store: Store, clock: SetClock) -> None:
    followup.set_sla(store, {Severity.SEV1: 2}, ANA)
    number = over(store, clock)
    ident = followup.add(store, number, Wanted("Alarm at 80 %"), ANA)
    assert queries.followup(store, ident).due_at == datetime(2026, 3, 31, 17, tzinfo=UTC)
    assert queries.sla(store)[Severity.SEV4] == 60
    with pytest.raises(Refused, match="expected 1 to"):
        followup.set_sla(store, {Severity.SEV1: 0}, ANA)


def test_the_owner_is_told_and_reminded_and_told_when_late(store: Store, clock: SetClock) -> None:
    number, owner = over(store, clock), person(store)
    ident = followup.add(store, number, Wanted("Alarm at 80 %", owner=owner), ANA)
    for day in (6, 4, 7):
        clock.forward(timedelta(days=day))
        while work(store):
            pass
    said = [each.subject for each in told(store)]
    assert said == [
        "A follow-up for you: Alarm at 80 %",
        "Due Mon 06 April: Alarm at 80 %",
        "Overdue Mon 06 April: Alarm at 80 %",
        "Overdue Mon 06 April: Alarm at 80 %",
    ]
    task.move(store, ident, TaskState.DONE, BEN)
    clock.forward(timedelta(days=60))
    assert work(store) == 0


def test_without_an_owner_whoever_had_the_incident_hears_of_it(
    store: Store, clock: SetClock
) -> None:
    number, owner = over(store, clock), person(store)
    with store.write() as session:
        session.get_one(Incident, number).owner_id = owner
    followup.add(store, number, Wanted("Alarm at 80 %"), ANA)
    clock.forward(timedelta(days=9))
    assert work(store) == 1
    assert told(store)[0].person_id == owner
    assert "no owner yet" in told(store)[0].body


def test_a_task_of_an_incident_is_told_of_when_it_is_due(store: Store, clock: SetClock) -> None:
    owner = person(store)
    number = incident.declare(store, Declaration("Disk full"), ANA)
    due = clock.now() + timedelta(minutes=30)
    task.add(store, number, "Call the vendor", ANA, owner=owner, due_at=due)
    assert work(store) == 0
    clock.forward(timedelta(minutes=30))
    assert (work(store), work(store)) == (1, 0)
    assert told(store)[0].subject == "Due 01:30: Call the vendor"


def test_action_items_become_follow_ups_once(store: Store, clock: SetClock) -> None:
    number, owner = over(store, clock), person(store)
    left = task.add(store, number, "Ask the vendor", ANA)
    review.draft(store, number, ANA, ZoneInfo("UTC"))
    text = "- Ask the vendor\n- [ ] Alarm at 80 % @cy due 2026-05-04 !high\n- [x] Say sorry"
    review.write(store, number, followup.ACTIONS, text, ANA)
    assert followup.from_review(store, number, BEN) == 3
    assert followup.from_review(store, number, BEN) == 0
    rows = {each.title: each for each in queries.followups(store, number)}
    assert rows["Ask the vendor"].id == left
    alarm = rows["Alarm at 80 %"]
    assert (alarm.owner_id, alarm.priority) == (owner, Priority.HIGH)
    assert alarm.due_at == datetime(2026, 5, 4, 15, tzinfo=UTC)
    assert rows["Say sorry"].state is TaskState.DONE


def test_tasks_left_open_are_kept_as_follow_ups(store: Store, clock: SetClock) -> None:
    number = over(store, clock)
    first = task.add(store, number, "Ask the vendor", ANA)
    task.finish(store, task.add(store, number, "Grow the volume", ANA), ANA)
    assert [each.kind for each in queries.followups(store)] == [TaskKind.TASK]
    assert followup.keep_all(store, number, ANA) == 1
    row = queries.followup(store, first)
    assert row.kind is TaskKind.FOLLOW_UP
    assert row.due_at is not None


def test_the_list_has_what_is_late_first_and_what_is_over_last(
    store: Store, clock: SetClock
) -> None:
    number = over(store, clock)
    titles = ["late", "urgent", "usual", "over"]
    idents = [
        followup.add(store, number, Wanted(title, due_at=due, priority=priority), ANA)
        for title, due, priority in (
            ("late", clock.now() - timedelta(days=1), Priority.LOW),
            ("usual", clock.now() + timedelta(days=1), Priority.NORMAL),
            ("urgent", clock.now() + timedelta(days=9), Priority.URGENT),
            ("over", None, Priority.URGENT),
        )
    ]
    task.move(store, idents[-1], TaskState.DROPPED, ANA)
    assert [each.title for each in queries.followups(store)] == titles
    assert (queries.late(store).open, queries.late(store).overdue) == (3, 1)


def test_two_who_change_one_meet(store: Store, clock: SetClock) -> None:
    number = over(store, clock)
    ident = followup.add(store, number, Wanted("Alarm at 80 %"), ANA)
    row = queries.followup(store, ident)
    followup.change(store, ident, Wanted("Alarm at 70 %"), BEN, row.version)
    with pytest.raises(Conflict):
        followup.change(store, ident, Wanted("Alarm at 90 %"), ANA, row.version)
    assert queries.followup(store, ident).due_at is None


@pytest.mark.parametrize("said", [Wanted(""), Wanted("x" * 501), Wanted("a", "x" * 20_001)])
def test_what_says_nothing_or_too_much_is_refused(
    store: Store, clock: SetClock, said: Wanted
) -> None:
    with pytest.raises(Refused):
        followup.add(store, over(store, clock), said, ANA)
    with pytest.raises(Refused, match="no incident"):
        followup.add(store, 99, Wanted("a"), ANA)


def test_from_a_shell(database_url: str) -> None:
    from app.cli.main import _register, app

    _register()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["--database", database_url, *words])
        assert done.exit_code == 0, done.output
        return done.output

    asked = ["--database", database_url, "followup", "list", "--owner", "ghost"]
    with pytest.raises(Refused, match="ghost"):
        CliRunner().invoke(app, asked, catch_exceptions=False)
    run("incident", "declare", "Disk full", "--severity", "sev2")
    run("followup", "add", "1", "Alarm at 80 %", "--priority", "high", "--due", "2026-01-02")
    run("followup", "days", "sev2=3")
    found = json.loads(run("followup", "list", "--overdue", "--json"))["followups"]
    assert [(each["title"], each["overdue"]) for each in found] == [("Alarm at 80 %", True)]
    run("followup", "change", "1", "--title", "Alarm at 70 %", "--due", "none")
    assert "Alarm at 70 %" in run("followup", "show", "1")
    run("followup", "done", "1")
    assert "Alarm" not in run("followup", "list")
    assert "Alarm" in run("followup", "list", "--all")
