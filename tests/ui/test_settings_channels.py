"""The card of channels: added, tried, changed, used, removed; an address is never shown again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.workspace import ChannelSpec, LevelSpec, PolicySpec, StakeholderSpec, TargetSpec
from app.operations.channel import save_channel
from app.operations.policy import save_policy
from app.operations.stakeholder import save_stakeholder
from app.queries.channel import ChannelRow, channels
from models.kinds import TargetKind
from tests.night import Night
from tests.ui.test_settings import monitoring
from ui.bridge import Bridge
from ui.policies import reads
from ui.settings.page import SettingsPage

ROOM = TargetSpec(TargetKind.CHANNEL, "operations")


def opened(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(ana)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    return page


def test_a_channel_is_added_tried_and_offered(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    card = page.channels
    assert not card.lines
    card.setup.click()
    card.form.name.setText("operations")
    QTest.keyClick(card.form.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no address yet" in card.form.fields["address"].error)
    card.form.address.setText("s1ack://x")
    card.form.save.click()
    qtbot.waitUntil(lambda: "knows no service" in card.form.fields["address"].error)
    with monitoring() as server:
        address = f"json://bot:s3cret@127.0.0.1:{server.server_port}/x"
        card.form.address.setText(address)
        card.form.test.click()
        qtbot.waitUntil(lambda: card.told.text() == "Sent. Look whether it arrived.")
        assert server.heard == ["/x"]
        card.form.save.click()
        qtbot.waitUntil(lambda: "operations" in card.lines)
        line = card.lines["operations"]
        line.test.click()
        qtbot.waitUntil(lambda: line.told.startswith("Sent."))
        assert server.heard == ["/x", "/x"]
    assert card.form.isHidden()
    assert not card.form.address.text()
    assert "operations" in reads.opened(night.store, None, "UTC").offer.channels
    card.lines["operations"].change.click()
    assert card.form.address.placeholderText() == "The one that is stored"
    assert not card.form.address.text()


def test_what_needs_a_channel_is_named(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    by, store = night.actor("ana"), night.store
    save_channel(store, ChannelSpec("operations", "json://localhost"), by)
    save_channel(store, ChannelSpec("wall", "json://localhost"), by)
    save_policy(store, PolicySpec("rooms", (LevelSpec((ROOM,)),), 1, (ROOM,)), by)
    save_stakeholder(store, StakeholderSpec("bosses", (ROOM,)), by)
    page = opened(ana, qtbot)
    card = page.channels
    qtbot.waitUntil(lambda: set(card.lines) == {"operations", "wall"})
    card.lines["operations"].remove.click()
    qtbot.waitUntil(lambda: "still needed by policy rooms (level 1)" in card.told.text())
    assert "group bosses" in card.told.text()
    card.lines["wall"].remove.click()
    card.lines["wall"].sure.keep.click()
    assert len(channels(store)) == 2
    card.lines["wall"].remove.click()
    card.lines["wall"].sure.gone.click()
    qtbot.waitUntil(lambda: set(card.lines) == {"operations"})
    card.lines["operations"].change.click()
    card.form.name.setText("ops")
    card.form.save.click()
    qtbot.waitUntil(lambda: set(card.lines) == {"ops"})
    (row,) = channels(store)
    assert isinstance(row, ChannelRow)
    assert row.uses == ("policy rooms (level 1)", "policy rooms (last resort)", "group bosses")
