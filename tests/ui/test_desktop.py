"""The window, the screens and the database, joined as the program joins them."""

from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.exceptions import TimeoutError as Late
from pytestqt.qtbot import QtBot

from app.command import NAMES
from app.domain.actor import Actor
from app.errors import Damaged
from app.operations.engine import beat
from app.operations.incident import Declaration, declare
from app.paths import config_folder
from models.kinds import Source
from tests.looks import cut
from tests.night import Night
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.desktop import Desktop
from ui.language.sentence import fault_words
from ui.shell.centre import CentreSheet
from ui.shell.crash import CrashWatch
from ui.shell.pulse import PulseWatch
from ui.shell.window import ShellWindow
from ui.widgets.text import Text
from ui.wish import Wish, wished

HALF = (960, 520)


@pytest.fixture(autouse=True)
def _tests_may_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test looks into the database from the thread that is the GUI's here."""
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)


def told(window: ShellWindow) -> str:
    """What the status line says."""
    return " ".join(word.text() for word in window.status.findChildren(QPushButton))


def test_each_part_of_the_status_line_leads_somewhere(
    desktop: Desktop, night: Night, qtbot: QtBot
) -> None:
    """By keys, too; and says so."""
    window, line = desktop.window, desktop.window.status
    number = night.declare("db down", "fay", "web")
    qtbot.waitUntil(lambda: line._change.isVisible() and line._database.isVisible())
    assert all(part.accessibleDescription() for part in line.findChildren(QPushButton))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for part, card in ((line._engine, "paging"), (line._database, "database")):
        window.show_page("start")
        part.setFocus()
        qtbot.keyClick(part, Qt.Key.Key_Return)
        assert window._history[-1] == ("settings", card)
        assert window.stack.key == "settings"
    line._change.click()
    assert window._history[-1] == ("incidents", number)
    line._notices.click()
    sheet = window.findChild(CentreSheet)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.leave()


def test_damaged_settings_are_said_and_can_be_set_aside(
    night: Night, sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty window would say nothing; nothing behind it can be opened meanwhile."""
    monkeypatch.setattr("ui.desktop.PORT", 0)
    file = config_folder() / "settings.toml"
    file.write_text("user = [")
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish(database=sqlite_url))
    made.begin()
    assert window.isVisible()
    assert window.bars.keys() == ("hindrance",)
    alerts = button(window.sidebar, "Alerts")
    alerts.click()
    window.acts.action("declare").trigger()
    made.come_to(1)
    assert window.stack.key == ""
    made.close()

    button(window, "Try again").click()
    assert window.bars.keys() == ("hindrance",)
    button(window, "Begin without this file").click()
    qtbot.waitUntil(lambda: made.bridge.post is not None and made.bridge.post.engine is not None)
    said = set(window.bars.keys())
    assert "aside" in said
    assert "hindrance" not in said
    assert not file.exists()
    assert file.with_name("settings.broken-1").read_text() == "user = ["
    alerts.click()
    assert window.stack.key == "alerts"
    made.leave()
    made.close()


def test_settings_that_were_damaged_since_are_said_when_it_is_tried_again(qtbot: QtBot) -> None:
    """And it can be tried once more."""
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish())
    (config_folder() / "settings.toml").write_text("user = [")
    made._again()
    assert window.bars.keys() == ("open",)
    assert button(window, "Try again").isEnabled()
    said = " ".join(each.text() for each in window.bars.findChildren(Text))
    assert "settings.toml" in said
    made.close()


def test_a_home_without_room_for_settings_is_said(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    taken = tmp_path / "taken"
    taken.touch()
    monkeypatch.setattr("app.paths.DIRS", Elsewhere(taken))
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish())
    made.begin()
    said = [each.text() for each in window.bars.findChildren(Text)]
    assert any(words.startswith(f"{taken / 'config'}: ") for words in said)
    assert CrashWatch(made).begin() == ""
    made.close()


@pytest.mark.usefixtures("night")
def test_settings_of_the_window_that_make_no_sense_are_passed_over(
    sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.PORT", 0)
    kept = QSettings()
    words = [
        "window/page", "window/geometry", "window/folded", "incidents/sort", "incidents/filter",
        "look/language", "attention/sound", "releases/looked", "rota/kind", "metrics/seen",
    ]  # fmt: skip
    for key in words:
        kept.setValue(key, ["non", "sense"])
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish(database=sqlite_url))
    window.show()
    made.begin()
    qtbot.waitUntil(lambda: made.bridge.post is not None and made.bridge.post.engine is not None)
    for page in window.stack.pages():
        window.show_page(page.key)
        qtbot.wait(50)
    shown = made.places.incidents.list
    qtbot.waitUntil(lambda: shown.answers > 0)
    assert "bug" not in window.bars.keys()  # noqa: SIM118 - these are no mapping
    made.leave()
    made.close()


@pytest.mark.parametrize("target", ["watchbill://incident/abc", "watchbill:<b>" + 90 * "9"])
def test_an_address_that_leads_nowhere_is_said(desktop: Desktop, target: str) -> None:
    desktop._visit(target)
    assert "nowhere" in desktop.window.bars.keys()  # noqa: SIM118 - these are no mapping
    said = " ".join(each.text() for each in desktop.window.bars.findChildren(QLabel))
    assert "This address leads nowhere." in said
    assert any(form in said for form in (target[:80], escape(target[:80])))


def test_a_file_in_the_way_is_named_without_the_words_of_python(desktop: Desktop) -> None:
    desktop._not_opened(FileExistsError(17, "File exists", "/there/keys"))
    said = [each.text() for each in desktop.window.bars.findChildren(Text)]
    assert "/there/keys: File exists" in said


class Elsewhere:
    """Folders below something that is none."""

    def __init__(self, place: Path) -> None:
        self.user_config_path, self.user_data_path = place / "config", place / "data"


def test_it_opens_runs_its_engine_and_shows_every_page(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    qtbot.waitUntil(lambda: "Engine running" in told(window))
    for page in window.stack.pages():
        window.show_page(page.key)
        qtbot.wait(50)
        assert window.stack.key == page.key
    assert window.bars.keys() == ("me",)  # nobody has said who sits here


@pytest.mark.usefixtures("german")
def test_on_a_screen_of_half_the_size_every_page_is_whole(desktop: Desktop, qtbot: QtBot) -> None:
    """1920x1080 at 200 % is 960x540, less the title."""
    window = desktop.window
    for page in window.stack.pages():
        window.show_page(page.key)
        qtbot.waitUntil(lambda: window.stack.currentWidget().isVisible())
    for bar in (*window.bars.keys(),):
        window.bars.drop(bar)
    window.resize(*HALF)
    assert (window.width(), window.height()) == HALF
    lost = {}
    for page in window.stack.pages():
        window.show_page(page.key)
        qtbot.wait(50)
        with suppress(Late):  # what is read, and how wide words are then, comes a moment later
            qtbot.waitUntil(lambda: not cut(window), timeout=10_000)
        if cut(window):
            lost[page.key] = (window.minimumSizeHint(), cut(window))
        if (window.width(), window.height()) != HALF:
            lost[page.key] = (window.minimumSizeHint(), window.size())
    assert lost == {}


def test_the_list_stands_before_the_database_is_open(
    night: Night, sqlite_url: str, qtbot: QtBot
) -> None:
    for title in ("Cards fail", "Slow search"):
        declare(night.store, Declaration(title=title), Actor("ben", Source.SHELL))
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish(database=sqlite_url))
    window.show()
    made.begin()
    page = made.places.incidents
    with qtbot.waitSignal(page.counted) as counted:
        assert page._rest is None
    assert made.bridge.post is None
    assert counted.args[0].open == 2
    assert [str(page.list.table.row(at).title) for at in (0, 1)] == ["Slow search", "Cards fail"]
    page.list.view.selectRow(1)  # before there is anything to show it with
    qtbot.waitUntil(lambda: page._rest is not None and page.detail.shown is not None)
    assert page.detail.number == 1
    qtbot.waitUntil(lambda: not page.complete().waiting)
    made.leave()
    made.close()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """As on macOS, where `watchbill` is in no PATH; the command there."""
    monkeypatch.setattr("app.command.sys.frozen", True, raising=False)
    monkeypatch.setattr("app.command.sys.executable", str(tmp_path / "watchbill"))
    monkeypatch.setattr("app.command.shutil.which", lambda _: None)
    monkeypatch.setitem(NAMES, "linux", "watchbill-engine")
    return f'"{tmp_path / "watchbill-engine"}"'


def test_who_restores_a_damaged_file_is_told_a_command_that_is_there(
    desktop: Desktop, installed: str
) -> None:
    desktop._damaged(["row 3 is out of order"])
    said = " ".join(each.text() for each in desktop.window.bars.findChildren(QLabel))
    assert f"{escape(installed)} db restore FILE" in said or f"{installed} db restore" in said
    fault = Damaged("It cannot be read. `watchbill db restore BACKUP --replace` helps.")
    assert fault_words(fault).startswith(f"It cannot be read. `{installed} db restore BACKUP")


def test_a_letter_does_nothing_from_behind_a_sheet(desktop: Desktop, qtbot: QtBot) -> None:
    said = Declaration(title="Cards fail")
    desktop.bridge.write(partial(declare, said=said, by=Actor("ben", Source.SHELL)))
    desktop.window.show_page("incidents")
    qtbot.waitUntil(lambda: bool(desktop.places.incidents.detail.number))
    desktop.declare()
    desktop.window.acts.action("incident-note").trigger()
    assert not desktop.places.incidents.detail.composer.isAncestorOf(desktop.window.focusWidget())


def test_without_an_engine_every_desktop_says_so_until_one_lives(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    watch = PulseWatch(window, ana)
    for _ in range(2):
        with qtbot.waitSignal(ana.worked):
            watch.ask()
    assert "engine" in window.bars.keys()  # noqa: SIM118
    beat(night.store, "e1", "host", "serve")
    with qtbot.waitSignal(ana.worked):
        watch.ask()
    assert "engine" not in window.bars.keys()  # noqa: SIM118


def test_a_database_that_cannot_be_opened_is_a_bar_with_a_way_on(qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish(database="sqlite:////no/such/folder/x.db"))
    made.begin()
    qtbot.waitUntil(lambda: "open" in window.bars.keys())  # noqa: SIM118
    made.leave()
    made.close()


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("--demo", Wish(sample=True)),
        ("--database sqlite:///x", Wish(database="sqlite:///x")),
        ("--database=sqlite:///x --hidden", Wish(database="sqlite:///x", hidden=True)),
        ("watchbill://incident/42", Wish(target="watchbill://incident/42")),
        ("file:///home/ana%20r/ana.watchbill", Wish(target="/home/ana r/ana.watchbill")),
    ],
)
def test_the_desktop_understands_its_few_words(words: str, wish: Wish) -> None:
    assert wished(words.split()) == wish


def test_another_window_of_the_same_desktop(desktop: Desktop, qtbot: QtBot, night: Night) -> None:
    qtbot.waitUntil(lambda: desktop.beside is not None)
    assert desktop.beside is not None
    other = desktop.beside.open()
    qtbot.waitUntil(other.isVisible)
    other.show_page("rota")
    assert (desktop.window.stack.key, other.stack.key) == ("incidents", "rota")
    qtbot.waitUntil(lambda: "Embedded" in other.status._database.text())
    other.close()
    qtbot.waitUntil(lambda: desktop.beside is not None and not desktop.beside.windows)
    assert desktop.window.isVisible()
    assert desktop.window.remembered_page() == ""


def test_the_page_of_figures_stands_ready_behind_the_one_that_is_shown(
    desktop: Desktop, qtbot: QtBot
) -> None:
    stack, foresight = desktop.window.stack, desktop.places.foresight
    shown = stack.key, stack.currentWidget()
    foresight.prepare()
    qtbot.waitUntil(lambda: foresight.ready)
    assert (stack.key, stack.currentWidget()) == shown
    made = stack.widget_of("metrics")
    assert not made.isVisible()
    assert desktop.window.show_page("metrics") is made
    qtbot.waitUntil(lambda: made.borne is not None)  # type: ignore[attr-defined]
