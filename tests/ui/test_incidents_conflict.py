"""Two people at one incident: a bar says who was faster, and nothing typed is ever lost."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail, timeline
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
    qtbot.waitUntil(lambda: bool(popup.error.text()))
    assert popup.field.text() == "Nobody finds anything new"
    assert popup._act.text() == "Save anyway"
    qtbot.waitUntil(
        lambda: page.detail.shown is not None and page.detail.shown.detail.impact == "Some"
    )
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
