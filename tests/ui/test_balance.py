"""The rota's balance: what is found, who carries what, and a proposal that becomes a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.domain.check import Ahead
from app.domain.fill_slots import FILLED
from app.domain.workspace import OverrideSpec
from app.operations.rota import add_override
from models.kinds import OverrideKind
from tests.night import Night
from ui.bridge import Bridge
from ui.schedules.balance.balance import Balance
from ui.schedules.balance.checks_panel import ChecksPanel
from ui.schedules.balance.fairness_panel import BEHIND, VIEW
from ui.schedules.balance.panel import CHECKS, FAIRNESS, FILL
from ui.schedules.balance.score import Score
from ui.schedules.page import SchedulesPage
from ui.schedules.planning import Planning
from ui.schedules.span import Kind
from ui.widgets.button import Button

Open = Callable[..., Balance]
PLAIN = "Checks and fairness"


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """The page with the panel open at a tab, of a schedule by name."""

    def of(tab: str = CHECKS, schedule: str = "primary") -> Balance:
        page = SchedulesPage(ana)
        qtbot.addWidget(page)
        page.resize(1170, 700)
        page.show()
        qtbot.waitUntil(lambda: page.seen is not None)
        assert page.seen is not None
        page.show_schedules(tuple(e.id for e in page.seen.choices if e.name == schedule))
        qtbot.waitUntil(lambda: [each.stored.name for each in page.boards] == [schedule])
        balance = page.findChild(Balance)
        assert balance is not None
        balance.open(tab)
        qtbot.waitUntil(lambda: balance.known is not None)
        return balance

    return of


def page_of(balance: Balance) -> SchedulesPage:
    page = balance.parent()
    assert isinstance(page, SchedulesPage)
    return page


def test_it_takes_the_place_of_the_people_and_escape_gives_it_back(
    opened: Open, qtbot: QtBot
) -> None:
    balance = opened()
    page = page_of(balance)
    assert balance.panel.isVisible()
    assert page.carried.isHidden()
    qtbot.keyClick(balance.panel, Qt.Key.Key_Escape)
    assert balance.panel.isHidden()
    assert page.carried.isVisible()
    balance.button.click()
    assert balance.panel.isVisible()


def test_the_button_counts_what_is_red_in_view(opened: Open, qtbot: QtBot) -> None:
    balance = opened(schedule="support")
    qtbot.waitUntil(lambda: balance.button.text() != PLAIN)
    assert balance.button.text() == "5 red findings"
    page = page_of(balance)
    assert page.seen is not None
    page.show_schedules(tuple(e.id for e in page.seen.choices if e.name == "primary"))
    qtbot.waitUntil(lambda: balance.button.text() == PLAIN)


def test_the_panel_of_rotations_takes_its_place(opened: Open) -> None:
    balance = opened()
    planning = page_of(balance).findChild(Planning)
    assert planning is not None
    planning.open_panel()
    assert balance.panel.isHidden()
    assert planning.panel.isVisible()
    balance.open(FAIRNESS)
    assert planning.panel.isHidden()
    balance.panel.leave()
    assert planning.panel.isVisible()


def test_red_findings_come_first_and_say_when(opened: Open) -> None:
    panel = opened().panel.checks
    first = panel.findings[0]
    assert first.words.text() == "Ana: off then: holiday"
    assert first.accessibleName().startswith("Red: Ana: off then: holiday, Mon 21 Dec 09:00")
    assert [stat.figure.text() for stat in panel.stats] == ["100 %", "100 %"]
    kinds = [each.accessibleName().split(":")[0] for each in panel.findings]
    assert kinds == sorted(kinds, reverse=True)  # Red, then Amber


def test_the_rest_of_a_kind_is_folded_until_asked_for(opened: Open) -> None:
    panel = opened().panel.checks
    before = len(panel.findings)
    more = next(each for each in panel.findChildren(Button) if each.text() == "4 more times")
    more.click()
    assert len(panel.findings) == before + 4


def test_show_goes_to_the_day_and_chooses_the_bar(opened: Open, qtbot: QtBot) -> None:
    balance = opened()
    page = page_of(balance)
    balance.panel.checks.findings[0].look.click()
    qtbot.waitUntil(lambda: page.grid.mark is not None)
    assert page.grid.mark is not None
    assert page.grid.mark.person == "ana"
    assert page.heading.title.text() == "21 – 27 December 2026"


def test_gaps_are_counted_and_shown(opened: Open, qtbot: QtBot) -> None:
    balance = opened(schedule="support")
    panel = balance.panel.checks
    assert panel.stats[0].figure.text() == "36.67 %"
    assert panel.stats[0].words.text().startswith("of the next 30 days: 22 gaps")
    assert panel.findings[0].words.text() == "Nobody for 12\N{NO-BREAK SPACE}h"
    panel.findings[1].look.click()
    page = page_of(balance)
    qtbot.waitUntil(lambda: page.grid.mark is not None)
    assert page.grid.mark is not None
    assert page.grid.mark.kind == "gap"


def test_nothing_to_mend_is_said(opened: Open) -> None:
    known = opened().known
    assert known is not None
    panel = ChecksPanel()
    panel.show_checks((), known.board, [Ahead(30, 1.0, 0, 0.0), Ahead(90, 1.0, 0, 0.0)])
    assert not panel._fine.isHidden()
    assert panel.findings == []


def test_each_person_by_each_measure(opened: Open) -> None:
    panel = opened(FAIRNESS).panel.fairness
    assert panel.score.figure.text() == "21"
    assert len(panel.lines) == 7
    hours = [each.shown.words for each in panel.lines]
    assert hours == sorted(hours, key=lambda said: -int(said.removesuffix(" h")))
    panel.measures.chip("nights").click()
    top = panel.lines[0]
    assert (top.face.first, top.shown.more[0]) == ("Hana", "+")
    assert "fair would be" in top.accessibleName()
    panel.spans.chip(BEHIND).click()
    panel.measures.chip("pages").click()
    assert all(not each.shown.more for each in panel.lines)


def test_the_formula_is_there_when_asked_for(opened: Open) -> None:
    panel = opened(FAIRNESS).panel.fairness
    assert panel.formula.isHidden()
    panel.how.click()
    assert "0 is perfectly fair" in panel.formula.text()
    assert not panel.formula.isHidden()
    panel.how.click()
    assert panel.formula.isHidden()


def test_what_the_grid_shows_is_a_span_too(opened: Open, qtbot: QtBot) -> None:
    balance = opened(FAIRNESS)
    page, panel = page_of(balance), balance.panel.fairness
    panel.spans.chip(VIEW).click()
    qtbot.waitUntil(lambda: panel.lines[0].face.first == "Ben")
    line = page.carried.line("ben")
    assert line is not None
    hours = panel.lines[0].shown.words.removesuffix(" h")
    assert line.accessibleName().startswith(f"Ben Okafor: {hours} hours")
    page.step(1)
    qtbot.waitUntil(lambda: panel.lines[0].face.first == "Cy")


def test_what_the_grid_shows_can_be_filled(opened: Open, qtbot: QtBot) -> None:
    balance = opened(FILL)
    page, panel = page_of(balance), balance.panel.fill
    page.show_kind(Kind.MONTH)
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.span.end.month == 12)
    panel.spans.chip(0).click()
    assert page.seen is not None
    assert panel.wanted().window == page.seen.window
    panel.search.click()
    qtbot.waitUntil(lambda: panel.found is not None)
    assert panel.found is not None
    new = [each for each in panel.found.spec.overrides if each.reason == FILLED]
    assert new
    assert all(each.start in page.seen.window for each in new)


def test_the_figures_can_be_taken_away(opened: Open) -> None:
    panel = opened(FAIRNESS).panel.fairness
    panel.copy.click()
    head, *rows = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Person", "Hours", "Nights"]
    assert {each.split("\t")[0] for each in rows} == {
        "ana", "ben", "cy", "dan", "eva", "gus", "hana"
    }  # fmt: skip
    assert sum(float(each.split("\t")[-1]) for each in rows) == pytest.approx(1, abs=1e-3)


def test_a_score_says_what_it_means() -> None:
    score = Score("Proposal")
    for value, words in ((0.4, "very even"), (4, "even"), (9, "somewhat uneven"), (30, "uneven")):
        score.tell(value)
        assert score.words.text() == words
    assert score.accessibleName() == "Proposal: 30, uneven"


def test_a_proposal_is_looked_at_and_then_a_step_of_the_draft(opened: Open, qtbot: QtBot) -> None:
    balance = opened(FILL)
    page, panel = page_of(balance), balance.panel.fill
    stored = page.drafting.drafted()
    panel.search.click()
    qtbot.waitUntil(lambda: panel.found is not None)
    assert panel.found is not None
    assert float(panel.scores.after.figure.text()) < float(panel.scores.before.figure.text())
    assert "turns change hands" in panel.told.text()
    assert page.drafting.drafted() == stored
    assert page.drafting.spec() == panel.found.spec  # only looked at
    panel.take.click()
    assert panel.search.hasFocus()
    assert page.drafting.can_undo.startswith("Fair fill (")
    assert page.drafting.drafted() != stored
    page.drafting.undo()
    assert page.drafting.drafted() == stored


def test_a_proposal_that_is_left_leaves_nothing(opened: Open, qtbot: QtBot) -> None:
    balance = opened(FILL)
    page, panel = page_of(balance), balance.panel.fill
    stored = page.drafting.spec()
    panel.spans.chip(28).click()
    panel.search.click()
    panel.cancel()  # enough: what was found until now
    qtbot.waitUntil(lambda: panel.found is not None)
    panel.leave.click()
    assert page.drafting.spec() == stored
    assert page.drafting.draft() is None
    assert panel.outcome.isHidden()


def test_no_row_and_nothing_to_fill_are_said(opened: Open, qtbot: QtBot) -> None:
    panel = opened(FILL).panel.fill
    for key in panel.rows.on():
        panel.rows.turn(key, on=False)
    panel.search.click()
    assert panel.trouble.text() == "Choose at least one row."
    panel.rows.turn("", on=True)  # gaps, of which there are none
    panel.search.click()
    qtbot.waitUntil(lambda: panel.trouble.text().startswith("No turn begins"))
    assert panel.search.isEnabled()


def test_what_others_publish_is_read_again(opened: Open, night: Night, qtbot: QtBot) -> None:
    balance = opened()
    assert balance.known is not None
    begin = balance.known.board.now + timedelta(days=1)
    gap = OverrideSpec(OverrideKind.REMOVE, begin, begin + timedelta(hours=2), (), ("ben",))
    add_override(night.store, balance.known.board.schedule_id, gap, night.actor("ben"))
    stat = balance.panel.checks.stats[0]
    qtbot.waitUntil(lambda: "1 gap" in stat.words.text())
    assert balance.panel.tabs.tabText(0) == "Checks 7"


@pytest.mark.parametrize("tab", [CHECKS, FAIRNESS, FILL])
def test_everything_has_a_name(opened: Open, tab: str) -> None:
    panel = opened(tab).panel
    for each in panel.findChildren(QAbstractButton):
        assert each.text() or each.accessibleName() or each.toolTip(), each
