"""Follow-ups, problems and the cards beside an incident, by hand."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.operations import followup, incident, problem, task
from app.operations.followup import Wanted
from app.operations.problem import Wanted as WantedProblem
from app.queries.followup import followup as one
from app.queries.followup import followups
from app.queries.problem import behind, problems
from models.kinds_learn import Priority, ProblemState, TaskState
from tests.gallery import page_tasks
from tests.looks import cut_buttons
from tests.night import Night
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.incidents.side import WIDTH
from ui.language.choice import Language, wear
from ui.reviews.similar_card import SimilarCard
from ui.tasks.followups_card import FollowupsCard
from ui.tasks.page import FollowupsPage
from ui.tasks.problem_card import ProblemCard
from ui.tasks.problems_page import ProblemsPage
from ui.tasks.side import SideCard
from ui.theme import fonts

Card = ProblemCard | FollowupsCard | SimilarCard
Pages = FollowupsPage | ProblemsPage


def opened(page: Pages, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1170, 780)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.seen is not None and not page.asking)


def beside(card: Card, number: int, qtbot: QtBot) -> None:
    qtbot.addWidget(card)
    card.resize(320, 600)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card.shown is not None)


def some(night: Night) -> tuple[int, int]:
    """An incident that is over, with a follow-up."""
    number = night.declare("it burns", "ana")
    incident.resolve(night.store, number, night.actor("ana"), "Water")
    said = Wanted("Buy a bucket", owner=night.people["ben"])
    return number, followup.add(night.store, number, said, night.actor("ana"))


def test_one_is_changed_and_saved(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    _, ident = some(night)
    page = FollowupsPage(ana)
    opened(page, qtbot)
    editor = page.editor
    qtbot.waitUntil(lambda: editor.row is not None)
    assert not editor.keep.isEnabled()
    editor.line.clear()
    qtbot.keyClicks(editor.line, "Buy two buckets")
    editor.priority.set_value(Priority.HIGH)
    editor.due.setText("2026-12-24")
    editor.due.changed.emit()
    assert editor.keep.isEnabled()
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: one(night.store, ident).title == "Buy two buckets")
    row = one(night.store, ident)
    assert (row.priority, row.owner) == (Priority.HIGH, "ben")
    assert row.due_at is not None
    assert row.due_at.astimezone().date().isoformat() == "2026-12-24"


def test_a_wrong_day_is_said_beside_the_field(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    some(night)
    page = FollowupsPage(ana)
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.editor.row is not None)
    page.editor.due.setText("Christmas")
    page.editor.due.changed.emit()
    page.editor.keep.click()
    assert "This is no day" in page.editor.form.fields["due"].error


def test_what_is_typed_outlives_what_others_save(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    _, ident = some(night)
    page = FollowupsPage(ana)
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.editor.row is not None)
    qtbot.keyClicks(page.editor.line, "!")
    followup.change(night.store, ident, Wanted("Buy a hose"), night.actor("ben"))
    page.ask()
    qtbot.waitUntil(lambda: page.editor.row.title == "Buy a hose")
    assert page.editor.line.text() == "Buy a bucket!"
    page.editor.save()
    qtbot.waitUntil(lambda: one(night.store, ident).title == "Buy a bucket!")


def test_space_marks_it_done_and_open_again(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    _, ident = some(night)
    page = FollowupsPage(ana)
    opened(page, qtbot)
    page.view.setFocus()
    page.view.choose(ident)
    page.finish()
    qtbot.waitUntil(lambda: one(night.store, ident).state is TaskState.DONE)
    qtbot.waitUntil(lambda: page.table.rowCount() == 0)
    page.chips.chip("over").click()
    assert page.table.rowCount() == 1
    page.view.choose(ident)
    page.finish()
    qtbot.waitUntil(lambda: one(night.store, ident).state is TaskState.OPEN)


def test_chips_narrow_the_list(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number, late = some(night)
    mine = Wanted("Fill it", owner=night.people["ana"])
    followup.add(night.store, number, mine, night.actor("ana"))
    night.clock.forward(one(night.store, late).due_at - night.clock.now())
    night.wait(minutes=1)
    page = FollowupsPage(ana)
    opened(page, qtbot)
    assert page.table.rowCount() == 2
    page.chips.chip("mine").click()
    assert page.table.rowCount() == 1
    page.chips.chip("late").click()
    assert page.table.texts(page.table.row(0))[1] == "Fill it"
    assert page.chips.chip("late").text() == "Overdue 2"


def test_one_is_added_by_hand(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    page = FollowupsPage(ana)
    opened(page, qtbot)
    page.begin()
    qtbot.keyClicks(page.editor.line, "Buy a bucket")
    page.editor.keep.click()
    assert "Which incident" in page.editor.form.fields["incident"].error
    page.editor.incident.set_value(number)
    page.editor.save()
    qtbot.waitUntil(lambda: [each.title for each in followups(night.store)] == ["Buy a bucket"])


def test_beside_an_incident(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number, ident = some(night)
    task.add(night.store, number, "Ask the vendor", night.actor("ana"))
    card = FollowupsCard(ana)
    beside(card, number, qtbot)
    button(card, "Keep as follow-ups").click()
    qtbot.waitUntil(lambda: len(followups(night.store, number)) == 2)
    card.field.setText("Alarm earlier")
    card._add()
    qtbot.waitUntil(lambda: len(followups(night.store, number)) == 3)
    qtbot.waitUntil(lambda: len(card.findChildren(QCheckBox)) >= 3)
    box = next(each for each in card.findChildren(QCheckBox)
               if each.accessibleName() == "Buy a bucket")  # fmt: skip
    box.click()
    qtbot.waitUntil(lambda: one(night.store, ident).state is TaskState.DONE)


def test_a_work_around_stands_beside_the_next_one(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    first = night.declare("Checkout pods killed", "ana", "api")
    said = WantedProblem("A leak", workaround="Restart them")
    ident = problem.create(night.store, said, night.actor("ben"), [first])
    second = night.declare("Checkout pods killed", "ana", "api")
    card = ProblemCard(ana)
    beside(card, second, qtbot)
    button(card, "It is this one").click()
    qtbot.waitUntil(lambda: behind(night.store, second).linked is not None)
    qtbot.waitUntil(lambda: card.shown[0].linked is not None)
    with qtbot.waitSignal(card.problem_wanted) as told:
        button(card, "Open").click()
    assert told.args == [ident]
    button(card, "Not this one").click()
    qtbot.waitUntil(lambda: behind(night.store, second).linked is None)


@pytest.mark.parametrize("language", list(Language))
def test_the_cards_beside_an_incident_fit_their_column(
    qapp: QApplication, locale: None, language: Language
) -> None:
    """None is wider than the column, or all of them would be cut at its edge."""
    wear(qapp, language)
    stage = page_tasks.cards()
    try:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        assert cut_buttons(stage) == []
        wide = round(fonts.em() * WIDTH)
        for card in stage.findChildren(SideCard):
            assert card.minimumSizeHint().width() <= wide, type(card).__name__
    finally:
        wear(qapp, Language.ENGLISH)
        stage.close()
        stage.deleteLater()
        QApplication.sendPostedEvents(stage, QEvent.Type.DeferredDelete.value)


def test_a_problem_begins_at_an_incident(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("Checkout pods killed", "ana", "api")
    card = ProblemCard(ana)
    beside(card, number, qtbot)
    with qtbot.waitSignal(card.problem_wanted):
        button(card, "New problem").click()
    row = problems(night.store)[0]
    assert (row.title, row.service, row.incidents) == ("Checkout pods killed", "api", 1)


def test_a_problem_is_written(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("Checkout pods killed", "ana", "api")
    problem.create(night.store, WantedProblem("A leak"), night.actor("ben"), [number])
    page = ProblemsPage(ana)
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.editor.row is not None)
    page.editor.state.set_value(ProblemState.KNOWN)
    page.editor.save()
    qtbot.waitUntil(lambda: "needs a cause" in page.editor.form.fields["cause"].error)
    page.editor.way.setPlainText("Restart them")
    page.editor.save()
    qtbot.waitUntil(lambda: problems(night.store)[0].workaround == "Restart them")
    assert problems(night.store)[0].state is ProblemState.KNOWN


def test_what_solved_a_like_one_is_seen(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    first = night.declare("Checkout pods killed", "ana", "api")
    incident.resolve(night.store, first, night.actor("ana"), "Restarted them")
    second = night.declare("Checkout pods killed again", "ana", "api")
    card = SimilarCard(ana)
    beside(card, second, qtbot)
    assert [each.solution for each in card.shown or ()] == ["Restarted them"]
    with qtbot.waitSignal(card.incident_wanted) as told:
        card._open(first)
    assert told.args == [first]
