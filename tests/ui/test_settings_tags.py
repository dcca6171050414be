"""The card of tags: counted, renamed, merged and removed after a question."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations import tag
from app.queries.incident_detail import detail
from tests import night as story
from tests.night import Night
from tests.ui.test_settings_channels import opened
from ui.bridge import Bridge

RETURN = Qt.Key.Key_Return


def test_tags_are_renamed_merged_and_removed(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    story.some(night)
    by = night.actor("ben")
    tag.tag(night.store, [1, 2], by, ["chekout", "eu"])
    tag.tag(night.store, [1], by, ["checkout"])
    page = opened(ana, qtbot)
    card = page.tags
    qtbot.waitUntil(lambda: set(card.lines) == {"checkout", "chekout", "eu"})
    line = card.lines["eu"]
    line.rename.click()
    line.name.setText("EMEA")
    assert line.save.text() == "Rename"
    qtbot.keyClick(line.name, RETURN)
    qtbot.waitUntil(lambda: "EMEA" in card.lines)
    line = card.lines["chekout"]
    line.rename.click()
    line.name.setText("Checkout")
    assert line.save.text() == "Merge into checkout"
    line.save.click()
    qtbot.waitUntil(lambda: set(card.lines) == {"checkout", "EMEA"})
    assert card.lines["checkout"].tag.count == 2
    line = card.lines["EMEA"]
    line.remove.click()
    assert detail(night.store, 1).row.tags == ("checkout", "EMEA")  # it only asked
    line.sure.gone.click()
    qtbot.waitUntil(lambda: set(card.lines) == {"checkout"})
    assert detail(night.store, 2).row.tags == ("checkout",)


def test_what_is_no_name_is_said_and_what_is_typed_stays(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    story.some(night)
    page = opened(ana, qtbot)
    card = page.tags
    assert "yet" in card._about.text()
    tag.tag(night.store, [1], night.actor("ben"), ["eu"])
    qtbot.waitUntil(lambda: "eu" in card.lines)
    line = card.lines["eu"]
    line.rename.click()
    line.name.setText("a, b")
    qtbot.keyClick(line.name, RETURN)
    qtbot.waitUntil(card.told.isVisible)
    assert "commas" in card.told.text()
    tag.tag(night.store, [2], night.actor("ben"), ["other"])
    assert card.lines["eu"].name.text() == "a, b"
    line.leave()
