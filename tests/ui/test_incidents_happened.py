"""What the timeline says of fields, roles and tasks, in the language of the window."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.catch_up import Line
from app.operations import incident_field, role, task
from app.queries.incident_detail import timeline
from app.queries.incident_row import EventRow
from models.kinds import Category, EventKind, Role, Source, Urgency
from tests.night import Night
from ui.incidents.catch_up import said
from ui.incidents.happened import happened
from ui.language.pseudo import lengthened

KINDS = (EventKind.FIELD, EventKind.ROLE, EventKind.TASK)


@pytest.fixture
def told(night: Night) -> list[tuple[EventKind, str, str]]:
    """One of everything: the kind, what was written, and what a window says of it."""
    return [(each.kind, each.text, happened(each)) for each in _lived(night) if each.kind in KINDS]


def _lived(night: Night) -> list:  # type: ignore[type-arg]
    number = night.declare("Checkout fails", "ana", "payments")
    ana, store = night.actor("ana"), night.store
    incident_field.change(store, number, ana, None, impact="Nobody can pay", why="a call")
    incident_field.change(
        store, number, ana, None, category=Category.THIRD_PARTY, urgency=Urgency.LOW,
        customers=120, drill=True, impact_started_at=night.clock.now(), impact="",
    )  # fmt: skip
    for who in ("ana", "ben"):
        role.assign(store, number, Role.COMMANDER, night.people[who], ana)
    role.release(store, number, Role.COMMANDER, night.people["ben"], ana)
    made = task.add(store, number, "Call the bank: now", ana)
    task.give(store, made, night.people["ben"], ana)
    task.give(store, made, None, ana)
    task.finish(store, made, ana)
    return timeline(store, number)


def test_english_says_what_was_written(told: list[tuple[EventKind, str, str]]) -> None:
    assert {kind for kind, _, _ in told} == set(KINDS)
    assert len(told) > 12
    assert [said for _, _, said in told] == [written for _, written, _ in told]


@pytest.mark.usefixtures("pseudo")
def test_all_of_it_is_translated_and_names_stay(night: Night) -> None:
    said = [happened(each) for each in _lived(night) if each.kind in KINDS]
    assert [each for each in said if "⟦" not in each and not each.startswith("Task: ")] == []
    assert f"{lengthened('Impact added')}: a call" in said
    assert any(lengthened("third-party failure") in each for each in said)
    about_ben = [each for each in said if "Ben" in each]  # took command, gave it up, got a task
    assert len(about_ben) == 3
    assert all("⟦" in each for each in about_ben)
    assert f"{lengthened('Task done')}: Call the bank: now" in said


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("kind", "source", "written", "wanted"),
    [
        (EventKind.ALERT, Source.SENDER, "Alert resolved: 500 for some customers",
         "Alarm behoben: 500 for some customers"),
        (EventKind.REOPENED, Source.DESKTOP, "Reopened: It came back with the next wave.",
         "Wieder geöffnet: It came back with the next wave."),
        (EventKind.REOPENED, Source.DESKTOP, "Reopened", "Wieder geöffnet"),
        (EventKind.REVIEW, Source.DESKTOP, "No review is needed: Written with the one after it",
         "Keine Nachbetrachtung nötig: Written with the one after it"),
        (EventKind.SNOOZED, Source.DESKTOP, "Snoozed until 2026-11-01 12:00 UTC: lunch with Bo",
         "Zurückgestellt bis 2026-11-01 12:00 UTC: lunch with Bo"),
        (EventKind.UNACKNOWLEDGED, Source.DESKTOP, "Gave it back: dinner with Bo after work",
         "Zurückgegeben: dinner with Bo after work"),
        (EventKind.UNACKNOWLEDGED, Source.ENGINE,
         "Gave it back: no news for 30m since it was acknowledged",
         "Zurückgegeben: seit 30m nichts Neues nach der Quittierung"),
        (EventKind.TIE, Source.DESKTOP, "Merged into #2 “Login with SSO: down”: ill with flu",
         "Aufgegangen in #2 “Login with SSO: down”: ill with flu"),
        (EventKind.TIE, Source.DESKTOP, "#1 “Login with SSO” was merged into this",
         "#1 “Login with SSO” ist hierin aufgegangen"),
        (EventKind.PROBLEM, Source.DESKTOP, "Not of problem P2 after all: Login with SSO",
         "Doch nicht von Problem P2: Login with SSO"),
        (EventKind.DECLARED, Source.DESKTOP, "Declared as a drill: Login with SSO",
         "Als Übung gemeldet: Login with SSO"),
        (EventKind.DECLARED, Source.SENDER, "Opened by an alert of a drill: Login with SSO",
         "Eröffnet durch einen Alarm einer Übung: Login with SSO"),
        (EventKind.FLAG, Source.ENGINE, "Level 1: low urgency waits for working hours",
         "Stufe 1: niedrige Dringlichkeit wartet auf die Arbeitszeit"),
        (EventKind.FLAG, Source.ENGINE, "Last resort passed over: nobody on call (schedule:night)",
         "Letzte Instanz übergangen: niemand hat Bereitschaft (Plan night)"),
        (EventKind.RESPONDER, Source.DESKTOP, "Bo is asked to help (team:web): login with SSO",
         "Bo wird um Hilfe gebeten (Team web): login with SSO"),
        (EventKind.PLAYBOOK, Source.DESKTOP, "Done: Talk with Bo\nresolved",
         "Erledigt: Talk with Bo\nresolved"),
        (EventKind.PLAYBOOK, Source.DESKTOP, "Done: Talk with Bo\nIt ended well (exit code 0).",
         "Erledigt: Talk with Bo\nErfolgreich beendet (Exit-Code 0)."),
        (EventKind.PLAYBOOK, Source.DESKTOP,
         "Approved “Talk with Bo”:\nls Nobody\n(no shell, ended after 10s)",
         "Zugestimmt zu „Talk with Bo“:\nls Nobody\n(ohne Shell, Abbruch nach 10s)"),
        (EventKind.RESOLVED, Source.DESKTOP, "Resolved: The drill is over.",
         "Behoben: Die Übung ist vorbei."),
        (EventKind.PLAYBOOK, Source.ENGINE, "Late: Talk with Bo (playbook “Talk with us”)",
         "Überfällig: Talk with Bo (Playbook „Talk with us“)"),
        (EventKind.PIN, Source.DESKTOP, "Unpinned: Talk with Bo", "Gelöst: Talk with Bo"),
        (EventKind.ROLE, Source.DESKTOP, "Bo With is no longer scribe",
         "Bo With: nicht mehr Protokoll"),
        (EventKind.NOTE, Source.DESKTOP, "Nobody has it", "Nobody has it"),
        (EventKind.TASK, Source.ENGINE, "Follow-up done: Talk with Bo (OPS-4 is closed in Jira)",
         "Folgeaufgabe erledigt: Talk with Bo (OPS-4 ist in Jira geschlossen)"),
    ],
)  # fmt: skip
def test_what_we_say_is_german_and_what_people_wrote_is_theirs(
    kind: EventKind, source: Source, written: str, wanted: str
) -> None:
    assert happened(_event(kind, source, written)) == wanted


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("kind", [EventKind.NOTE, EventKind.ALERT, EventKind.RESOLVED])
def test_a_word_alone_is_ours_only_where_we_wrote_it(kind: EventKind) -> None:
    wanted = "Behoben" if kind is EventKind.RESOLVED else "Resolved"
    assert happened(_event(kind, Source.DESKTOP, "Resolved")) == wanted


@pytest.mark.usefixtures("german")
def test_who_catches_up_reads_what_people_wrote_as_they_wrote_it() -> None:
    lines = [
        Line("Resolved: 500 customers", kind=EventKind.RESOLVED),
        Line("Resolved: every alert is resolved", kind=EventKind.RESOLVED, machine=True),
        Line("Declined: Nobody has it", kind=EventKind.STAGE),
        Line("Done: Nobody has it", kind=EventKind.PLAYBOOK),
        Line("Nobody has it", own=True, kind=EventKind.NOTE),
        Line("Nobody has it"),
    ]
    assert [said(each) for each in lines] == [
        "Behoben: 500 customers", "Behoben: jeder Alarm ist behoben",
        "Abgelehnt: Nobody has it", "Erledigt: Nobody has it",
        "Nobody has it", "Niemand ist zuständig",
    ]  # fmt: skip


@pytest.mark.usefixtures("german")
def test_a_workflow_flags_in_the_team_s_words_and_runs_in_ours() -> None:
    own = {"flag": "workflow"}
    flagged = _event(EventKind.FLAG, Source.ENGINE, "No policy: nobody is paged.", own)
    assert happened(flagged) == flagged.text
    told = "Write “Talk with: Bo” to channel room: sample team: nothing was sent"
    ran = happened(_event(EventKind.WORKFLOW, Source.ENGINE, told, {"run": 3}))
    assert ran.endswith(": Beispielteam: nichts wurde gesendet")
    assert "Talk with: Bo" in ran
    assert "Write" not in ran


@pytest.mark.usefixtures("german", "locale")
def test_a_moment_is_told_as_the_locale_has_it() -> None:
    at = datetime(2026, 3, 29, 12, tzinfo=UTC)
    data = {"field": "detected_at", "old": None, "new": at.isoformat()}
    said = happened(_event(EventKind.FIELD, Source.DESKTOP, "Detected none → then", data))
    here = at.astimezone()
    assert said == f"Bemerkt keine → {here.day}. März 2026 {here:%H:%M:%S}"


def _event(
    kind: EventKind, source: Source, text: str, data: dict[str, object] | None = None
) -> EventRow:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return EventRow(1, at, at, kind, source, "bo", None, text, data or {})
