"""The card of API tokens: made and shown once, listed, revoked after a question."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.token import bearer
from tests.night import Night
from tests.ui.test_settings_channels import opened
from ui.bridge import Bridge
from ui.widgets.paste_line import PasteLine


def test_a_token_is_made_shown_once_and_revoked(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    card = page.tokens
    assert not card.lines
    card.setup.click()
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "needs a name" in card.form.fields["name"].error)
    QTest.keyClicks(card.name, "nightly report")
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nightly report" in card.lines)
    token, header = card.findChildren(PasteLine)
    token.copy()
    copied = QApplication.clipboard().text()
    header.copy()
    assert QApplication.clipboard().text() == f"Authorization: Bearer {copied}"
    found = bearer(night.store, copied)
    assert found is not None
    assert found.name == "ana"
    card.forget()
    qtbot.waitUntil(lambda: not card.findChildren(PasteLine))  # and never again
    line = card.lines["nightly report"]
    line.revoke.click()
    assert bearer(night.store, copied) is not None  # it only asked
    line.sure.gone.click()
    qtbot.waitUntil(lambda: not card.lines)
    assert bearer(night.store, copied) is None


def test_two_tokens_have_two_names(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    card = page.tokens
    for _ in range(2):
        card.begin()
        card.name.setText("report")
        card.make()
        qtbot.waitUntil(lambda: "report" in card.lines)
    qtbot.waitUntil(lambda: "revoke it first" in card.form.fields["name"].error)
    assert len(card.lines) == 1
