"""The hand in unusual places: mirrored, over several schedules, on an earlier version, elsewhere's
clock, and while the page reads anew."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.operations.rota import save_schedule
from app.queries.form import schedule_form
from tests.drawing import drawn
from tests.night import Night
from tests.ui.hand_page import Hands, Keys, at, opened
from ui.bridge import Bridge
from ui.schedules.hand.hand import Hand
from ui.schedules.mark import FINAL
from ui.schedules.page import SchedulesPage
from ui.schedules.reads import ALL

RELEASE, MOVE = QEvent.Type.MouseButtonRelease, QEvent.Type.MouseMove


@pytest.fixture
def hands(sqlite_url: str, qtbot: QtBot) -> Iterator[Hands]:
    """On the drawing's rota."""
    store = drawn(sqlite_url)
    made, bridge = opened(store, qtbot)
    yield made
    bridge.close()
    store.close()


def test_mirrored_time_runs_to_the_left(hands: Hands) -> None:
    hands.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    start, end = hands.spot("Final", "27 10:00"), hands.spot("Final", "27 12:00")
    assert end.x() < start.x()
    hands.drag(start, end)
    assert hands.steps == ["Ben moved, Fri 27 Nov 09:00 – 22:00"]
    edge = hands.spot("Final", "25 20:00") + QPointF(3, 0)
    hands.drag(edge, hands.spot("Final", "25 22:00") + QPointF(3, 0))
    assert hands.steps[-1] == "Ben, Wed 25 Nov 09:00 – 22:00"
    hands.choose("Final", "25 12:00")
    hands.press(Qt.Key.Key_Left, Keys.AltModifier)
    assert hands.steps[-1] == "Ben moved, Wed 25 Nov 10:00 – 23:00"


def test_an_earlier_version_is_only_looked_at(hands: Hands) -> None:
    spec = hands.page.drafting.drafted()
    assert spec is not None
    hands.page.drafting.look(replace(spec, overrides=()))
    hands.drag(hands.spot("Final", "27 10:00"), hands.spot("Final", "27 12:00"))
    assert "earlier version" in hands.hand._toast._text.text()
    hands.bring("fay", hands.spot("Final", "27 12:00"))
    assert hands.hand.layer.ghost is None
    hands.choose("Final", "27 12:00")
    hands.press(Qt.Key.Key_Delete)
    assert hands.steps == []


def test_by_anothers_clock_both_times_are_told(hands: Hands, qtbot: QtBot) -> None:
    hands.page.show_zone("America/New_York")
    qtbot.waitUntil(lambda: hands.grid.sheet().zone.key == "America/New_York")
    hands.bring("cy", hands.spot("Final", "26 12:00"), drop=False)
    ghost = hands.hand.layer.ghost
    assert ghost is not None
    assert ghost.card.title == "Cy · Thu 03:00 – 09:36"
    assert ghost.card.lines[0] == "Thu 09:00 – 15:36 Europe/Madrid"


def test_what_a_colleague_changes_meanwhile_is_under_the_drag(hands: Hands, qtbot: QtBot) -> None:
    store = hands.page.bridge.post.store  # type: ignore[union-attr]
    start, there = hands.spot("Final", "27 10:00"), hands.spot("Final", "27 12:00")
    hands.grab(start, there)
    before = hands.hand.drag.proposal
    board = hands.page.boards[0]
    form = schedule_form(store, board.schedule_id)
    assert form is not None
    from app.domain.actor import Actor
    from models.kinds import Source

    save_schedule(store, replace(form.spec, overrides=()), Actor("ben", Source.DESKTOP),
                  ident=form.ident, seen=form.version)  # fmt: skip
    qtbot.waitUntil(lambda: hands.page.boards[0].version != board.version)
    hands.mouse(MOVE, there)
    after = hands.hand.drag.proposal
    assert before is not None
    assert after is not None
    assert after.words == before.words
    assert after.spec is not None
    assert len(after.spec.overrides) < len(before.spec.overrides)  # type: ignore[union-attr]
    hands.mouse(RELEASE, there)
    assert hands.steps == ["Ben moved, Fri 27 Nov 09:00 – 22:00"]


def test_over_several_schedules_the_row_beneath_is_meant(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    page = SchedulesPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 900)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    page.show_schedules(ALL)
    qtbot.waitUntil(lambda: len(page.boards) == 3)
    hand = page.findChild(Hand)
    assert hand is not None
    hands = Hands(page)
    finals = [n for n, row in enumerate(page.grid.rows) if row.kind == FINAL]
    second = page.grid.rows[finals[1]]
    place = next(n for n, m in enumerate(second.marks) if m.start <= at("26 12:00") < m.end)
    hands.bring("hana", page.grid.box(finals[1], place).center())
    assert page.drafting.schedule == second.schedule
    assert hands.steps[0].startswith("Hana covers ")
    assert page.drafting.draft(page.grid.rows[finals[0]].schedule) is None
