"""A window on a database of an older program asks before it brings it up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.errors import OlderSchema, Unavailable
from app.store import open_store
from models import schema
from models.company import Company, Paging
from models.session import Database
from tests.looks import cut
from tests.older import BEFORE, page_from, revision, set_back
from tests.ui.incident_page import button
from ui.desktop import Desktop
from ui.shell.older import OlderSheet
from ui.shell.unopened import Unopened
from ui.shell.window import ShellWindow
from ui.welcome.connect import ConnectForm
from ui.wish import Wish

Opens = Callable[..., Desktop]


@pytest.fixture(autouse=True)
def _no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[Opens]:
    """Begins a desktop on a database; all are closed at the end."""
    made: list[Desktop] = []

    def begin(url: str, *, hidden: bool = False) -> Desktop:
        window = ShellWindow()
        qtbot.addWidget(window)
        if not hidden:
            window.show()
        made.append(Desktop(window, Wish(database=url, hidden=hidden)))
        made[-1].begin()
        return made[-1]

    yield begin
    for each in made:
        each.leave()
        each.close()


def sheet(desktop: Desktop) -> OlderSheet | None:
    """What is asked."""
    found = desktop.window.findChildren(OlderSheet)
    return next((each for each in found if each.isVisible()), None)


def asked(qtbot: QtBot, desktop: Desktop) -> OlderSheet:
    """Once it is asked."""
    qtbot.waitUntil(lambda: sheet(desktop) is not None)
    found = sheet(desktop)
    assert found is not None
    return found


def is_open(desktop: Desktop) -> bool:
    """Whether it works with the database."""
    return desktop.bridge.post is not None


def test_it_says_who_works_with_it_and_updates_when_told(
    postgresql_url: str, opens: Opens, qtbot: QtBot
) -> None:
    set_back(postgresql_url)
    page_from(postgresql_url, "mercury")
    desktop = opens(postgresql_url)
    found = asked(qtbot, desktop)
    assert "Engine on mercury (version 0.9)" in found.words()
    assert "Better update the engines first" in found.words()
    assert "pg_dump --format=custom" in found.words()
    assert desktop.window.focusWidget() is found.later  # Return changes nothing
    assert "mercury" in found.later.accessibleDescription()
    assert revision(postgresql_url) == BEFORE
    qtbot.mouseClick(found.act, Qt.MouseButton.LeftButton)
    assert not found.act.isEnabled()
    qtbot.waitUntil(lambda: is_open(desktop))
    assert revision(postgresql_url) == schema.HEAD
    qtbot.waitUntil(lambda: sheet(desktop) is None)
    assert "open" not in desktop.window.bars.keys()  # noqa: SIM118 - these are no mapping


def test_not_now_opens_nothing_and_leads_elsewhere(
    postgresql_url: str, opens: Opens, qtbot: QtBot
) -> None:
    set_back(postgresql_url)
    desktop = opens(postgresql_url)
    found = asked(qtbot, desktop)
    assert "Nobody else" in found.words()
    qtbot.keyClick(found.later, Qt.Key.Key_Return)
    assert sheet(desktop) is None
    assert desktop.window.bars.keys() == ("open",)
    assert not is_open(desktop)
    button(desktop.window, "Update it…").click()
    qtbot.keyClick(asked(qtbot, desktop), Qt.Key.Key_Escape)
    assert sheet(desktop) is None
    button(desktop.window, "Connect to another…").click()
    assert desktop.window.findChildren(ConnectForm)[0].isVisible()
    assert button(desktop.window, "Quit").isEnabled()
    assert revision(postgresql_url) == BEFORE


def test_it_opens_by_itself_once_another_program_has_updated_it(
    postgresql_url: str, opens: Opens, qtbot: QtBot
) -> None:
    set_back(postgresql_url)
    desktop = opens(postgresql_url)
    desktop.unopened._timer.setInterval(50)
    asked(qtbot, desktop)
    open_store(postgresql_url, upgrade=True).close()
    qtbot.waitUntil(lambda: is_open(desktop))
    qtbot.waitUntil(lambda: sheet(desktop) is None)


def test_a_file_is_waited_for_until_the_older_program_has_ended(
    sqlite_url: str, opens: Opens, qtbot: QtBot
) -> None:
    """Also by a start that stays in the tray, where nobody would see that nobody is paged."""
    set_back(sqlite_url)
    page_from(sqlite_url, "mercury", "desktop")
    desktop = opens(sqlite_url, hidden=True)
    desktop.unopened._timer.setInterval(50)
    found = asked(qtbot, desktop)
    assert desktop.window.isVisible()
    assert "End that one" in found.words()
    assert "pg_dump" not in found.words()
    database = Database(sqlite_url)
    with database.write() as session:
        session.execute(text("UPDATE engine SET kind = 'left'"))
    database.close()
    qtbot.waitUntil(lambda: is_open(desktop))
    assert revision(sqlite_url) == schema.HEAD


def test_an_empty_database_is_set_up_without_asking(
    bare_postgresql_url: str, opens: Opens, qtbot: QtBot
) -> None:
    desktop = opens(bare_postgresql_url)
    qtbot.waitUntil(lambda: is_open(desktop))
    assert not desktop.window.findChildren(OlderSheet)


def test_a_look_under_way_is_waited_for(qtbot: QtBot) -> None:
    """Two answers at once would open the database twice."""
    window = ShellWindow()
    qtbot.addWidget(window)
    unopened, asked = Unopened(window), list[bool]()
    unopened.again_wanted.connect(asked.append)
    older = fault("mercury")
    unopened.tell(older)
    unopened._look()
    [found] = window.findChildren(OlderSheet)
    found.update_it()
    assert asked == [False]
    unopened.tell(older)
    assert asked == [False, True]
    unopened.tell(Unavailable("The connection to the database was lost."))
    assert not found.isVisible()
    button(window, "Try again").click()
    assert asked == [False, True, False]


def test_who_leaves_meanwhile_is_no_longer_named(qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    unopened = Unopened(window)
    unopened.tell(fault("mercury", "venus", windows=1))
    [found] = window.findChildren(OlderSheet)
    assert "venus (version 0.9)\n• 1 window" in found.words()
    unopened.tell(fault("mercury", windows=4))
    assert "venus" not in found.words()
    assert "4 windows" in found.words()


@pytest.mark.usefixtures("pseudo")
def test_long_words_fit(qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.resize(960, 640)
    Unopened(window).tell(fault(*(f"engine-{each}.example.org" for each in range(3)), windows=12))
    for _ in range(6):
        QApplication.processEvents()
    [found] = window.findChildren(OlderSheet)
    assert cut(found) == []


def fault(*names: str, windows: int = 0) -> OlderSchema:
    """Engines on these machines page from it."""
    there = Company(tuple(Paging(each, "serve", "0.9") for each in names), windows)
    return OlderSchema("It is older.", "postgresql://ana@db/watchbill", there, lite=False)
