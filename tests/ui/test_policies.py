"""The policies page: the flow of each, who would be paged now, and that it stays true."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.operations.service import save_service
from app.queries.form import service_form
from app.store import open_store
from tests.desk import bridge_on
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.policies.page import PoliciesPage
from ui.policies.step import StepView

Open = Callable[[], PoliciesPage]


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answer."""
    return lambda: shown(ana, qtbot)


def shown(bridge: Bridge, qtbot: QtBot) -> PoliciesPage:
    """The page with its answer."""
    page = PoliciesPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 700)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    return page


def said(widget: QWidget) -> list[str]:
    """Every word in it, top to bottom."""
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def steps(page: PoliciesPage, name: str) -> list[StepView]:
    """The steps of a policy."""
    card = next(card for card in page.cards if card.policy.name == name)
    return card.findChildren(StepView)


def test_levels_with_who_is_called_now(opened: Open) -> None:
    page = opened()
    first, second, third, last = steps(page, "platform")
    assert [each.accessibleName() for each in (first, second, third, last)] == [
        "Level 1", "Level 2", "Level 3", "Last resort"]  # fmt: skip
    assert "Ben Okafor" in said(first)
    assert "calls 2 times, waits 5\N{NO-BREAK SPACE}min after each" in said(first)
    assert second.accessibleDescription() == "Schedule secondary: Dan Whitcombe"
    assert "Ana Ruiz" in said(third)
    assert "when nobody answered" in said(last)


def test_the_services_that_page_by_it_follow_changes(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    assert page.cards[2].policy.services == ()
    assert "No service pages by it yet." in said(page.cards[2])
    form = service_form(night.store, night.services["web"])
    assert form is not None
    spec = replace(form.spec, policy="support")
    save_service(night.store, spec, night.actor("ben"), ident=form.ident, seen=form.version)
    qtbot.waitUntil(lambda: page.cards[2].policy.services == ("web",))
    assert "Used by" in said(page.cards[2])


def test_a_level_that_reaches_nobody_says_so(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    night.wait(minutes=10 * 60)  # 23:58 in Madrid: the desk is closed
    page.ask()
    qtbot.waitUntil(lambda: any("Nobody now" in word for word in said(steps(page, "support")[0])))


def test_one_column_where_it_is_narrow(opened: Open) -> None:
    page = opened()
    assert page._columns == 2
    page.resize(712, 700)
    assert page._columns == 1
    assert [card.policy.name for card in page.cards] == ["platform", "product", "support"]


def test_no_policy_says_what_one_is_for(sqlite_url: str, qtbot: QtBot) -> None:
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert page._stack.currentIndex() == 1
    bridge.close()
    store.close()
