"""The card of tags: counted, renamed, merged and removed after a question."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations import tag
from app.queries.incident_detail import detail
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import button
from tests.ui.test_settings_channels import opened
from ui.bridge import Bridge
from ui.settings.page import SettingsPage

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


def test_a_tag_that_a_colleague_renamed_is_not_renamed_without_a_word(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page, ident = tagged(night, ana, qtbot)
    card, by = page.tags, night.actor("ben")
    line = card.lines["eu"]
    line.rename.click()
    line.name.setText("Europe")
    tag.rename(night.store, ident, "EMEA", by)
    qtbot.waitUntil(lambda: "Somebody renamed “eu” to “EMEA” meanwhile" in card.told.text())
    assert (line.name.text(), line.title.text()) == ("Europe", "EMEA")
    tag.rename(night.store, ident, "East", by)
    line.save.click()  # before it could be read here
    qtbot.waitUntil(lambda: "Somebody renamed “EMEA” to “East” meanwhile" in card.told.text())
    assert detail(night.store, 1).row.tags == ("East",)
    qtbot.waitUntil(lambda: line.title.text() == "East")
    line.save.click()
    qtbot.waitUntil(lambda: detail(night.store, 1).row.tags == ("Europe",))
    qtbot.waitUntil(lambda: set(card.lines) == {"Europe"})


def test_a_tag_that_a_colleague_made_is_not_merged_with_unseen(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page, _ = tagged(night, ana, qtbot)
    card = page.tags
    line = card.lines["eu"]
    line.rename.click()
    line.name.setText("Europe")
    assert line.save.text() == "Rename"
    tag.tag(night.store, [2], night.actor("ben"), ["Europe"])
    line.save.click()  # before it could be read here
    qtbot.waitUntil(lambda: "made a tag “Europe” meanwhile" in card.told.text())
    qtbot.waitUntil(lambda: line.save.text() == "Merge into Europe")
    assert detail(night.store, 1).row.tags == ("eu",)
    line.save.click()
    qtbot.waitUntil(lambda: detail(night.store, 1).row.tags == ("Europe",))
    qtbot.waitUntil(lambda: set(card.lines) == {"Europe"})


def test_what_came_while_somebody_typed_is_shown_once_they_leave(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page, ident = tagged(night, ana, qtbot)
    card = page.tags
    line = card.lines["eu"]
    line.rename.click()
    tag.remove(night.store, ident, night.actor("ben"))
    qtbot.waitUntil(lambda: "Somebody took “eu” away meanwhile" in card.told.text())
    button(line, "Cancel").click()
    assert not card.lines
    assert not card.told.isVisible()


def tagged(night: Night, ana: Bridge, qtbot: QtBot) -> tuple[SettingsPage, int]:
    """The page with one tag, and its id."""
    story.some(night)
    tag.tag(night.store, [1], night.actor("ben"), ["eu"])
    page = opened(ana, qtbot)
    qtbot.waitUntil(lambda: "eu" in page.tags.lines)
    return page, page.tags.lines["eu"].tag.id
