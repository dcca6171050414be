"""The filters of a page are there again the next time, and seen as chips."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from models.kinds import Severity
from tests.night import Night
from tests.ui.test_tasks import some
from ui.alerts.page import AlertsPage
from ui.bridge import Bridge
from ui.incidents.filters import FilterChips
from ui.metrics.filters import OWN, MetricsChips
from ui.metrics.page import MetricsPage
from ui.reviews.page import ReviewsPage
from ui.tables.kept import recall, remember
from ui.tasks.page import FollowupsPage
from ui.tasks.problems_page import ProblemsPage
from ui.widgets.chip import ChipBar, MenuChip

Listing = AlertsPage | FollowupsPage | ProblemsPage | ReviewsPage
PAGES = [(AlertsPage, "open"), (FollowupsPage, "late"), (ProblemsPage, "ended"),
         (ReviewsPage, "published")]  # fmt: skip


@pytest.mark.parametrize(("kind", "key"), PAGES)
def test_a_chip_is_as_it_was_left(kind: type[Listing], key: str, ana: Bridge, qtbot: QtBot) -> None:
    page = kind(ana)
    qtbot.addWidget(page)
    before = page.chips.value(key)
    page.chips.chip(key).click()
    again = kind(ana)
    qtbot.addWidget(again)
    assert again.chips.value(key) is not before
    again.chips.chip(key).click()
    third = kind(ana)
    qtbot.addWidget(third)
    assert third.chips.value(key) is before


def test_metrics_keep_their_span_and_filters(qtbot: QtBot) -> None:
    chips = MetricsChips()
    qtbot.addWidget(chips)
    chips.choose_span("90 days")
    chips.choose("severity", [Severity.SEV1])
    chips.choose("category", ["plumbing"])
    chips.bar.chip("planned").click()
    again = MetricsChips()
    qtbot.addWidget(again)
    assert again.wanted() == chips.wanted()
    assert again.span_words() == "Last 90 days"
    assert again.bar.chip("severity").text() == "SEV1"
    chips.choose_days(date(2026, 3, 1), date(2026, 3, 31))
    third = MetricsChips()
    qtbot.addWidget(third)
    assert third.span.value() == (OWN,)
    assert third.wanted() == chips.wanted()


def test_a_service_of_another_database_filters_nothing(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    night.declare("Disk full", "ana")
    chips = MetricsChips()
    qtbot.addWidget(chips)
    chips.choose("service", [987654])
    chips.choose("team", [987654])
    page = MetricsPage(ana)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not page.chips.wanted().services and not page.chips.wanted().teams)


def test_incidents_are_asked_again_without_a_service_that_is_not_here(qtbot: QtBot) -> None:
    QSettings().setValue("incidents/filter", '{"open": true, "service": [987654]}')
    filters = FilterChips()
    qtbot.addWidget(filters)
    assert filters.wanted().services == {987654}
    with qtbot.waitSignal(filters.changed):
        filters.show_services([(1, "payments")])
    assert not filters.wanted().services


def test_what_another_version_kept_is_left_out(qtbot: QtBot) -> None:
    bar = ChipBar()
    qtbot.addWidget(bar)
    bar.add("open", "Open", on=True)
    menu: MenuChip = bar.add_menu("severity", "Severity", [("SEV1", "SEV1")])
    for damaged in ('{"open": "x", "severity": ["SEV9", [1]]}', "[1]", "{", '{"severity": 3}'):
        QSettings().setValue("x/filter", damaged)
        recall(bar, "x", ("open", "severity"))
        assert (bar.value("open"), menu.value()) == (True, ())
    menu.set_value(["SEV1"])
    remember(bar, "x", ("open", "severity"))
    menu.set_value(())
    recall(bar, "x", ("open", "severity"))
    assert menu.value() == ("SEV1",)


def test_a_follow_up_that_is_visited_is_shown_whatever_the_chips_say(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    _, ident = some(night)
    first = FollowupsPage(ana)
    qtbot.addWidget(first)
    first.chips.chip("late").click()
    page = FollowupsPage(ana)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.visit(ident)
    qtbot.waitUntil(lambda: page.editor.row is not None and page.editor.row.id == ident)
    assert not page.chips.value("late")
