"""The facts beside an incident: each can be changed, and shows what others changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from app.notify.send import Outcome
from app.operations import role, task, ticket, tracker
from app.operations.ticket import About
from app.queries.incident_detail import detail
from app.queries.incident_row import IncidentDetail
from app.queries.ticket import tickets
from models.kinds import Category, PageState, Role, SignalSeverity, Urgency
from models.kinds_learn import TicketState, TrackerKind
from models.session import touch
from models.ticket import Ticket
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents.ask_popup import MomentPopup, TextPopup
from ui.incidents.face_button import FaceButton
from ui.incidents.fact_grid import FactGrid
from ui.incidents.page import IncidentsPage
from ui.incidents.pages_card import PageItem
from ui.incidents.value import Value
from ui.widgets.avatar import Avatar, Face
from ui.widgets.button import IconButton
from ui.widgets.choices import Choice
from ui.widgets.text import Text

NUMBER = 4


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident and its facts."""
    story.some(night)
    return shown(ana, qtbot, NUMBER)


def shown(bridge: Bridge, qtbot: QtBot, number: int) -> IncidentsPage:
    """A page with an incident on it."""
    page = IncidentsPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 900)
    page.show()
    page.open_incident(number)
    qtbot.waitUntil(
        lambda: (
            page.detail.shown is not None
            and page.detail.shown.detail.row.number == number
            and bool(page.seat.faces.people and page.facts.facts._services)
        )
    )
    return page


def now(night: Night) -> IncidentDetail:
    """As it is stored."""
    return detail(night.store, NUMBER)


def test_ages_move_on_while_they_are_seen(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    began, lines, ages = page.facts.facts.began, page.list.view.viewport(), page.seat.ages
    was, painted = began.text, Painted(lines)
    before = lines.grab().toImage()
    painted.times = 0
    night.clock.forward(timedelta(minutes=3))
    assert ages.moving
    assert ages._clock.interval() <= 60_000
    ages._clock.timeout.emit()
    qtbot.waitUntil(lambda: painted.times > 0)
    assert began.text != was
    assert began.text.endswith("ago")
    assert lines.grab().toImage() != before
    page.hide()
    assert not ages.moving
    was = began.text
    night.clock.forward(timedelta(hours=1))
    page.show()
    assert began.text != was
    assert ages.moving


class Painted(QObject):
    """How often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Paint
        return False


def test_the_service_is_chosen(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    assert page.facts.facts.service.text == "search"
    facts = page.facts.facts
    facts._took_service(facts._wish("service"), Choice(night.services["api"], "api"))
    qtbot.waitUntil(lambda: page.facts.facts.service.text == "api")
    assert now(night).row.service == "api"


def test_more_services_are_hit(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    facts = page.facts.facts
    web = Choice(night.services["web"], "web")
    facts._flip_affected(facts._wish("affected"), set(), web)
    qtbot.waitUntil(lambda: facts.affected.text == "web")
    facts._flip_affected(facts._wish("affected"), {night.services["web"]}, web)
    qtbot.waitUntil(lambda: now(night).affected == ())


def test_category_and_urgency(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    facts = page.facts.facts
    facts._picked(replace(facts._wish("category"), value=Category.PERFORMANCE), None, True)
    qtbot.waitUntil(lambda: facts.category.text == "Performance")
    facts._picked(replace(facts._wish("urgency"), value=Urgency.LOW), Urgency.HIGH, True)
    qtbot.waitUntil(lambda: facts.urgency.text == "Low")


def test_a_value_answers_to_keys(page: IncidentsPage, qtbot: QtBot) -> None:
    page.facts.facts.impact.setFocus()
    qtbot.keyClick(page.facts.facts.impact, Qt.Key.Key_Return)
    popup = next(each for each in page.findChildren(TextPopup) if each.isVisible())
    qtbot.keyClicks(popup.field, "Results are old")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.facts.facts.impact.text == "Results are old")
    assert not [each for each in page.findChildren(TextPopup) if each.isVisible()]


def test_when_it_began_is_corrected(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    page.facts.facts._ask_began()
    popup = next(each for each in page.findChildren(MomentPopup) if each.isVisible())
    began = night.clock.now() - timedelta(hours=3)
    popup.field.set_value(began)
    popup.answer()
    qtbot.waitUntil(lambda: now(night).row.impact_started_at == began)


def test_roles_are_given_and_taken(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    facts = page.facts.facts
    assert not facts._roles[Role.SCRIBE].isVisible()
    facts._took_role(NUMBER, Role.SCRIBE, None, Choice(night.people["eva"], "Eva Novak"))
    qtbot.waitUntil(lambda: facts._roles[Role.SCRIBE].text == "Eva")
    assert facts._roles[Role.SCRIBE].isVisible()
    facts._took_role(NUMBER, Role.SCRIBE, None, Choice(None, "Nobody"))
    qtbot.waitUntil(lambda: not facts._roles[Role.SCRIBE].isVisible())


def test_others_roles_appear(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    gus = night.actor("gus")
    role.assign(night.store, NUMBER, Role.COMMANDER, night.people["gus"], gus)
    qtbot.waitUntil(lambda: page.facts.facts._roles[Role.COMMANDER].text == "Gus")


def test_a_task_is_added_ticked_and_given(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    card = page.facts.tasks
    qtbot.keyClicks(card.field, "Rebuild the index")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(card.findChildren(QCheckBox)) == 1)
    assert card.field.text() == ""
    qtbot.mouseClick(card.findChildren(QCheckBox)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: now(night).tasks[0].done_at is not None)
    qtbot.waitUntil(lambda: card.section.hint.text() == "1 of 1 done")
    card._give(now(night).tasks[0], Choice(night.people["ben"], "Ben Okafor"))
    qtbot.waitUntil(lambda: now(night).tasks[0].owner == "ben")
    qtbot.waitUntil(lambda: "Ben Okafor" in _faces(page)[0].toolTip())


def test_a_task_becomes_a_ticket_whose_key_is_a_link(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    card, fay = page.facts.tasks, night.actor("fay")
    jira = tracker.Wanted("platform", TrackerKind.JIRA, "https://jira.example.org", "OPS", "x")
    tracker.save(night.store, jira, fay)
    ident = task.add(night.store, NUMBER, "Rebuild the index", fay)
    qtbot.waitUntil(lambda: len(card.findChildren(IconButton)) == 1)
    [act] = card.menu(ident).actions()
    assert act.text() == "Make a ticket"
    act.trigger()
    qtbot.waitUntil(lambda: "waits for the engine to make it" in _said(card))
    [made] = tickets(night.store, NUMBER)
    assert (made.task_id, made.title) == (ident, "Rebuild the index")
    with night.store.write() as session:
        row = session.get_one(Ticket, made.id)
        row.key, row.state, row.status = "OPS-214", TicketState.OPEN, "In progress"
        row.url = "https://jira.example.org/browse/OPS-214"
        touch(session, "task", ident)
    qtbot.waitUntil(lambda: "In progress" in _said(card))
    assert _act(card, "Open OPS-214 in the browser")


def test_a_failed_ticket_is_tried_again_where_it_is_seen(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    card, fay = page.facts.tasks, night.actor("fay")
    jira = tracker.Wanted("platform", TrackerKind.JIRA, "https://jira.example.org", "OPS", "x")
    place = tracker.save(night.store, jira, fay)
    ident = task.add(night.store, NUMBER, "Rebuild the index", fay)
    made = ticket.want(night.store, place, About(task=ident), fay)
    with night.store.write() as session:
        row = session.get_one(Ticket, made)
        row.state, row.error = TicketState.FAILED, "Jira refused the token."
        touch(session, "task", ident)
    qtbot.waitUntil(lambda: "Jira refused the token." in _said(card))
    _act(card, "Try Jira (platform) again").click()
    qtbot.waitUntil(lambda: "waits for the engine to make it" in _said(card))
    assert tickets(night.store, NUMBER)[0].state is TicketState.TO_MAKE
    _act(card, "Do not follow Jira (platform) any more").click()
    qtbot.waitUntil(lambda: not tickets(night.store, NUMBER))


def test_a_refused_ticket_is_said_below_the_tasks(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    card, fay = page.facts.tasks, night.actor("fay")
    card.want_ticket(task.add(night.store, NUMBER, "Rebuild it", fay), 99)
    qtbot.waitUntil(lambda: card._error.text() == "This tracker is not there any more.")


def test_a_refused_task_stays_in_its_field(page: IncidentsPage, qtbot: QtBot) -> None:
    card = page.facts.tasks
    card.field.setText("x" * 501)
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "500" in card._error.text())
    assert len(card.field.text()) == 501


def test_others_tasks_do_not_take_what_is_typed(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.facts.tasks.field.setText("half a")
    task.add(night.store, NUMBER, "From Ben", night.actor("ben"))
    qtbot.waitUntil(lambda: len(page.facts.tasks.findChildren(QCheckBox)) == 1)
    assert page.facts.tasks.field.text() == "half a"


def test_pages_say_what_became_of_them(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number, _ = night.alert("prometheus", "api is slow", SignalSeverity.CRITICAL)
    night.page(Outcome(PageState.FAILED, "ntfy: 503, overloaded."))
    page = shown(ana, qtbot, number)
    qtbot.waitUntil(lambda: bool(page.facts.pages.findChildren(PageItem)))
    texts = _texts(page)
    assert any(text.startswith("failed") for text in texts)
    assert "ntfy: 503, overloaded." in texts
    items = page.facts.pages.findChildren(PageItem)
    failed = next(item for item in items if "failed" in item.accessibleName())
    page.facts.pages._flip(failed._page.id)
    qtbot.waitUntil(lambda: any(text.startswith("1. ") for text in _texts(page)))
    told = [text for text in _texts(page) if text.startswith(("Why:", "1. "))]
    assert told[0].startswith("Why: ")
    assert told[0].endswith("Round 1, level 1")
    assert "by watch-1: ntfy: 503, overloaded." in told[1]


def test_the_strip_counts_down_to_the_next_page(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.page()
    night.wait(minutes=5)  # the same level again
    page = shown(ana, qtbot, number)
    strip = page.detail.head.duty
    assert strip.accessibleName().startswith("Nobody has it yet. Ben was paged.")
    due = detail(night.store, number).duty.due_at
    assert due is not None
    night.clock.at = due - timedelta(minutes=4, seconds=12)
    strip.tick()
    assert strip._next.text() == "Ben was paged. Dan is paged in 4\u00a0min\u00a012\u00a0s."
    assert strip._since.text().startswith("5\u00a0min")
    night.clock.at = due
    night.page()  # Dan
    qtbot.waitUntil(lambda: strip._next.text().startswith("Ben and Dan were paged."))


def test_alerts_are_listed_with_their_count(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number, alert = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.repeat(alert, 11)
    page = shown(ana, qtbot, number)
    assert page.facts.alerts.section.hint.text() == "heard 12 times"
    night.repeat(alert, 3)
    qtbot.waitUntil(lambda: page.facts.alerts.section.hint.text() == "heard 15 times")


def _faces(page: IncidentsPage) -> list[FaceButton]:
    return [each for each in page.facts.tasks.findChildren(FaceButton) if each.isVisible()]


def _said(card: QWidget) -> list[str]:
    return [each.text() for each in card.findChildren(Text) if each.isVisible()]


def _act(card: QWidget, words: str) -> IconButton:
    return next(e for e in card.findChildren(IconButton) if e.accessibleName() == words)


def _texts(page: IncidentsPage) -> list[str]:
    return [each.text() for each in page.facts.pages.findChildren(Text) if each.isVisible()]


def test_the_strip_ticks_no_more_often_than_it_changes(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    """By the second in its first hour, by the minute later, not at all while hidden."""
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.page()
    page = shown(ana, qtbot, number)
    strip = page.detail.head.duty
    assert strip._clock.isActive()
    assert strip._clock.interval() == 1000
    night.clock.at += timedelta(hours=3, seconds=20)
    strip.tick()
    assert 30_000 <= strip._clock.interval() <= 60_000
    page.hide()
    assert not strip._clock.isActive()
    strip.tick()
    assert not strip._clock.isActive()


def test_a_fact_stands_beside_the_first_line_of_its_label(qtbot: QtBot) -> None:
    grid = FactGrid()
    value = Value("Scribe")
    grid.add("Whoever writes down what was found", value)
    value.tell("Eva", face=Face("Eva Novak"))
    qtbot.addWidget(grid)
    grid.resize(260, 120)
    grid.show()
    label = next(each for each in grid.findChildren(Text) if each.text().startswith("Whoever"))
    line = label.fontMetrics().height()
    assert label.height() >= 2 * line
    middle = label.mapTo(grid, label.contentsRect().topLeft()).y() + line // 2
    for part in (value.findChild(Avatar), value.findChild(Text)):
        assert part is not None
        assert abs(part.mapTo(grid, part.rect().center()).y() - middle) <= 2
