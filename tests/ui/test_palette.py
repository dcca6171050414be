"""The palette knows everything that can be done before any page was shown, and does it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from tests.night import Night
from ui.desktop import Desktop
from ui.incidents.page import IncidentsPage
from ui.incidents.verbs import ENTRIES
from ui.language.choice import Language, wear
from ui.people.away_entry import AwayEntry
from ui.people.page import PeoplePage
from ui.reviews.page import ReviewsPage
from ui.schedules.page import SchedulesPage
from ui.schedules.publish.publish_sheet import PublishSheet
from ui.schedules.schedule_menu import ScheduleMenu
from ui.schedules.zone_button import ZoneButton
from ui.shell.window import ShellWindow
from ui.ways import abilities
from ui.welcome.page import WelcomePage
from ui.widgets.button import Button
from ui.widgets.choices import CHOICE, Choice
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup
from ui.widgets.toast import Toast
from ui.wish import Wish

OF_ONE_THING = {  # entries of the menu of a chart, of a colleague's hours, of who takes the pager
    "Copy picture", "Copy numbers", "Save PNG…", "Save SVG…", "Save CSV…",
    "Nights, Mon – Fri 20:00 – 08:00", "Working hours, Mon – Fri 09:00 – 17:00",
    "Days, every day 08:00 – 20:00", "Weekend, Fri 18:00 – Mon 09:00", "for 30 minutes",
    "for 1 hour", "for 2 hours", "for 4 hours", "for 8 hours",
}  # fmt: skip
LANGUAGES = (Language.ENGLISH, Language.GERMAN, Language.SPANISH)
OTHERWISE = {  # what a button of a page says, and the action that does the same
    "Add service": "new-service", "Add a person": "new-person", "Add policy": "new-policy",
    "Add follow-up": "new-followup", "Today": "rota.today", "Earlier": "rota.before",
    "Later": "rota.after", "Edit": "rota.edit", "Add a part": "new-part",
    "Look at it": "status-look", "Report…": "report", "Export as CSV": "incident-csv",
    "Last month…": "report", "What is shown…": "report-shown",
    "Mail it every month…": "report-mail", "New cover (N)": "rota.cover",
    "Checks and fairness": "rota.checks", "Requests": "requests", "Subscribe": "calendars",
    "List view · F6": "rota.flip", "Export what is shown…": "rota.export",
    "Export my shifts of it…": "rota.export-mine", "Import a calendar file…": "rota.import",
    "Make a team": "new-team", "Send a test": "prove", "Send a test alert": "test-alert",
    "Undo": "rota.undo", "Redo": "rota.redo", "Preview": "rota.preview",
    "Publish…": "rota.publish", "Discard": "rota.discard", "Fair fill": "rota.fill",
    "Done": "followup-done", "PDF": "review-pdf", "HTML": "review-html", "Markdown": "review-md",
    "Layers": "rota.rows", "Settings": "rota.settings", "Earlier versions": "rota.versions",
}  # fmt: skip


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the file dialogs that came up, all of them left."""
    seen: list[str] = []

    def leave(_over: object, title: str = "", *_: object) -> tuple[str, str]:
        seen.append(title)
        return "", ""

    def leave_folder(over: object, title: str = "", *_: object) -> str:
        return leave(over, title)[0]

    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, leave)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", leave_folder)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: True)
    return seen


@pytest.fixture
def window(desktop: Desktop) -> ShellWindow:
    """As it is in the first second, with Ana before it: only the list of incidents was shown."""
    return desktop.window


@pytest.fixture
def ana(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """It is known who sits here."""
    qtbot.waitUntil(lambda: bool(desktop.me._people))
    desktop.me.become(next(row for row in desktop.me._people if row.name == "ana"))
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    return desktop


def listed(window: ShellWindow, typed: str = "") -> list[Choice]:
    """What the palette offers for what is typed."""
    window.open_palette()
    palette = window.palette_view()
    palette.search.setText(typed)
    table = palette.list.table
    return [table.index(at).data(CHOICE) for at in range(table.rowCount())]


def pick(window: ShellWindow, typed: str, qtbot: QtBot) -> None:
    """The first that is found, by Enter."""
    assert typed.lower() in listed(window, typed)[0].text.lower()
    qtbot.keyClick(window.palette_view().search, Qt.Key.Key_Return)
    assert not window.palette_view().isVisible()


def said(window: ShellWindow) -> str:
    """What toasts say."""
    found = [each for each in window.findChildren(Toast) if each.isVisible()]
    return " ".join(label.text() for each in found for label in each.findChildren(QLabel))


@pytest.fixture
def languages() -> Iterator[None]:
    """English again at the end."""
    yield
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wear(app, Language.ENGLISH)


@pytest.mark.usefixtures("languages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_found_before_any_page_was_shown(
    night: Night, sqlite_url: str, language: Language, qtbot: QtBot, locale: None
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wear(app, language)
    window = ShellWindow()
    qtbot.addWidget(window)
    desktop = Desktop(window, Wish(database=sqlite_url))
    shown = {choice.text: choice for choice in listed(window)}
    for ability in abilities():
        assert not window.stack.made(ability.page)
        for verb in ability.verbs():
            assert verb.words in shown, verb
            keys = window.acts.act(verb.key).told_keys
            assert shown[verb.words].hint.endswith(keys)
            assert shown[verb.words].dim, "the database is not open yet"
    assert len(shown) > 150
    desktop.close()


def test_no_page_is_made_for_that(window: ShellWindow) -> None:
    listed(window)
    assert [page.key for page in window.stack.pages() if window.stack.made(page.key)] == [
        "incidents"
    ]


def test_what_is_told_of_a_page_is_what_it_can_do(window: ShellWindow) -> None:
    """Neither more nor less: a verb without a deed would do nothing."""
    for ability in abilities():
        page = window.stack.widget_of(ability.page)
        keys = [verb.key for verb in ability.verbs()]
        assert sorted(ability.deeds(page)) == sorted(keys), ability.page
        assert len(set(keys)) == len(keys)


def test_no_button_of_a_page_does_what_the_palette_cannot(
    ana: Desktop, night: Night, qtbot: QtBot
) -> None:
    """Those that stand in the head of a page, and every action that Qt knows of."""
    window = ana.window
    night.declare("db down", "fay", "api")
    window.acts_wanted.emit()
    known = {_bare(act.text) for act in window.acts.all()}
    known |= {words for words, key in OTHERWISE.items() if window.acts.act(key)}
    missing = {}
    for page in window.stack.pages():
        made = window.show_page(page.key)
        qtbot.wait(50)
        words = [each.text() or each.accessibleName() for each in _head_buttons(made)]
        words += [each.text() for each in made.actions()]
        menus = made.findChildren(Menu)
        words += [leaf.text() for menu in menus for leaf in menu.leaves()]
        words = [each for each in words if each and not {each, _bare(each)} & known]
        words = [each for each in words if each not in OF_ONE_THING]
        if words:
            missing[page.key] = words
    assert missing == {}


def _head_buttons(page: QWidget) -> list[Button]:
    head = getattr(page, "head", None)
    found = head.findChildren(Button) if isinstance(head, QWidget) else []
    return [each for each in found if not isinstance(each, ScheduleMenu | ZoneButton)]


def _bare(words: str) -> str:
    return words.partition("\t")[0].rstrip("…. ")


def test_the_menu_of_an_incident_has_no_entry_that_the_palette_does_not_know(
    ana: Desktop, night: Night, qtbot: QtBot
) -> None:
    """At every stage."""
    page = ana.window.stack.widget_of("incidents")
    assert isinstance(page, IncidentsPage)
    known = {words.rstrip("…") for _, words in ENTRIES.values()}
    known |= {"Resolve", "Page the next level now", "Tell people", "Edit the title"}
    times = {"For 30 minutes", "For 1 hour", "For 4 hours"}  # `Until…` asks for any
    number = night.declare("db down", "fay", "api")
    for act in (incident.acknowledge, incident.resolve):
        act(night.store, number, night.actor("ana"))
        page.open_incident(number)
        qtbot.waitUntil(lambda: not page.reading)
        page.detail.ask()
        qtbot.wait(100)
        entries = {each for each in page.detail.head.entries() if not each.startswith("Until ")}
        assert entries - known - times == set()


@pytest.mark.usefixtures("files")
def test_everything_can_be_chosen_cold(ana: Desktop, qtbot: QtBot) -> None:
    """Each shows its page, and either begins or says why not; none fails."""
    window = ana.window
    window.acts_wanted.emit()
    for ability in abilities():
        for verb in ability.verbs():
            window.acts.run(verb.key)
            assert window.stack.key == ability.page, verb
            qtbot.waitUntil(lambda: ana.places.ways._wanted is None)
            _leave(window)


def _leave(window: ShellWindow) -> None:
    """Whatever came up."""
    from ui.shell.overlay import Overlay

    for sheet in window.findChildren(Overlay):
        sheet.hide()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def test_time_off_is_typed_at_once(ana: Desktop, qtbot: QtBot) -> None:
    pick(ana.window, "time off", qtbot)
    page = ana.window.stack.widget_of("people")
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: isinstance(_entry_of(QApplication.focusWidget()), AwayEntry))
    assert page.people.editor is not None
    assert page.people.editor.ident == page.me
    pick(ana.window, "time off", qtbot)  # once more, where all is shown already
    entries = page.people.editor.form.findChildren(AwayEntry)
    assert _entry_of(QApplication.focusWidget()) is entries[-1]


def _entry_of(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not isinstance(widget, AwayEntry):
        widget = widget.parentWidget()
    return widget


def test_a_review_asks_of_which_incident(ana: Desktop, night: Night, qtbot: QtBot) -> None:
    number = night.declare("db down", "fay", "api")
    incident.resolve(night.store, number, night.actor("ana"))
    pick(ana.window, "start a review", qtbot)
    page = ana.window.stack.widget_of("reviews")
    assert isinstance(page, ReviewsPage)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(ChoicePopup)))
    popup = page.findChild(ChoicePopup)
    assert isinstance(popup, ChoicePopup)
    assert "db down" in popup.list.table.index(0).data()
    popup.list.pick()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.beginning.start)


def test_a_test_alert_says_what_it_does_before_it_does_it(ana: Desktop, qtbot: QtBot) -> None:
    pick(ana.window, "test alert", qtbot)
    page = ana.window.stack.widget_of("start")
    assert isinstance(page, WelcomePage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.yes)
    assert page.question.isVisible()
    qtbot.keyClick(page.yes, Qt.Key.Key_Space)
    assert not page.question.isVisible()
    qtbot.waitUntil(lambda: "took the test alert" in said(ana.window))


def test_a_report_asks_where_to(ana: Desktop, files: list[str], qtbot: QtBot) -> None:
    pick(ana.window, "write a report of last", qtbot)
    assert files == ["Save the report"]


def test_what_cannot_be_done_says_why(ana: Desktop, qtbot: QtBot) -> None:
    window = ana.window
    pick(window, "publish the draft", qtbot)  # of a page that nobody saw: nothing is known yet
    page = window.stack.widget_of("rota")
    assert isinstance(page, SchedulesPage)
    qtbot.waitUntil(lambda: "There is no draft." in said(window))
    window.show_page("alerts")
    choice = listed(window, "publish the draft")[0]
    assert choice.dim
    assert choice.hint == "There is no draft.  Ctrl+Return"
    qtbot.keyClick(window.palette_view().search, Qt.Key.Key_Return)
    assert window.stack.key == "rota"
    assert page.findChild(PublishSheet) is None


def test_a_key_that_can_do_nothing_says_why(ana: Desktop, qtbot: QtBot) -> None:
    window = ana.window
    window.show_page("incidents")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.stack.widget_of("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: not page.reading)
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert said(window) == "No incident is chosen."


def test_it_says_of_which_incident_it_speaks(ana: Desktop, night: Night, qtbot: QtBot) -> None:
    """Also from another page, where that incident is not seen."""
    window = ana.window
    number = night.declare("db down", "fay", "api")
    page = window.stack.widget_of("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: page.number == number and not page.reading)
    window.show_page("alerts")
    assert listed(window, "acknowledge")[0].hint == f"#{number}  A"
    assert listed(window, "split off again")[0].hint.startswith("This incident does not offer that")


def test_a_palette_that_was_open_first_follows(
    night: Night, sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be done without the database can be, once it is there."""
    monkeypatch.setattr("ui.desktop.PORT", 0)
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)
    window = ShellWindow()
    qtbot.addWidget(window)
    desktop = Desktop(window, Wish(database=sqlite_url))
    window.show()
    assert listed(window, "new service")[0].dim
    desktop.begin()
    table = window.palette_view().list.table
    qtbot.waitUntil(lambda: not table.index(0).data(CHOICE).dim)
    window.palette_view().search.setText("Ana Ruiz")
    assert table.index(0).data(CHOICE).text == "Ana Ruiz"
    desktop.leave()
    desktop.close()


def test_keys_of_incidents_hold_on_their_page_alone(ana: Desktop, qtbot: QtBot) -> None:
    """E is another thing on the rota, where it would be ambiguous."""
    window = ana.window
    rota = window.show_page("rota")
    assert isinstance(rota, SchedulesPage)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and rota.seen is not None)
    escalate = window.acts.action("incident-escalate")
    assert escalate.shortcut().isEmpty()
    rota.grid.setFocus()
    qtbot.keyClick(rota.grid, Qt.Key.Key_E)
    from ui.schedules.planning import Planning

    planning = rota.findChild(Planning)
    assert isinstance(planning, Planning)
    assert planning.panel.isVisible()
    window.show_page("incidents")
    assert escalate.shortcut().toString() == "E"


def test_a_field_has_the_keys_where_it_is_to_be_typed(ana: Desktop, qtbot: QtBot) -> None:
    for typed, page in (("new person", "people"), ("new service", "services"),
                        ("new problem", "problems"), ("plan maintenance", "status"),
                        ("make a token", "settings"), ("filter alerts", "alerts"),
                        ("let something send", "services")):  # fmt: skip
        pick(ana.window, typed, qtbot)
        made = ana.window.stack.widget_of(page)
        qtbot.waitUntil(
            lambda made=made: (  # type: ignore[misc]
                isinstance(QApplication.focusWidget(), QLineEdit)
                and made.isAncestorOf(QApplication.focusWidget())
            )
        )
        assert not QApplication.focusWidget().visibleRegion().isEmpty()  # type: ignore[union-attr]
        ana.window.setFocus()


def test_the_actions_of_qt_are_those_of_the_window(window: ShellWindow) -> None:
    window.acts_wanted.emit()
    known = {window.acts.action(act.key) for act in window.acts.all()}
    assert {each for each in window.actions() if isinstance(each, QAction)} == known
