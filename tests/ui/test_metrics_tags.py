"""The chip of tags on the metrics page."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations import tag
from app.queries.tag import tag_ids
from tests import night as story
from tests.night import Night
from tests.ui.test_metrics import settle
from ui.bridge import Bridge
from ui.metrics.page import MetricsPage


def test_a_tag_narrows_and_its_chip_is_there_once_there_is_one(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    story.some(night)
    page = MetricsPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 1400)
    page.show()
    settle(page, qtbot)
    chip = page.chips.bar.chip("tag")
    assert chip.isHidden()
    tag.tag(night.store, [1], night.actor("ana"), ["eu"])
    qtbot.waitUntil(lambda: not chip.isHidden())
    settle(page, qtbot)
    page.chips.choose("tag", tag_ids(night.store, ["eu"]))
    settle(page, qtbot)
    assert chip.text() == "eu"
    assert ": 1," in page.board.tiles["incidents"].accessibleName()
    assert page.wanted.narrowed
    view = page.board.cards["volume"].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.incidents_wanted) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert list(told.args[1]) == [1]
    page.chips.clear()
    settle(page, qtbot)
    assert ": 1," not in page.board.tiles["incidents"].accessibleName()
