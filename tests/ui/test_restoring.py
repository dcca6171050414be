"""Restoring from a backup in the window: looked at first, then the desktop begins anew with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.actor import Actor
from app.operations import backup
from app.operations.incident import Declaration, declare
from app.operations.recovery import Held
from app.store import Store, open_store
from models.kinds import Source
from models.people import Person
from tests.desk import bridge_on
from tests.patience import spare_port
from tests.ui.incident_page import button
from ui.desktop import Desktop
from ui.main import Program
from ui.settings.page import SettingsPage
from ui.shell.window import ShellWindow
from ui.welcome.restore import RestoreForm
from ui.wish import Wish

BY = Actor("ana", Source.SHELL)


@pytest.fixture(autouse=True)
def _no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)


@pytest.fixture
def file(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of one person and one incident; since then there are two of each."""
    store, made = open_store(sqlite_url), tmp_path / "all.backup"
    add(store, "ana", "Disk full")
    backup.back_up(store, made)
    add(store, "ben", "Disk gone")
    store.close()
    return made


@pytest.fixture
def program(file: Path, sqlite_url: str, tmp_path: Path, qapp: object) -> Iterator[Program]:
    """The whole desktop on it."""
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    made = Program(kept, Wish(database=sqlite_url))
    yield made
    ended(made)


def ended(program: Program) -> None:
    """And its window, which is not the first any more."""
    program.desktop.leave()
    program.close()
    program.desktop.end()


def add(store: Store, name: str, title: str) -> None:
    """Somebody, and an incident."""
    with store.write() as session:
        session.add(Person(name=name))
    declare(store, Declaration(title), BY)


def opened(qtbot: QtBot, desktop: Desktop) -> None:
    """Until it works with the database, and pages from it."""
    qtbot.waitUntil(lambda: desktop.bridged and desktop.bridge.post is not None)
    qtbot.waitUntil(lambda: desktop.bridge.post.engine is not None)


def shown(desktop: Desktop) -> RestoreForm:
    """The sheet, as it was opened."""
    return next(each for each in desktop.window.findChildren(RestoreForm) if each.isVisible())


def counted(desktop: Desktop) -> tuple[int, int]:
    """How many people and incidents its database has."""
    found = backup.info(desktop.bridge.post.store)
    return found.people, found.incidents


def said(window: ShellWindow) -> str:
    """What its bars say."""
    return " ".join(each.text() for each in window.bars.findChildren(QLabel))


def test_a_backup_is_looked_at_and_takes_the_place(
    program: Program, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = program.desktop
    opened(qtbot, first)
    first.window.acts.run("restore")
    form = shown(first)
    assert not form.act.isEnabled()
    form.look(file)
    qtbot.waitUntil(form.act.isEnabled)
    assert "all.backup" in form.facts._values["file"].text()
    assert form.facts._values["holds"].text().startswith("1 people, 1 incidents; the last entry")
    assert form.facts._values["now"].text().startswith("2 people, 2 incidents")
    assert first.window.focusWidget() is form.cancel  # Return changes nothing
    assert counted(first) == (2, 2)
    form.act.click()
    form.act.click()
    assert not form.cancel.isEnabled()
    qtbot.waitUntil(lambda: program.desktop is not first)
    second = program.desktop
    opened(qtbot, second)
    assert counted(second) == (1, 1)
    [kept] = tmp_path.glob("*-before-restore-*.db")
    assert "The backup was restored." in said(second.window)
    assert str(kept) in said(second.window)


def test_what_is_no_backup_is_said_and_nothing_can_be_done_with_it(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, program.desktop)
    program.desktop.window.acts.run("restore")
    form = shown(program.desktop)
    note = tmp_path / "note.txt"
    note.write_text("not a backup")
    form.look(note)
    qtbot.waitUntil(lambda: "is no Watchbill backup" in form.told.text())
    assert not form.act.isEnabled()
    assert form.pick.isEnabled()
    form.cancel.click()
    assert not form.isVisible()


def test_an_answer_of_another_file_is_none(program: Program, file: Path, qtbot: QtBot) -> None:
    """The form was opened anew while it was looked through."""
    opened(qtbot, program.desktop)
    program.desktop.window.acts.run("restore")
    form = shown(program.desktop)
    form.look(file)
    form.begin(lite=True)
    form._found(file, Held(1, 1, None))
    form._compare(None)
    assert form.file is None
    assert not form.act.isEnabled()


def test_a_file_that_went_meanwhile_leaves_all_as_it_was(
    program: Program, file: Path, qtbot: QtBot
) -> None:
    first = program.desktop
    opened(qtbot, first)
    first.window.acts.run("restore")
    form = shown(first)
    form.look(file)
    qtbot.waitUntil(form.act.isEnabled)
    file.unlink()
    form.act.click()
    qtbot.waitUntil(lambda: program.desktop is not first)
    second = program.desktop
    opened(qtbot, second)
    assert counted(second) == (2, 2)
    assert "Nothing was restored." in said(second.window)


def test_where_the_database_cannot_be_opened_a_backup_helps(
    file: Path, sqlite_url: str, tmp_path: Path, qtbot: QtBot
) -> None:
    own = Path(sqlite_url.removeprefix("sqlite:///"))
    own.write_bytes(b"no database at all" * 300)
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(kept, Wish(database=sqlite_url))
    first = program.desktop
    qtbot.waitUntil(lambda: "open" in first.window.bars.keys())  # noqa: SIM118
    button(first.window, "Restore from a backup…").click()
    form = shown(first)
    form.look(file)
    qtbot.waitUntil(form.act.isEnabled)
    assert "cannot be read" in form.facts._values["now"].text()
    form.act.click()
    qtbot.waitUntil(lambda: program.desktop is not first)
    opened(qtbot, program.desktop)
    assert counted(program.desktop) == (1, 1)
    assert ".damaged-" in said(program.desktop.window)
    ended(program)


def test_a_server_is_restored_by_a_command(postgresql_url: str, qtbot: QtBot) -> None:
    store = open_store(postgresql_url)
    bridge = bridge_on(store)
    form = RestoreForm(bridge)
    qtbot.addWidget(form)
    form.begin(lite=False)
    form.show()
    assert "db restore FILE --replace" in form.lead.text()
    assert not form.pick.isVisible()
    assert not form.act.isVisible()
    bridge.close()
    store.close()


def test_a_server_that_cannot_be_reached_is_not_replaced_by_a_file(
    tmp_path: Path, qtbot: QtBot
) -> None:
    """It is said before anything is chosen or closed."""
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(kept, Wish(database=f"postgresql://ana@127.0.0.1:{spare_port()}/team"))
    desktop = program.desktop
    qtbot.waitUntil(lambda: "open" in desktop.window.bars.keys())  # noqa: SIM118
    desktop.restoring.begin()
    assert "db restore FILE --replace" in shown(desktop).lead.text()
    assert not shown(desktop).pick.isVisible()
    ended(program)


def test_the_card_of_backups_leads_to_it(program: Program, qtbot: QtBot) -> None:
    desktop = program.desktop
    opened(qtbot, desktop)
    page = desktop.window.show_page("settings", "backups")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.machine.seen is not None)
    page.machine.backups.restore.click()
    assert shown(desktop).isVisible()


def test_the_sample_team_is_not_kept_and_so_not_replaced(qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    desktop = Desktop(window, Wish(sample=True))
    assert "restore" not in {act.key for act in window.acts.all()}
    desktop.close()
