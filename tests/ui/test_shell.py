"""The window around the screens: pages, keys, palette, bars, what it remembers."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.shell.actions import Act
from ui.shell.pages import Page
from ui.shell.palette import Entry
from ui.shell.sidebar import PageButton
from ui.shell.tips import Tips
from ui.shell.topbar import Watch, WatchButton
from ui.shell.window import ShellWindow
from ui.theme.current import Scheme, Theme, chosen
from ui.widgets.avatar import Face
from ui.widgets.bar import Bar
from ui.widgets.text import KeyHint


class Visit(QWidget):
    """A page that writes down where it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def visit(self, target: object) -> None:
        """Remember."""
        self.seen.append(target)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def window_of(settings: QSettings) -> ShellWindow:
    made = ShellWindow(settings)
    made.register(
        [
            Page("incidents", "Incidents", "siren", Visit, "respond", "Ctrl+1"),
            Page("people", "People", "users", Visit, "set up", "Ctrl+2"),
        ]
    )
    return made


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> ShellWindow:
    made = window_of(settings)
    qtbot.addWidget(made)
    made.show_page("incidents")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def page(window: ShellWindow, key: str) -> Visit:
    found = window.stack.widget_of(key)
    assert isinstance(found, Visit)
    return found


def test_pages_are_made_when_first_shown(window: ShellWindow) -> None:
    assert window.stack.count() == 1
    window.show_page("people")
    assert window.stack.count() == 2
    assert window.stack.currentWidget() is page(window, "people")


def test_no_button_stands_out_on_a_page_that_is_turned_to(
    window: ShellWindow, qtbot: QtBot
) -> None:
    """The page has the keys as a whole, Tab goes to its first part, and who comes back finds them
    where they were."""
    for key in ("incidents", "people"):
        layout = QVBoxLayout(page(window, key))
        for name in ("first", "second"):
            layout.addWidget(QPushButton(name))
    window.show_page("people")
    people = page(window, "people")
    assert QApplication.focusWidget() is people
    QTest.keyClick(people, Qt.Key.Key_Tab)
    first, second = people.findChildren(QPushButton)
    assert QApplication.focusWidget() is first
    second.setFocus()
    window.show_page("incidents")
    assert QApplication.focusWidget() is page(window, "incidents")
    window.show_page("people")
    assert QApplication.focusWidget() is second


def test_an_incident_opens_on_its_page_and_back_returns(window: ShellWindow) -> None:
    window.show_page("people")
    window.open_incident(42)
    assert page(window, "incidents").seen == [42]
    assert window.stack.key == "incidents"
    window.go_back()
    assert window.stack.key == "people"
    window.go_back()
    assert window.stack.key == "incidents"
    window.go_back()  # there is nothing before
    assert window.stack.key == "incidents"


def test_the_sidebar_leads_and_shows_where_we_are(window: ShellWindow, qtbot: QtBot) -> None:
    buttons = {button.key: button for button in window.sidebar.findChildren(PageButton)}
    with qtbot.waitSignal(window.page_shown) as shown:
        buttons["people"].click()
    assert shown.args == ["people"]
    assert buttons["people"].isChecked()
    assert not buttons["incidents"].isChecked()
    window.show_count("incidents", 3)
    assert buttons["incidents"].accessibleName() == "Incidents, 3"


def test_keys_work_in_the_window(window: ShellWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.key == "people"
    with qtbot.waitSignal(window.declare_wanted):
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.declare_wanted):
        window.top.declare.click()


def test_an_action_of_a_screen_works_inside_it_only(window: ShellWindow, qtbot: QtBot) -> None:
    done: list[str] = []
    inside = page(window, "incidents")
    inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    why: list[str] = []
    window.acts.refused.connect(why.append)
    act = Act("acknowledge", "Acknowledge", "A", hindered=lambda: "Done already." if done else "")
    window.acts.add(act, lambda: done.append("ack"), scope=inside)
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert done == []
    inside.setFocus()
    qtbot.keyClick(inside, Qt.Key.Key_A)
    qtbot.keyClick(inside, Qt.Key.Key_A)  # not possible any more
    assert done == ["ack"]
    assert why == ["Done already."]
    assert window.acts.act("acknowledge").tip == "Acknowledge (A)"


def test_actions_go_with_their_screen(window: ShellWindow, qtbot: QtBot) -> None:
    scope = QWidget(window)
    window.acts.add(Act("x", "X"), bool, scope=scope)
    scope.deleteLater()
    qtbot.waitUntil(lambda: all(act.key != "x" for act in window.acts.all()))


def test_the_palette_finds_actions_and_things(window: ShellWindow, qtbot: QtBot) -> None:
    opened: list[int] = []
    entries = [Entry(f"Trouble {at}", lambda at=at: opened.append(at)) for at in range(10_000)]
    window.palette_view().add_source("incidents", lambda: entries)
    window.open_palette()
    palette = window.palette_view()
    assert palette.search.hasFocus()
    qtbot.keyClicks(palette.search, "trouble 9999")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert opened == [9999]
    assert not palette.isVisible()
    window.open_palette()
    qtbot.keyClicks(palette.search, "peop")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.stack.key == "people"


def test_a_question_to_the_palette_offers_its_answers_alone(
    window: ShellWindow, qtbot: QtBot
) -> None:
    said: list[str] = []
    palette = window.palette_view()
    asked: list[str] = []
    palette.asked.connect(asked.append)
    names = ("Ana", "Ben", "Peter")
    palette.offer(
        "Who are you?", [Entry(f"I am {name}", partial(said.append, name)) for name in names]
    )
    shown = [palette.list.table.index(at, 0).data() for at in range(palette.list.table.rowCount())]
    assert shown == ["I am Ana", "I am Ben", "I am Peter"]
    assert palette.search.placeholderText() == "Who are you?"
    qtbot.keyClicks(palette.search, "pe")  # the page People is no answer
    palette.found("pe", [Entry("A pearl", bool)])
    assert palette.list.table.rowCount() == 1
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert said == ["Peter"]
    window.open_palette()
    assert palette.search.placeholderText() == "Search or run anything"
    assert palette.list.table.rowCount() > len(names)
    assert asked == []


def test_escape_leaves_the_palette_where_it_was_opened(window: ShellWindow, qtbot: QtBot) -> None:
    field = QLineEdit(page(window, "incidents"))
    field.show()
    field.setFocus()
    window.open_palette()
    qtbot.keyClick(window.palette_view().search, Qt.Key.Key_Escape)
    assert not window.palette_view().isVisible()
    assert field.hasFocus()


def test_f1_shows_every_key(window: ShellWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = {hint.text() for hint in window.findChildren(KeyHint) if hint.isVisible()}
    assert {act.told_keys for act in window.acts.all() if act.keys} <= shown


def test_news_is_said_once_the_loudest_first(window: ShellWindow, qtbot: QtBot) -> None:
    bar, new = window.bars.tell("changed", "Ben changed #1.")
    assert new
    again, new = window.bars.tell("changed", "Cy changed #1.")
    assert again is bar
    assert not new
    window.bars.tell("engine", "No engine.", mood="alarm")
    assert window.bars.keys() == ("engine", "changed")
    window.bars.drop("engine")
    bar.leave()
    assert window.bars.keys() == ()
    assert not window.bars.isVisible()
    qtbot.waitUntil(lambda: not window.bars.findChildren(Bar))


def test_who_is_on_call_says_less_where_there_is_less_room(window: ShellWindow) -> None:
    watches = [Watch("Primary", Face("ana", "Ana Ruiz"), "Mon 09:00", 1), Watch("Nights", None)]
    window.resize(1400, 800)
    window.show_watches(watches)
    QApplication.processEvents()
    ana, gap = window.top.watches.findChildren(WatchButton)
    assert ana.told == 2
    assert ana.accessibleName() == "Primary: Ana Ruiz until Mon 09:00"
    assert gap.accessibleName() == "Nights: Nobody"
    window.resize(760, 500)
    QApplication.processEvents()
    assert ana.told < 2


def test_clicking_who_is_on_call_tells_which(window: ShellWindow, qtbot: QtBot) -> None:
    window.show_watches([Watch("Primary", Face("ana"), key="primary")])
    with qtbot.waitSignal(window.watch_clicked) as clicked:
        window.top.watches.findChildren(WatchButton)[0].click()
    assert clicked.args == ["primary"]


def test_a_window_is_no_larger_than_its_screen(window: ShellWindow) -> None:
    """A line at its lower edge that nobody sees would tell of no engine."""
    room = window.screen().size()
    window.resize(3000, 2000)
    window.fit()
    assert window.width() == room.width()
    assert room.height() * 0.8 < window.height() < room.height()
    window.resize(640, 500)
    window.fit()
    assert (window.width(), window.height()) == (640, 500)


def test_the_window_remembers(window: ShellWindow, settings: QSettings, qtbot: QtBot) -> None:
    window.sidebar.flip()
    window.show_page("people")
    window.resize(780, 600)
    window.close()
    again = window_of(settings)
    qtbot.addWidget(again)
    assert again.sidebar.folded
    assert again.remembered_page() == "people"
    assert (again.width(), again.height()) == (780, 600)


def test_the_theme_is_chosen_and_remembered(
    window: ShellWindow, settings: QSettings, worn: Theme
) -> None:
    window.acts.run("dark")
    assert worn.colours.dark
    assert settings.value("look/scheme") == Scheme.DARK


@pytest.mark.parametrize("kept", ["nonsense", "", "None", "DARK"])
def test_a_theme_that_there_is_not_is_the_systems(kept: str) -> None:
    assert chosen(kept) is Scheme.SYSTEM


def test_alt_shows_the_menus(window: ShellWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    titles = [act.text() for act in window.menuBar().actions()]
    assert titles == ["Everywhere", "Look", "Go to"]
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_alt_in_a_drag_shows_no_menus(window: ShellWindow, qtbot: QtBot) -> None:
    page = window.stack
    qtbot.mousePress(page, Qt.MouseButton.LeftButton)
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.mouseRelease(page, Qt.MouseButton.LeftButton)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_alt_with_another_key_shows_no_menus(window: ShellWindow, qtbot: QtBot) -> None:
    window.show_page("people")
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert window.stack.key == "incidents"
    assert not window.menuBar().isVisible()


def test_closing_can_be_refused(window: ShellWindow) -> None:
    window.closing.connect(lambda event: event.ignore())
    assert not window.close()


def test_the_status_line_is_quiet_until_told(window: ShellWindow) -> None:
    window.status.show_engine("Engine running on watch-1", "good")
    window.status.show_change("")
    words = [button.text() for button in window.status.findChildren(type(window.status._engine))]
    assert "Engine running on watch-1" in words
    assert not window.status._change.isVisible()
    window.status.progress.begin("Reading")
    window.status.progress.end()


def test_tooltips_tell_the_keys(settings: QSettings, qtbot: QtBot) -> None:
    window = ShellWindow(settings)
    qtbot.addWidget(window)
    window.register([Page("incidents", "Incidents", "siren", QWidget, keys="Ctrl+1")])
    window.acts.add(Act("incident-resolve", "Resolve…", "R"), lambda: None)
    tips = Tips(window.acts)
    buttons = window.sidebar.findChildren(PageButton)
    entry = next(each for each in buttons if each.text() == "Incidents")
    fold = next(each for each in buttons if each.toolTip() == "Fold to icons")
    named = QPushButton("Resolve…")
    other, own = QPushButton("Save"), QPushButton("Send (Ctrl+Enter)")
    for made in (named, other, own):
        qtbot.addWidget(made)
    named.setToolTip("It is over (R)")
    assert tips.tip_of(entry) == "Incidents (Ctrl+1)"
    assert tips.tip_of(named) == "It is over (R)"
    named.setToolTip("It is over")
    assert tips.tip_of(named) == "It is over (R)"
    assert tips.tip_of(other) == ""
    assert tips.tip_of(fold) == "Fold to icons (Ctrl+B)"
    window.show()
    assert window.show_tip(entry, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(9, 9)))
    assert QToolTip.text() == "Incidents (Ctrl+1)"
    QToolTip.hideText()
