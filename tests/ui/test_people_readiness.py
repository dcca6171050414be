"""The Readiness tab: the worst first, a test on its way, and from a row to its person."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from models.kinds import NoticeKind
from models.notice import Message
from models.people import Contact
from tests.night import Night
from tests.ui.people_page import press
from ui.bridge import Bridge
from ui.people.page import PeoplePage


def shown(ana: Bridge, qtbot: QtBot) -> PeoplePage:
    """On the tab, with its answers."""
    page = PeoplePage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    page.visit("readiness")
    qtbot.waitUntil(lambda: page.ready.table.rowCount() > 0)
    return page


def proven(night: Night) -> None:
    """The first contact was tested a day ago, the second fails."""
    with night.store.write() as session:
        first, second, *_ = session.query(Contact).order_by(Contact.id)
        first.proven_at = night.clock.now() - timedelta(days=1)
        second.failed_at, second.failure = night.clock.now(), "ntfy: 503"


def test_the_worst_comes_first_and_the_sum_is_said(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    proven(night)
    page = shown(ana, qtbot)
    states = [page.ready.table.row(place).state.value for place in range(3)]
    assert states[0] == "failing"
    assert "1 of " in page.ready.sum.text()
    assert "1 cannot be reached." in page.ready.sum.text()


def test_a_test_goes_to_the_chosen_contact(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = shown(ana, qtbot)
    assert page.ready.view.rows()  # the worst is chosen, so that the button has an aim
    with qtbot.waitSignal(page.ready.told) as told:
        press(page, "Send a test", qtbot)
    assert "Its link proves that it came." in told.args[0]
    with night.store.read() as session:
        row = session.query(Message).one()
    assert (row.kind, row.contact_id) == (NoticeKind.TEST, page.ready.view.rows()[0].contact)


def test_a_row_leads_to_its_person(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = shown(ana, qtbot)
    page.ready.view.choose_first()
    chosen = page.ready.view.rows()[0]
    page.ready.view.opened.emit(chosen)
    qtbot.waitUntil(lambda: page.people.editor is not None)
    assert page._stack.currentWidget() is page.people
