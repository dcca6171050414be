"""Two people at one incident: a bar says who was faster, and nothing typed is ever lost."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import IncidentRow
from app.store import open_store
from models.kinds import EventKind, Severity, Stage
from tests import night as story
from tests.desk import bridge_on
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents.ask_popup import MomentPopup, TextPopup
from ui.incidents.page import IncidentsPage

NUMBER = 4


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident on Ana's screen."""
    story.some(night)
    return shown(ana, qtbot)


def shown(bridge: Bridge, qtbot: QtBot, number: int = NUMBER) -> IncidentsPage:
    """A page with an incident on it."""
    page = IncidentsPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    page.open_incident(number)
    qtbot.waitUntil(lambda: number_of(page) == number and bool(page.seat.faces.people))
    return page


def number_of(page: IncidentsPage) -> int:
    """What is on the screen."""
    return page.detail.shown.detail.row.number if page.detail.shown else 0


def behind(page: IncidentsPage, change: Callable[[], object]) -> None:
    """Somebody changes it before the page has heard of it."""
    page._bridge.changed.disconnect()
    change()


def press(page: IncidentsPage, words: str, qtbot: QtBot) -> None:
    """The button in the bar."""
    buttons = page.detail.news.findChildren(QAbstractButton)
    button = next(each for each in buttons if each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_conflict_names_who_was_faster(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    ben = night.actor("ben")
    behind(page, lambda: incident.change(night.store, NUMBER, ben, None, severity=Severity.SEV1))
    page.detail._severity(Severity.SEV4)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert page.detail.news.bar is not None
    told = page.detail.news.bar.accessibleName()
    assert told.startswith("Ben changed the severity a moment ago.")
    assert "SEV4" in told
    assert page.detail.head.severity.severity is Severity.SEV1
    press(page, "Save mine", qtbot)
    qtbot.waitUntil(lambda: detail(night.store, NUMBER).row.severity is Severity.SEV4)
    qtbot.waitUntil(lambda: page.detail.news.bar is None)


@pytest.fixture
def held(page: IncidentsPage) -> Iterator[Callable[[], threading.Event]]:
    """Each call stops the writer where it has come to by then, until the event is set."""
    gates: list[threading.Event] = []

    def hold() -> threading.Event:
        gates.append(gate := threading.Event())
        page._bridge.write(lambda _store: gate.wait(60))
        return gate

    yield hold
    for gate in gates:
        gate.set()


Held = Callable[[], threading.Event]


def looks_elsewhere(page: IncidentsPage, qtbot: QtBot) -> None:
    """At another incident, before the first has its answer."""
    page.open_incident(3)
    qtbot.waitUntil(lambda: number_of(page) == 3)


def says(page: IncidentsPage, text: str) -> None:
    """In the composer, and sent."""
    page.detail.composer.field.setPlainText(text)
    page.detail.composer.send()


def stored(night: Night, number: int = NUMBER) -> IncidentRow:
    """As it is by now."""
    return detail(night.store, number).row


def test_a_command_is_in_nobodys_way_but_ones_own(
    page: IncidentsPage, night: Night, held: Held, qtbot: QtBot
) -> None:
    """Sent before the page knew what the one before it did, refused after it knew."""
    says(page, "/stage monitoring")
    gate = held()
    says(page, "/sev4")
    qtbot.waitUntil(lambda: stage_of(page) is Stage.MONITORING)
    gate.set()
    qtbot.waitUntil(lambda: stored(night).severity is Severity.SEV4)
    qtbot.waitUntil(lambda: page.detail.head.severity.severity is Severity.SEV4)
    assert page.detail.news.bar is None


def stage_of(page: IncidentsPage) -> Stage | None:
    """What is on the screen."""
    return page.detail.shown.detail.row.stage if page.detail.shown else None


def test_none_of_many_at_once_is_lost(
    page: IncidentsPage, night: Night, held: Held, qtbot: QtBot
) -> None:
    gate = held()
    says(page, "/stage monitoring")
    page.detail.change("title", "Search finds nothing")
    says(page, "/sev3")
    page.detail.change("impact", "Everybody")
    says(page, "/sev4")
    gate.set()
    qtbot.waitUntil(lambda: stored(night).severity is Severity.SEV4)
    qtbot.waitUntil(lambda: stored(night).title == "Search finds nothing")
    qtbot.waitUntil(lambda: detail(night.store, NUMBER).impact == "Everybody")
    assert page.detail.news.bar is None


def test_a_command_is_carried_out_where_it_was_typed(
    page: IncidentsPage, night: Night, held: Held, qtbot: QtBot
) -> None:
    before = stored(night, 3)
    gate = held()
    says(page, "/stage monitoring")
    says(page, "/sev4")
    looks_elsewhere(page, qtbot)
    gate.set()
    qtbot.waitUntil(lambda: stored(night).severity is Severity.SEV4)
    assert stored(night, 3) == before
    assert page.detail.news.bar is None


def test_somebody_faster_is_told_of_where_one_looks_by_then(
    page: IncidentsPage, night: Night, held: Held, qtbot: QtBot
) -> None:
    before = stored(night, 3)
    gate = held()
    says(page, "/sev4")
    incident.change(night.store, NUMBER, night.actor("ben"), None, severity=Severity.SEV1)
    looks_elsewhere(page, qtbot)
    gate.set()
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert page.detail.news.bar is not None
    told = page.detail.news.bar.accessibleName()
    assert told.startswith(f"#{NUMBER} Ben changed the severity a moment ago.")
    assert stored(night).severity is Severity.SEV1
    press(page, "Save mine", qtbot)
    qtbot.waitUntil(lambda: stored(night).severity is Severity.SEV4)
    assert stored(night, 3) == before


def test_a_command_waits_for_nothing_to_be_read(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.open_incident(3)
    assert page.detail.shown is None
    says(page, "/sev4")
    qtbot.waitUntil(lambda: stored(night, 3).severity is Severity.SEV4)


def test_what_one_did_elsewhere_is_in_nobodys_way(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    """On the phone, before the page has heard of it."""
    behind(page, lambda: incident.change(night.store, NUMBER, night.actor("ana"), None, title="X"))
    page.detail._severity(Severity.SEV4)
    qtbot.waitUntil(lambda: stored(night).severity is Severity.SEV4)
    assert stored(night).title == "X"


def test_a_title_typed_in_vain_stays(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    title = page.detail.head.title
    title.edit()
    title._edit.setText("Search answers slowly")
    ben = night.actor("ben")
    behind(page, lambda: incident.change(night.store, NUMBER, ben, None, title="Search is slow"))
    qtbot.keyClick(title._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert title.editing
    assert title._edit.text() == "Search answers slowly"
    qtbot.keyClick(title._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: detail(night.store, NUMBER).row.title == "Search answers slowly")


def test_an_impact_typed_in_vain_stays(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    page.facts.facts._ask_impact()
    popup = next(each for each in page.findChildren(TextPopup) if each.isVisible())
    qtbot.keyClicks(popup.field, "Nobody finds anything new")
    ben = night.actor("ben")
    behind(page, lambda: incident.change(night.store, NUMBER, ben, None, impact="Some"))
    popup.answer()
    qtbot.waitUntil(popup.moved.isVisible)
    assert popup.moved.text() == "Ben set it to “Some” meanwhile."
    assert popup.field.text() == "Nobody finds anything new"
    assert popup._act.text() == "Keep mine"
    popup.answer()
    qtbot.waitUntil(lambda: detail(night.store, NUMBER).impact == "Nobody finds anything new")


def test_a_time_that_cannot_be_is_refused_beside_it(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.facts.facts._ask_began()
    popup = next(each for each in page.findChildren(MomentPopup) if each.isVisible())
    popup.field.setText("some day")
    popup.answer()
    assert popup.isVisible()
    assert "14:02" in popup.error.text()
    popup.field.setText("2127-01-01 10:00")
    popup.answer()
    qtbot.waitUntil(lambda: "future" in popup.error.text())
    assert popup.isVisible()


def test_a_draft_survives_what_others_do(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.detail.composer.field, "I think that")
    incident.note(night.store, NUMBER, "It is the queue", night.actor("ben"))
    incident.move(night.store, NUMBER, Stage.MONITORING, night.actor("ben"))
    qtbot.waitUntil(lambda: page.detail.head.primary.text() == "Resolve…")
    assert page.detail.composer.field.toPlainText() == "I think that"


def test_each_incident_keeps_its_own_draft(page: IncidentsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.detail.composer.field, "for the search")
    page.open_incident(3)
    assert page.detail.composer.field.toPlainText() == ""
    qtbot.keyClicks(page.detail.composer.field, "for the export")
    page.open_incident(NUMBER)
    assert page.detail.composer.field.toPlainText() == "for the search"


def test_a_draft_survives_a_restart(page: IncidentsPage, ana: Bridge, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.detail.composer.field, "not sent yet")
    page.drafts.flush()
    again = shown(ana, qtbot)
    assert again.detail.composer.field.toPlainText() == "not sent yet"
    again.detail.composer.field.clear()
    again.drafts.flush()


def test_a_refused_note_stays_with_its_reason(page: IncidentsPage, qtbot: QtBot) -> None:
    composer = page.detail.composer
    composer.field.setPlainText("x" * 100_001)
    composer.send()
    qtbot.waitUntil(lambda: bool(composer._error.text()))
    assert "100000" in composer._error.text()
    assert len(composer.field.toPlainText()) == 100_001


def test_a_refused_act_is_a_bar(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    ben = night.actor("ben")
    behind(page, lambda: incident.resolve(night.store, NUMBER, ben))
    page.acknowledge()
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert page.detail.news.bar is not None
    assert "resolved already" in page.detail.news.bar.accessibleName()


def test_what_a_colleague_ended_is_not_moved_on_by_whoever_had_not_heard(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    behind(page, lambda: incident.resolve(night.store, NUMBER, night.actor("ben")))
    page.detail.head.stepper.wanted.emit(Stage.MONITORING.value)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert page.detail.news.bar is not None
    assert "ben changed #4 meanwhile" in page.detail.news.bar.accessibleName()
    assert stored(night).stage is Stage.RESOLVED


def test_two_moves_of_ones_own_before_anything_was_heard(
    page: IncidentsPage, night: Night, held: Held, qtbot: QtBot
) -> None:
    before, middle = stored(night).stage, (Stage.INVESTIGATING, Stage.IDENTIFIED)
    other = next(each for each in middle if each is not before)
    gate = held()
    page.detail.head.stepper.wanted.emit(Stage.MONITORING.value)
    page.detail.head.stepper.wanted.emit(other.value)
    gate.set()
    qtbot.waitUntil(lambda: stored(night).stage is other)
    assert page.detail.news.bar is None


def test_a_move_is_taken_back_only_where_nobody_moved_it_on(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    acts, ben, before = page.seat.acts, night.actor("ben"), stored(night).stage
    with qtbot.waitSignal(acts.told) as told:
        acts.move(NUMBER, Stage.MONITORING, before)
    incident.resolve(night.store, NUMBER, ben)
    told.args[1]()
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert stored(night).stage is Stage.RESOLVED
    acts.move(NUMBER, Stage.MONITORING, Stage.RESOLVED)
    qtbot.waitUntil(lambda: stored(night).stage is Stage.MONITORING)
    told.args[1]()
    qtbot.waitUntil(lambda: stored(night).stage is before)


@pytest.fixture
def ben(night: Night) -> Iterator[Bridge]:
    """Another program on the same database, with a doorbell."""
    url = night.store.database.url.render_as_string(hide_password=False)
    store = open_store(url, clock=night.clock, durable=False)
    bridge = bridge_on(store, "ben", night.people["ben"], watched=True)
    yield bridge
    bridge.close()
    store.close()


def test_another_desktop_sees_it(night: Night, ana: Bridge, ben: Bridge, qtbot: QtBot) -> None:
    story.some(night)
    here, there = shown(ana, qtbot), shown(ben, qtbot)
    here.detail.composer.field.setPlainText("Seen on both")
    here.detail.composer.send()
    qtbot.waitUntil(lambda: last(there) == (EventKind.NOTE, "Seen on both"))
    there.detail._severity(Severity.SEV1)
    qtbot.waitUntil(lambda: detail(night.store, NUMBER).row.severity is Severity.SEV1)
    assert timeline(night.store, NUMBER)[-1].actor == "ben"


def last(page: IncidentsPage) -> tuple[EventKind | None, str]:
    """The newest event on a screen."""
    table = page.detail.timeline.table
    line = table.at(table.rowCount() - 1)
    return (line.event.kind, line.text) if line is not None else (None, "")
