"""The settings page on a real database: paging, the heartbeat, replies by e-mail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.operations import sample
from app.operations.bundle import PACE
from app.operations.feed import served
from app.operations.heartbeat import pacemaker, set_heartbeat
from app.operations.mailbox import mailbox, set_mailbox, take_turn
from app.operations.pace import pace
from app.queries.engine import heartbeat
from tests.night import Night
from ui.bridge import Bridge
from ui.settings.page import SettingsPage
from ui.widgets.picker import Picker

PING = "https://hc.example.org/ping/s3cret"
BOX = "imaps://watch%40example.org:s3cret@imap.example.org/Replies"


class _Answer(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(self.server.code)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """In silence."""


class Monitor(ThreadingHTTPServer):
    """What expects a heartbeat."""

    code = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.heard: list[str] = []


@contextmanager
def monitoring() -> Iterator[Monitor]:
    """On loopback, until the end."""
    with Monitor() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    """As Ana sees it."""
    made = SettingsPage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


def press(button: QAbstractButton, qtbot: QtBot) -> None:
    """With the mouse, as it stands there."""
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(page: QWidget) -> str:
    """Everything that can be read there."""
    fields = [each.text() for each in page.findChildren(QLineEdit)]
    return "\n".join([*(each.text() for each in page.findChildren(QLabel)), *fields])


def test_the_pace_is_set_and_zero_switches_it_off(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card = page.paging
    assert card.pace.value() == PACE
    assert not card.save.isEnabled()
    card.pace.selectAll()
    QTest.keyClicks(card.pace, "0")
    press(card.save, qtbot)
    qtbot.waitUntil(lambda: pace(night.store) == timedelta())
    qtbot.waitUntil(lambda: card.told.text() == "Saved: each page by itself.")


@pytest.mark.parametrize(
    ("typed", "sentence"), [("soon", "no length of time"), ("2h", "15m at most")]
)
def test_a_pace_that_is_none_is_refused_beside_it(
    page: SettingsPage, night: Night, qtbot: QtBot, typed: str, sentence: str
) -> None:
    card = page.paging
    card.pace.setText(typed)
    card.save_pace()
    qtbot.waitUntil(lambda: sentence in card.form.fields["pace"].error)
    assert pace(night.store) == PACE


def test_what_is_typed_outlives_news(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    page.paging.pace.setText("3m")
    set_heartbeat(night.store, PING, night.actor("fay"))
    qtbot.waitUntil(lambda: page.paging.heartbeat.remove.isVisible())
    assert page.paging.pace.text() == "3m"


def test_a_heartbeat_is_set_and_shown_by_its_host_only(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    section = page.paging.heartbeat
    press(section.setup, qtbot)
    QTest.keyClicks(section.address, PING)
    section.every.setText("90s")
    press(section.save, qtbot)
    qtbot.waitUntil(lambda: "https://hc.example.org, every 90 s" in section.state.text())
    found = pacemaker(night.store)
    assert found is not None
    assert (found.address, found.every, found.inside) == (PING, timedelta(seconds=90), False)
    assert not section.form.isVisible()
    assert "s3cret" not in words(page)


@pytest.mark.parametrize(
    ("address", "every", "field", "sentence"),
    [
        ("", "1m", "url", "An address is missing"),
        ("ftp://example.org/x", "1m", "url", "Apprise knows no service for ftp"),
        (PING, "1s", "every", "every 10 s at most"),
        (PING, "soon", "every", "no length of time"),
    ],
)
def test_what_is_wrong_with_a_heartbeat_stands_beside_it(
    page: SettingsPage, night: Night, qtbot: QtBot,
    address: str, every: str, field: str, sentence: str,
) -> None:  # fmt: skip
    section = page.paging.heartbeat
    section.begin()
    section.address.setText(address)
    section.every.setText(every)
    section.save_it()
    qtbot.waitUntil(lambda: sentence in section.form.fields[field].error)
    assert heartbeat(night.store) is None


def test_a_heartbeat_is_sent_now(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    section = page.paging.heartbeat
    with monitoring() as monitor:
        url = f"http://localhost:{monitor.server_address[1]}/ping/s3cret"
        set_heartbeat(night.store, url, night.actor("fay"), inside=True)
        press(section.test, qtbot)
        qtbot.waitUntil(lambda: section.told.text().startswith("It was heard"))
        assert monitor.heard == ["/ping/s3cret"]
        monitor.code = 503
        press(section.test, qtbot)
        qtbot.waitUntil(lambda: section.told.text() == "localhost answered 503.")
    assert "s3cret" not in words(page)


def test_the_sample_team_sends_none(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    section = page.paging.heartbeat
    sample.mark(night.store)
    with monitoring() as monitor:
        url = f"http://localhost:{monitor.server_address[1]}/ping"
        set_heartbeat(night.store, url, night.actor("fay"), inside=True)
        press(section.test, qtbot)
        qtbot.waitUntil(lambda: section.told.text() == "Sample team: nothing was sent.")
        assert monitor.heard == []


def test_a_heartbeat_is_taken_back(page: SettingsPage, night: Night, qtbot: QtBot) -> None:
    set_heartbeat(night.store, PING, night.actor("fay"))
    press(page.paging.heartbeat.remove, qtbot)
    qtbot.waitUntil(lambda: heartbeat(night.store) is None)
    qtbot.waitUntil(page.paging.heartbeat.setup.isVisible)


def test_a_mailbox_is_set_and_its_password_is_gone(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card = page.replies
    press(card.setup, qtbot)
    QTest.keyClicks(card.host, "imap.example.org")
    QTest.keyClicks(card.user, "watch@example.org")
    QTest.keyClicks(card.word, "s3cret: @/")
    QTest.keyClicks(card.folder, "Replies")
    assert card.word.echoMode() is QLineEdit.EchoMode.Password
    press(card.save, qtbot)
    qtbot.waitUntil(lambda: "watch@example.org at imap.example.org" in card.state.text())
    kept = mailbox(night.store)
    assert kept == "imaps://watch%40example.org:s3cret%3A%20%40%2F@imap.example.org/Replies"
    assert card.word.text() == ""
    assert "s3cret" not in words(page)


def test_what_a_mailbox_lacks_stands_beside_it(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card = page.replies
    card.begin()
    card.port.setText("9" * 5000)
    press(card.save, qtbot)
    wrong = {key for key, field in card.form.fields.items() if field.error}
    assert wrong == {"host", "port", "user", "word"}
    card.port.clear()
    card.user.setText("watch")
    card.word.setText("s3cret")
    card.host.setText("[broken")
    card.save_it()
    qtbot.waitUntil(lambda: "no mailbox" in card.form.fields["host"].error)
    assert "s3cret" not in card.form.fields["host"].error
    assert mailbox(night.store) == ""


def test_when_it_was_looked_into_and_its_end(
    page: SettingsPage, night: Night, qtbot: QtBot
) -> None:
    card = page.replies
    set_mailbox(night.store, BOX, night.actor("fay"))
    qtbot.waitUntil(lambda: "Not looked into yet" in card.state.text())
    assert take_turn(night.store, 15)
    qtbot.waitUntil(lambda: "Looked into just now" in card.state.text())
    press(card.remove, qtbot)
    qtbot.waitUntil(lambda: mailbox(night.store) == "")
    qtbot.waitUntil(card.setup.isVisible)


def test_every_control_has_a_name(page: SettingsPage) -> None:
    page.paging.heartbeat.begin()
    page.replies.begin()
    page.drills.prepare()
    kinds = (QAbstractButton, QLineEdit, Picker)
    controls = [each for kind in kinds for each in page.findChildren(kind) if each.isVisible()]
    assert len(controls) > 15
    for each in controls:
        said = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert said, each


def test_the_public_address_is_set_in_the_window(
    night: Night, page: SettingsPage, home: Path, qtbot: QtBot
) -> None:
    """What is no address is said beside the field; what is one holds at once."""
    section = page.paging.address
    section.url.setText("watch.example.org")
    section.save_it()
    qtbot.waitUntil(lambda: "no address of an engine" in section.form.fields["url"].error)
    section.url.setText("https://watch.example.org/")
    section.save_it()
    qtbot.waitUntil(lambda: section.told.text() == "Saved.")
    assert served(night.store) == section.url.text() == "https://watch.example.org"
    assert not section.save.isEnabled()
