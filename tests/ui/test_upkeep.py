"""What is looked after now and then: overdue backups, and a newer version where somebody asks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app import safe, settings
from app.domain.release import Release
from app.errors import Refused, Unavailable
from app.operations import backup_plan, release
from tests.night import Night
from ui.bridge import Bridge
from ui.settings.release_card import ReleaseCard
from ui.shell.upkeep import LOOKED, STATE, Upkeep
from ui.shell.window import ShellWindow
from ui.theme import motion
from ui.theme.current import theme

NOTES = "https://example.org/notes"


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def upkeep(ana: Bridge, kept: QSettings, qtbot: QtBot) -> Upkeep:
    window = ShellWindow(kept)
    qtbot.addWidget(window)
    window.show()
    return Upkeep(window, ana, kept)


def pressed(window: ShellWindow, words: str) -> None:
    buttons = window.bars.findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == words).click()


def test_a_damaged_key_is_said_as_soon_as_the_database_is_open(
    upkeep: Upkeep, night: Night, qtbot: QtBot
) -> None:
    upkeep.begin()
    safe.file_of(night.store.ident).write_text("no key")
    night.store.vault.forget()
    upkeep.begin()
    bars = upkeep._window.bars
    qtbot.waitUntil(lambda: "key" in set(bars.keys()))
    said = " ".join(each.text() for each in bars.findChildren(QLabel))
    assert "No page can leave this machine." in said
    assert "holds no Watchbill key" in said


def test_a_newer_version_is_a_bar_with_its_notes(
    upkeep: Upkeep, kept: QSettings, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = upkeep._window
    seen: list[str] = []

    def look() -> Release:
        seen.append("asked")
        return Release("9.0.0", NOTES)

    monkeypatch.setattr(release, "look", look)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toString()))
    upkeep.look()
    qtbot.waitUntil(lambda: "release" in window.bars.keys())  # noqa: SIM118
    pressed(window, "What is new")
    assert seen == ["asked", NOTES]
    upkeep.look()  # once a day is enough
    qtbot.wait(50)
    assert seen == ["asked", NOTES]
    assert kept.value(LOOKED)


@pytest.mark.parametrize("fault", [Refused("It is not signed."), Unavailable("It is away.")])
def test_what_fails_is_told_in_the_settings_only(
    fault: Exception,
    ana: Bridge,
    upkeep: Upkeep,
    kept: QSettings,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def fail() -> None:
        raise fault

    monkeypatch.setattr(release, "look", fail)
    upkeep.look()
    qtbot.waitUntil(lambda: kept.value(STATE, "") == str(fault))
    assert upkeep._window.bars.keys() == ()
    card = ReleaseCard(ana, kept)
    qtbot.addWidget(card)
    card._seen = ("https://example.org/release.json", False)
    card._tell()
    assert card.state.text().endswith(str(fault))


def test_where_is_asked_is_set_and_tried(
    ana: Bridge, kept: QSettings, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    card = ReleaseCard(ana, kept)
    qtbot.addWidget(card)
    card.show()
    card.address.setText("here")
    card.save_it()
    qtbot.waitUntil(lambda: bool(card.form.fields["url"].error))
    card.address.setText("https://example.org/release.json")
    card.save_it()
    qtbot.waitUntil(lambda: settings.load().releases == "https://example.org/release.json")
    qtbot.waitUntil(card.now.isEnabled)
    assert card.state.text() == "Not asked yet."
    monkeypatch.setattr(release, "look", lambda: Release("9.0.0", NOTES))
    card.ask_now()
    qtbot.waitUntil(lambda: "9.0.0 is out" in card.state.text())


def test_an_overdue_backup_is_a_bar_that_makes_one(
    upkeep: Upkeep, night: Night, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    window = upkeep._window
    told: list[tuple[datetime] | None] = [(datetime(2026, 11, 1, 12, tzinfo=UTC),)]
    monkeypatch.setattr(backup_plan, "late", lambda _store: told[-1])
    backup_plan.set_plan(str(tmp_path / "kept"))
    upkeep.look()
    qtbot.waitUntil(lambda: "backup" in window.bars.keys())  # noqa: SIM118
    pressed(window, "Back up now")
    qtbot.waitUntil(lambda: "backup" not in window.bars.keys())  # noqa: SIM118
    assert backup_plan.made(night.store, tmp_path / "kept")
    told.append(None)
    upkeep.look()
    qtbot.wait(50)
    assert window.bars.keys() == ()


def test_settings_that_cannot_be_meant_are_said_at_the_start(
    upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bars = upkeep._window.bars
    monkeypatch.setenv("WATCHBILL_URL", "nonsense")
    monkeypatch.setenv("WATCHBILL_USER", "nobodyknown")
    upkeep.begin()
    qtbot.waitUntil(lambda: "doubts" in set(bars.keys()))
    said = " ".join(each.text() for each in bars.findChildren(QLabel))
    assert "WATCHBILL_URL is no web address: 'nonsense'" in said
    assert "WATCHBILL_USER names nobody in this team: 'nobodyknown'." in said


def test_a_database_that_can_only_be_read_is_said_at_the_start(
    upkeep: Upkeep, night: Night, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[bool] = []

    def refuse() -> None:
        asked.append("unwritable" in set(bars.keys()))
        raise Unavailable("this account may only read it")

    upkeep.begin()
    bars = upkeep._window.bars
    assert upkeep._bridge.post is not None
    database = upkeep._bridge.post.store.database
    monkeypatch.setattr(database, "expect_writable", refuse)
    upkeep._again.setInterval(50)
    upkeep.begin()
    qtbot.waitUntil(lambda: "unwritable" in set(bars.keys()))
    said = " ".join(each.text() for each in bars.findChildren(QLabel))
    assert "nobody is paged from here. this account may only read it" in said
    assert asked[:2] == [False, False]  # one fault may be a lock
    monkeypatch.setattr(database, "expect_writable", lambda: None)
    qtbot.waitUntil(lambda: "unwritable" not in set(bars.keys()))
    assert not upkeep._again.isActive()


def test_the_sample_team_heeds_the_system_that_wants_less_motion(
    ana: Bridge, kept: QSettings, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(motion, "system_wants_less", lambda: True)
    monkeypatch.setattr(theme(), "still", False)
    window = ShellWindow(kept)
    qtbot.addWidget(window)
    made = Upkeep(window, ana, kept, sample=True)
    ana.opened.emit()
    qtbot.waitUntil(lambda: theme().still)
    assert not made._timer.isActive()
