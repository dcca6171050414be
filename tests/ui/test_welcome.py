"""The first minutes: the offers lead on, the list ticks itself, another database is joined."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app import settings
from app.domain.language import Language
from app.errors import Refused
from app.notify.library import apprise
from app.operations.connection import place_of
from app.operations.invitation import Invitation, read, write
from app.operations.proof import prove
from app.paths import data_folder
from app.queries.language import SETTING, language
from app.queries.setup import setup
from app.store import Store, open_store, setting
from tests import builders
from tests.desk import bridge_on
from tests.night import Night
from ui.bridge import Bridge
from ui.main import Program
from ui.welcome import writes
from ui.welcome.connect import ConnectForm
from ui.welcome.page import WelcomePage
from ui.wish import Wish


@pytest.fixture(autouse=True)
def _tests_may_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)
    apprise()  # loads the services, quietly: an engine would do so on a thread of its own


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """Empty."""
    store = open_store(sqlite_url, durable=False)
    yield store
    store.close()


def shown(bridge: Bridge, qtbot: QtBot) -> WelcomePage:
    page = WelcomePage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    return page


def press(page: WelcomePage, words: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.text() == words).click()


def test_an_empty_database_makes_three_offers(store: Store, qtbot: QtBot) -> None:
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert page.offers.isVisible()
    for words, signal in (
        ("Show the sample team", page.sample_wanted),
        ("Add the first person", page.wanted),
        ("Connect…", page.connect_wanted),
        ("Open a file…", page.file_wanted),
    ):
        with qtbot.waitSignal(signal):
            press(page, words)
    bridge.close()


@pytest.mark.usefixtures("german")
def test_a_team_that_begins_in_german_works_in_it(store: Store, qtbot: QtBot) -> None:
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    with qtbot.waitSignal(page.wanted):
        page.offers.begin_wanted.emit()
    qtbot.waitUntil(lambda: language(store) is Language.GERMAN)
    bridge.close()


def test_one_that_begins_in_english_says_nothing(store: Store, qtbot: QtBot) -> None:
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    with qtbot.waitSignal(page.wanted):
        page.offers.begin_wanted.emit()
    bridge.close()  # waits for what runs
    with store.read() as session:
        assert setting(session, SETTING) == {}


def test_a_step_ticks_itself_when_it_is_done(store: Store, qtbot: QtBot) -> None:
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert not any(step.done for step in page.steps.steps.values())
    builders.person(store, "ana")
    qtbot.waitUntil(lambda: page.steps.steps["people"].done)
    assert not page.offers.isVisible()
    assert "1 person" in page.steps.steps["people"].accessibleName()
    policy = builders.policy(store, "all", 1)
    builders.service(store, "api", policy)
    qtbot.waitUntil(lambda: page.steps.steps["paging"].done)
    with qtbot.waitSignal(page.wanted) as told:
        press(page, "Who can be reached")
    assert told.args == ["people", "readiness"]
    bridge.close()


def test_what_is_set_up_is_counted_on_both_databases(database_url: str) -> None:
    store = open_store(database_url, durable=False)
    found = setup(store)
    assert found.empty
    assert not any(found.steps.values())
    assert prove(store, 1) is None
    store.close()


def test_a_form_says_what_is_wrong_and_what_works(
    store: Store, bare_postgresql_url: str, qtbot: QtBot
) -> None:
    bridge = bridge_on(store)
    form = ConnectForm(bridge)
    qtbot.addWidget(form)
    form.begin()
    form.show()
    form.try_it()
    assert form.form.fields["host"].error
    form.host.setText(bare_postgresql_url.replace("@/t", "@/nothing_t", 1))  # falls into its parts
    assert form.user.text() == "watchbill"
    form.try_it()
    qtbot.waitUntil(lambda: not form.busy)
    assert "createdb" in form.form.fields["database"].error
    form.host.setText(bare_postgresql_url)
    form.try_it()
    qtbot.waitUntil(lambda: "It works" in form.told.text())
    assert settings.load().database == ""
    with qtbot.waitSignal(form.connected):
        form.connect_it()
    assert place_of(settings.load().database) == place_of(bare_postgresql_url)
    bridge.close()


def test_an_address_can_be_typed_as_well_as_pasted(ana: Bridge, qtbot: QtBot) -> None:
    form = ConnectForm(ana)
    qtbot.addWidget(form)
    form.begin()
    form.show()
    qtbot.keyClicks(form.host, "postgresql://ben:pw@db1:5544/team")
    assert form.database.text() == ""  # it might go on
    form.host.editingFinished.emit()
    parts = (form.host, form.port, form.database, form.user, form.password)
    assert [part.text() for part in parts] == ["db1", "5544", "team", "ben", "pw"]
    form.begin()
    form.host.setText("db2:5545")
    assert (form.host.text(), form.port.text()) == ("db2", "5545")
    form.begin()
    qtbot.keyClicks(form.host, "mysql://db1/team")
    form.try_it()
    assert "postgresql://" in form.form.fields["host"].error
    assert not form.busy


def test_a_key_that_is_none_changes_nothing(postgresql_url: str, home: Path) -> None:
    with pytest.raises(Refused):
        writes.settle(postgresql_url, "ben", "nonsense")
    assert (settings.load().database, settings.load().user) == ("", "")


def test_joining_by_a_file_changes_the_database_under_the_same_program(
    qtbot: QtBot, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    team = open_store(postgresql_url, durable=False)
    builders.person(team, "ben", "Ben Okafor")
    write(Invitation(postgresql_url, "ben", "Ben Okafor"), tmp_path / "ben.watchbill")
    program = Program(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat), Wish())
    first = program.desktop  # whose window goes with it
    qtbot.waitUntil(lambda: hasattr(first, "bridge") and first.bridge.post is not None)  # fmt: skip
    assert first.window.stack.key == "start"
    asked = QFileOpenEvent(str(tmp_path / "ben.watchbill"))  # as macOS tells it
    assert program.eventFilter(program, asked)
    qtbot.waitUntil(lambda: first.joining._connect is not None)
    form = first.joining._connecting()[1]
    assert "Ben Okafor" in form.title.text()
    assert first.window.focusWidget() is form.password  # Enter connects
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.desktop is not first)
    second = program.desktop
    qtbot.addWidget(second.window)
    qtbot.waitUntil(lambda: hasattr(second, "bridge") and second.bridge.user == "ben")  # fmt: skip
    assert not (isValid(first.window) and first.window.isVisible())
    second.leave()
    program.close()
    team.close()


def test_nothing_of_the_old_window_works_on_after_the_database_was_changed(
    night: Night, sqlite_url: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its widgets, timers and threads, nor what listens to them."""
    monkeypatch.setattr("ui.desktop.PORT", 0)
    night.declare("it burns", "ana")
    before, windows = set(threading.enumerate()), set(QApplication.topLevelWidgets())
    program = Program(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat),
                      Wish(database=sqlite_url))  # fmt: skip
    first = program.desktop  # whose window goes with it
    qtbot.waitUntil(lambda: first.beside is not None)
    qtbot.waitUntil(lambda: first.bridge.post.engine is not None)
    for page in first.window.stack.pages():
        first.window.show_page(page.key)
        qtbot.wait(20)
    theirs = set(threading.enumerate()) - before
    windows = set(QApplication.topLevelWidgets()) - windows
    shown = {first.window, first.attention.card}
    assert shown <= windows
    old = {*shown, *(each for one in shown for each in one.findChildren(QObject))}
    old |= {each for one in windows for each in one.findChildren(QTimer) if each.isActive()}
    old -= {first.sweeper, *first.sweeper.children()}  # which is the program's
    assert len(theirs) > 2
    program.switch()
    second = program.desktop
    qtbot.addWidget(second.window)
    qtbot.waitUntil(lambda: hasattr(second, "bridge") and second.bridge.post is not None)
    qtbot.waitUntil(lambda: not [each for each in old if isValid(each)])
    qtbot.waitUntil(lambda: not [each for each in theirs if each.is_alive()])
    assert second.sweeper is not None
    assert second.sweeper._timer.isActive()
    second.leave()
    program.close()


def test_where_nobody_has_begun_it_says_how(sqlite_url: str, qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(settings, Wish(database=sqlite_url))
    qtbot.addWidget(program.desktop.window)
    qtbot.waitUntil(lambda: program.desktop.window.stack.key == "start")
    program.desktop.leave()
    program.close()


def test_the_first_person_says_who_they_are_before_any_incident_was_seen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    file = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(file, Wish())
    desktop = program.desktop
    qtbot.addWidget(desktop.window)
    qtbot.waitUntil(lambda: desktop.window.stack.key == "start")
    qtbot.waitUntil(lambda: desktop.bridge.post is not None)
    store = open_store(f"sqlite:///{data_folder() / 'watchbill.db'}", durable=False)
    builders.person(store, "ana", "Ana Ruiz")
    store.close()
    bars = desktop.window.bars
    qtbot.waitUntil(lambda: bars.keys() == ("me",))
    desktop.me.choose()
    palette = desktop.window.palette_view()
    assert palette.list.table.rowCount() == 1
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert desktop.bridge.user == "ana"
    assert bars.keys() == ()
    desktop.leave()
    program.close()


def test_tooltips_say_keys_soon_after_the_window_stands(
    sqlite_url: str, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(settings, Wish(database=sqlite_url))
    qtbot.addWidget(program.desktop.window)
    fold = program.desktop.window.sidebar._fold

    def told() -> bool:
        over = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(9, 9))
        QApplication.sendEvent(fold, over)
        return QToolTip.text() == "Fold to icons (Ctrl+B)"

    qtbot.waitUntil(told)
    QToolTip.hideText()
    program.desktop.leave()
    program.close()


def test_no_invitation_where_nobody_else_can_reach(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    from ui.welcome.invite import InviteForm

    form = InviteForm(ana)
    qtbot.addWidget(form)
    form.begin()
    form.show()
    qtbot.waitUntil(lambda: form.who.count() > 1)
    form.write(Path("x.watchbill"))
    qtbot.waitUntil(form.error.isVisible)
    assert "a file on this machine" in form.error.text()


def test_an_invitation_is_written_without_secrets(
    postgresql_url: str, qtbot: QtBot, tmp_path: Path
) -> None:
    from ui.welcome.invite import InviteForm

    store = open_store(postgresql_url, durable=False)
    builders.person(store, "ben", "Ben Okafor")
    bridge = bridge_on(store)
    form = InviteForm(bridge)
    qtbot.addWidget(form)
    form.begin()
    form.show()
    qtbot.waitUntil(lambda: form.who.count() > 1)
    with qtbot.waitSignal(form.written):
        form.write(tmp_path / "ben")
    found = read(tmp_path / "ben.watchbill")
    assert (found.person, found.key) == ("ben", "")
    bridge.close()
    store.close()
