"""The keyboard does all that the mouse does, and so does the list; all is heard as well as seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.rota_edit import Held
from app.domain.window import Window
from tests.drawing import drawn
from tests.ui.hand_page import NONE, Hands, Keys, at, opened
from ui.schedules.hand.candidates import CandidatesPopup
from ui.schedules.hand.edit_popup import EditPopup
from ui.schedules.rows import By
from ui.schedules.verbs import deeds
from ui.widgets.menu import Menu

ALT = Keys.AltModifier
END, START = ALT | Keys.ShiftModifier, ALT | Keys.ShiftModifier | Keys.ControlModifier
RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


@pytest.fixture
def hands(sqlite_url: str, qtbot: QtBot) -> Iterator[Hands]:
    """On the drawing's rota."""
    store = drawn(sqlite_url)
    made, bridge = opened(store, qtbot)
    yield made
    bridge.close()
    store.close()


def popup(hands: Hands) -> EditPopup:
    """The one that asks for person and times."""
    found = hands.hand.acts.popup
    assert isinstance(found, EditPopup)
    return found


def typed(hands: Hands, qtbot: QtBot, start: str = "", end: str = "", person: str = "") -> None:
    """Into the pop-up, and Enter."""
    asked = popup(hands)
    if person:
        asked.person.set_value(person)
    for field, words in ((asked.start, start), (asked.end, end)):
        if words:
            field.setFocus()
            field.selectAll()
            qtbot.keyClicks(field, words)
    qtbot.keyClick(asked.start, Qt.Key.Key_Return)


def chosen(menu: Menu, words: str) -> QAction:
    """An entry of a menu."""
    found = {each.text().split("\t")[0]: each for each in menu.actions()}
    return found[words]


def menu_of(hands: Hands, *, listed: bool = False) -> Menu:
    """As the menu key opens it."""
    widget = hands.page.view if listed else hands.grid
    if listed:
        return hands.page.view.menu()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, widget.rect().center(), widget.mapToGlobal(QPoint())
    )
    QApplication.sendEvent(widget, event)
    return widget.findChildren(Menu)[-1]


def test_alt_arrows_move_and_many_presses_are_one_step(hands: Hands) -> None:
    hands.choose("Final", "27 12:00")
    for _ in range(3):
        hands.press(RIGHT, ALT)
    assert hands.steps == ["Ben moved, Fri 27 Nov 10:00 – 23:00"]
    assert hands.grid.mark is not None
    assert (hands.grid.mark.start, hands.grid.mark.end) == (at("27 10:00"), at("27 23:00"))
    hands.press(LEFT, ALT)
    assert hands.steps == ["Ben moved, Fri 27 Nov 09:00 – 22:00"]
    for _ in range(2):
        hands.press(LEFT, ALT)
    assert hands.steps == []


def test_what_a_key_did_is_said_and_seen(hands: Hands) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(RIGHT, ALT)
    assert hands.heard[-1].startswith("Ben moved, Fri 27 Nov 08:00 – 21:00. leaves a gap of 1 h")
    assert hands.hand.layer.ghost is not None
    assert hands.hand.layer.ghost.card.title == "Ben · Fri 08:00 – 21:00"
    assert "leaves a gap of 1 h" in hands.hand.layer.ghost.card.spoken


def test_what_a_key_did_is_seen_no_longer_than_it_is_true(hands: Hands) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(RIGHT, ALT)
    hands.press(Qt.Key.Key_Z, Keys.ControlModifier)
    assert hands.hand.layer.ghost is None


def test_alt_shift_arrows_stretch_the_end_and_with_control_the_beginning(hands: Hands) -> None:
    hands.choose("Final", "25 12:00")
    for _ in range(2):
        hands.press(RIGHT, END)
    assert hands.steps == ["Ben, Wed 25 Nov 09:00 – 22:00"]
    hands.press(LEFT, START)
    assert hands.steps[-1] == "Ben, Wed 25 Nov 08:00 – 22:00"
    assert (hands.who("25 08:30"), hands.who("25 21:30")) == ("ben", "ben")


def test_on_a_layers_bar_keys_move_the_hand_off(hands: Hands) -> None:
    hands.choose("weekly", "27 12:00")
    for _ in range(2):
        hands.press(RIGHT, START)
    assert hands.steps == ["weekly: hand-off Wed 11:00, was Wed 09:00"]


def test_in_rows_of_people_alt_down_hands_on(hands: Hands, qtbot: QtBot) -> None:
    hands.page.show_by(By.PEOPLE)
    qtbot.waitUntil(lambda: hands.grid.rows[-1].title == "Fay")
    hands.choose("Ben", "27 12:00")
    hands.press(Qt.Key.Key_Down, ALT)
    assert hands.steps == ["Cy covers Ben, Fri 27 Nov 07:00 – 20:00"]


def test_enter_edits_person_and_times(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(Qt.Key.Key_Return)
    typed(hands, qtbot, "9:00", "18:30", "cy")
    assert hands.steps == ["Cy covers Ben, Fri 27 Nov 09:00 – 18:30"]
    assert (hands.who("27 18:00"), hands.who("27 08:00")) == ("cy", "")


def test_what_makes_no_sense_is_said_beside_the_fields(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(Qt.Key.Key_Return)
    typed(hands, qtbot, "soon")
    assert popup(hands).reasons.text() == "Say a time like 14:00, thu 9:00 or 26 nov 9:00."
    typed(hands, qtbot, "19:00", "18:00")
    assert popup(hands).reasons.text() == "The end must come after the beginning."
    typed(hands, qtbot, "23 nov 8:00", "23 nov 9:00")
    assert "past" in popup(hands).reasons.text()
    assert hands.steps == []


def test_fields_are_judged_while_one_types(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(Qt.Key.Key_Return)
    asked = popup(hands)
    asked.end.selectAll()
    qtbot.keyClicks(asked.end, "15:00")
    qtbot.waitUntil(lambda: "Fay: 8 h rest" in asked.reasons.text())
    assert hands.steps == []


def test_enter_on_a_gap_and_enter_again_takes_the_first(hands: Hands) -> None:
    hands.choose("Final", "26 12:00")
    hands.press(Qt.Key.Key_Return)
    asked = hands.hand.acts.popup
    assert isinstance(asked, CandidatesPopup)
    hands.press(Qt.Key.Key_Return, NONE, asked)
    assert len(hands.steps) == 1
    assert hands.who("26 12:00") != ""


def test_delete_removes_and_takes_back(hands: Hands) -> None:
    hands.choose("Covers", "28 12:00")
    hands.press(Qt.Key.Key_Delete)
    assert hands.steps == ["Taken back: Cy covers Ben, Sat 28 Nov 08:00 – Mon 30 Nov 00:00"]
    assert hands.who("28 12:00") == "ben"
    hands.choose("Covers", "26 12:00")  # takes Ben out
    hands.press(Qt.Key.Key_Delete)
    assert hands.who("26 12:00") == "ben"
    hands.choose("Final", "27 22:00")
    hands.press(Qt.Key.Key_Delete)
    assert hands.steps[-1].startswith("Fay removed, Fri 27 Nov 20:00")


def test_copy_and_paste_to_the_chosen_place(hands: Hands) -> None:
    hands.choose("Final", "26 12:00")
    hands.press(Qt.Key.Key_V, Keys.ControlModifier)
    assert "Nothing was copied" in hands.hand._toast._text.text()
    hands.choose("Final", "25 12:00")
    hands.press(Qt.Key.Key_C, Keys.ControlModifier)
    hands.choose("Final", "26 12:00")
    hands.press(Qt.Key.Key_V, Keys.ControlModifier)
    assert hands.steps == ["Ben copied, Thu 26 Nov 09:00 – 20:00"]


def test_s_splits_and_w_swaps(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    hands.press(Qt.Key.Key_S)
    typed(hands, qtbot, "14:00", person="dan")
    assert hands.steps == ["Dan from Fri 27 Nov 14:00 – 20:00"]
    hands.choose("Final", "25 12:00")
    hands.press(Qt.Key.Key_W)
    asked = hands.hand.acts.popup
    assert isinstance(asked, CandidatesPopup)
    assert asked.title.text() == "Who swaps with Ben?"
    hands.press(Qt.Key.Key_Return, NONE, asked)
    assert hands.steps[-1].startswith("Ben and ")
    assert hands.who("25 12:00") != "ben"


def test_the_past_is_refused_by_keys_too(hands: Hands, qtbot: QtBot) -> None:
    hands.page.step(-1)
    qtbot.waitUntil(lambda: hands.page.heading.title.text().startswith("16"))
    hands.choose("Final", "19 12:00")
    for key, keys in ((RIGHT, ALT), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Return, NONE)):
        hands.hand._toast.hide()
        hands.press(key, keys)
        assert "the past cannot be changed" in hands.hand._toast._text.text()
        assert hands.hand._toast.isVisible()
    assert hands.steps == []


def test_the_menu_does_it_too(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    menu = menu_of(hands)
    words = [each.text().split("\t")[0] for each in menu.actions() if each.text()]
    assert words == [
        "Edit…", "Reassign to…", "Cover a part…", "Swap with…", "Split at…", "Copy to…",
        "Hand-off time…", "Remove", "Ask for cover or a swap…", "Export as .ics…",
    ]  # fmt: skip
    chosen(menu, "Reassign to…").trigger()
    asked = hands.hand.acts.popup
    assert isinstance(asked, CandidatesPopup)
    asked.picked.emit("cy")
    assert hands.steps == ["Cy covers Ben, Fri 27 Nov 07:00 – 20:00"]


def test_what_others_do_is_asked_of_them(hands: Hands, qtbot: QtBot) -> None:
    hands.choose("Final", "27 12:00")
    held = Held("ben", hands_window(hands))
    acts = hands.hand.acts
    acts.cover_wanted.disconnect(hands.hand.cover_wanted)  # or their dialogs would open
    acts.export_wanted.disconnect(hands.hand.export_wanted)
    with qtbot.waitSignal(acts.cover_wanted) as cover:
        chosen(menu_of(hands), "Ask for cover or a swap…").trigger()
    with qtbot.waitSignal(acts.export_wanted) as export:
        chosen(menu_of(hands), "Export as .ics…").trigger()
    assert cover.args == export.args == [hands.page.drafting.schedule, held]


def hands_window(hands: Hands) -> Window:
    """Of the chosen bar."""
    mark = hands.grid.mark
    assert mark is not None
    return Window(mark.start, mark.end)


def test_the_palette_knows_what_keys_do(hands: Hands) -> None:
    known = deeds(hands.page)
    assert known["rota.bar.later"].hindered() == "No shift is chosen."
    hands.choose("Final", "27 12:00")
    assert not known["rota.bar.later"].hindered()
    known["rota.bar.later"].run()
    assert hands.steps == ["Ben moved, Fri 27 Nov 08:00 – 21:00"]
    known["rota.bar.shorter"].run()
    known["rota.bar.remove"].run()
    assert hands.steps[1:] == [
        "Ben, Fri 27 Nov 08:00 – 20:00",
        "Ben removed, Fri 27 Nov 08:00 – 20:00",
    ]


# the list


@pytest.fixture
def listed(hands: Hands) -> Hands:
    """The list view, with Ben's Friday chosen."""
    hands.page.show_list(True)
    pick(hands, "27 07:00")
    return hands


def pick(hands: Hands, start: str, kind: str = "final") -> None:
    """A row by when it begins."""
    table = hands.page.table
    rows = [table.row(place) for place in range(table.rowCount())]
    found = next(r for r in rows if r and r.mark.start == at(start) and r.row == kind)
    assert hands.page.view.choose(found.id)


def test_enter_in_the_list_edits(listed: Hands, qtbot: QtBot) -> None:
    qtbot.keyClick(listed.page.view, Qt.Key.Key_Return)
    typed(listed, qtbot, "9:00", person="cy")
    assert listed.steps == ["Cy covers Ben, Fri 27 Nov 09:00 – 20:00"]


def test_enter_on_a_gap_in_the_list_offers(listed: Hands, qtbot: QtBot) -> None:
    pick(listed, "26 09:00")
    qtbot.keyClick(listed.page.view, Qt.Key.Key_Return)
    asked = listed.hand.acts.popup
    assert isinstance(asked, CandidatesPopup)
    listed.press(Qt.Key.Key_Return, NONE, asked)
    assert listed.who("26 12:00") != ""


def test_the_list_moves_stretches_and_removes(listed: Hands) -> None:
    view = listed.page.view
    for _ in range(2):
        listed.press(RIGHT, ALT, view)
    assert listed.steps == ["Ben moved, Fri 27 Nov 09:00 – 22:00"]
    listed.press(LEFT, END, view)
    assert listed.steps[-1] == "Ben, Fri 27 Nov 09:00 – 21:00"
    listed.press(Qt.Key.Key_Delete, NONE, view)
    assert listed.steps[-1] == "Ben removed, Fri 27 Nov 09:00 – 21:00"
    for _ in range(3):
        listed.press(Qt.Key.Key_Z, Keys.ControlModifier, view)
    assert listed.steps == []
    listed.press(Qt.Key.Key_Y, Keys.ControlModifier, view)
    assert len(listed.steps) == 1


@pytest.mark.parametrize(
    ("entry", "start", "end", "person", "words"),
    [
        ("Cover a part…", "9:00", "10:00", "cy", "Cy covers Ben, Fri 27 Nov 09:00 – 10:00"),
        ("Split at…", "14:00", "", "dan", "Dan from Fri 27 Nov 14:00 – 20:00"),
        ("Copy to…", "sun 9:00", "sun 12:00", "", "Ben copied, Sun 29 Nov 09:00 – 12:00"),
        ("Hand-off time…", "8:00", "", "", "weekly: hand-off Fri 08:00, was Fri 07:00"),
    ],
)
def test_the_menu_of_the_list_asks_for_times(
    listed: Hands, qtbot: QtBot, entry: str, start: str, end: str, person: str, words: str
) -> None:
    chosen(listed.page.view.menu(), entry).trigger()
    typed(listed, qtbot, start, end, person)
    if entry == "Hand-off time…":  # what begins at 07:00 is no hand-off
        assert "another rule" in popup(listed).reasons.text()
    else:
        assert listed.steps == [words]


def test_the_list_swaps_and_reassigns(listed: Hands) -> None:
    chosen(listed.page.view.menu(), "Swap with…").trigger()
    asked = listed.hand.acts.popup
    assert isinstance(asked, CandidatesPopup)
    key = next(k for k, o in asked.list.offers.items() if o.face.name == "ana")
    asked.picked.emit(key)
    assert listed.steps[0].startswith("Ben and Ana swap: Fri 27 Nov 07:00 – 20:00, ")


def test_a_new_cover_needs_no_bar(hands: Hands, qtbot: QtBot) -> None:
    hands.grid.setFocus()
    hands.press(Qt.Key.Key_N)
    assert popup(hands).start.text() == "Mon 23 Nov 15:00"
    typed(hands, qtbot, "wed 10:00", "wed 12:00", "fay")
    assert hands.steps == ["Fay covers Ben, Wed 25 Nov 10:00 – 12:00"]
