"""The palette knows everything that can be done before any page was shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from tests.night import Night
from tests.ui.palette_hand import listed, seated
from ui.desktop import Desktop
from ui.incidents.page import IncidentsPage
from ui.incidents.verbs import ENTRIES
from ui.language.choice import Language, wear
from ui.schedules.schedule_menu import ScheduleMenu
from ui.schedules.zone_button import ZoneButton
from ui.shell.window import ShellWindow
from ui.ways import abilities
from ui.widgets.button import Button
from ui.widgets.menu import Menu
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
def window(desktop: Desktop) -> ShellWindow:
    """As it is in the first second, with Ana before it: only the list of incidents was shown."""
    return desktop.window


@pytest.fixture
def ana(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """It is known who sits here."""
    return seated(desktop, qtbot)


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


def test_the_actions_of_qt_are_those_of_the_window(window: ShellWindow) -> None:
    window.acts_wanted.emit()
    known = {window.acts.action(act.key) for act in window.acts.all()}
    assert set(window.actions()) == known
