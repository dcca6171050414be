"""What is chosen in the palette is done, or it is said why not."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from tests.night import Night
from tests.ui.palette_hand import left_dialogs, listed, pick, said, seated
from ui.desktop import Desktop
from ui.incidents.page import IncidentsPage
from ui.people.away_entry import AwayEntry
from ui.people.page import PeoplePage
from ui.reviews.page import ReviewsPage
from ui.schedules.page import SchedulesPage
from ui.schedules.publish.publish_sheet import PublishSheet
from ui.shell.window import ShellWindow
from ui.ways import abilities
from ui.welcome.page import WelcomePage
from ui.widgets.choices import CHOICE
from ui.widgets.picker import ChoicePopup
from ui.wish import Wish


@pytest.fixture
def ana(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """It is known who sits here."""
    return seated(desktop, qtbot)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the file dialogs that came up, all of them left."""
    return left_dialogs(monkeypatch)


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


class Windows(QObject):
    """Writes down which new windows come up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {getattr(watched, 'text', str)()}")
        return False


def test_no_part_of_a_page_is_a_window_for_a_moment(ana: Desktop, qtbot: QtBot) -> None:
    """What is shown before it has a parent flashes up, and takes the keys away."""
    app, windows = QApplication.instance(), Windows()
    assert app is not None
    app.installEventFilter(windows)
    for page in ana.window.stack.pages():
        ana.window.show_page(page.key)
        qtbot.wait(250)
    app.removeEventFilter(windows)
    assert windows.seen == []


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
        qtbot.waitUntil(partial(_typing, made))
        ana.window.setFocus()


def _typing(page: QWidget) -> bool:
    """Whether a field of the page has the keys, and is seen."""
    field = QApplication.focusWidget()
    inside = isinstance(field, QLineEdit) and page.isAncestorOf(field)
    return inside and field is not None and not field.visibleRegion().isEmpty()
