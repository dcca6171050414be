"""Chips, menus and pickers: choosing by mouse and by keys."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.chip import ChipBar, MenuChip
from ui.widgets.choices import Choice
from ui.widgets.menu import DropDown, Menu
from ui.widgets.multi import ChosenChip, MultiPicker
from ui.widgets.picker import ChoicePopup, PersonPicker, Picker

PEOPLE = [
    (at, Face(name, name.title() + " Doe")) for at, name in enumerate(["ana", "ben", "cy", "dan"])
]
MANY = [Choice(at, f"service {at}", words="hidden word" if at == 7 else "") for at in range(20)]


def test_chips_are_filters(qtbot: QtBot) -> None:
    bar = ChipBar()
    qtbot.addWidget(bar)
    bar.add("open", "Open", on=True)
    mine = bar.add("mine", "Mine")
    with qtbot.waitSignal(bar.changed):
        mine.click()
    assert bar.on() == ("open", "mine")
    bar.turn("mine", on=False)
    assert bar.value("mine") is False


def test_exclusive_chips_are_a_switch(qtbot: QtBot) -> None:
    bar = ChipBar(exclusive=True)
    qtbot.addWidget(bar)
    bar.add("week", "Week", on=True)
    bar.add("month", "Month").click()
    assert bar.on() == ("month",)


def test_a_menu_chip_says_what_it_filters(qtbot: QtBot) -> None:
    bar = ChipBar()
    qtbot.addWidget(bar)
    chip = bar.add_menu("severity", "Severity", [(n, f"SEV{n}") for n in (1, 2, 3)])
    with qtbot.waitSignal(bar.changed):
        chip.flip(2, True)
    chip.flip(1, True)
    assert bar.value("severity") == (1, 2)
    assert chip.text() == "SEV1, SEV2"
    chip.flip(3, True)
    assert chip.text() == "SEV1 +2"
    assert chip.accessibleName() == "Severity: SEV1, SEV2, SEV3"
    chip.set_choices([(1, "SEV1")])
    assert chip.value() == (1,)
    single = MenuChip("Service", many=False)
    qtbot.addWidget(single)
    single.set_choices([("a", "api"), ("b", "web")])
    single.flip("a", True)
    single.flip("b", True)
    assert single.value() == ("b",)


def test_menu_entries_do_and_tick(qtbot: QtBot) -> None:
    done: list[object] = []
    menu = Menu()
    qtbot.addWidget(menu)
    menu.add("Resolve", lambda: done.append("resolve"), "check", "R").trigger()
    menu.add_choice("Closed", False, done.append).trigger()
    assert done == ["resolve", True]
    button = Button("Snooze")
    qtbot.addWidget(button)
    button.set_menu(menu)
    assert button.accessibleDescription() == "Opens a menu"


def test_a_drop_down_keeps_its_value_when_refilled(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.fill([(1, "one"), (2, "two")])
    box.set_value(2)
    box.fill([(3, "three"), (2, "zwei")])
    assert box.value() == 2
    assert box.currentText() == "zwei"


def test_a_drop_down_opens_our_own_list(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.fill([(1, "one"), (2, "two"), (3, "three")])
    box.show()
    box.showPopup()
    popup = box.findChild(ChoicePopup)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.activated):
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.value() == 2
    assert not popup.isVisible()


def test_a_picker_is_filtered_by_typing(qtbot: QtBot) -> None:
    picker = Picker("Service")
    qtbot.addWidget(picker)
    picker.set_choices(MANY)
    picker.show()
    picker.open()
    popup = picker.findChild(ChoicePopup)
    assert popup is not None
    qtbot.keyClicks(popup.search, "hidden")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen.args == [7]
    assert picker.text() == "service 7"
    assert not popup.isVisible()


def test_several_are_found_by_typing_without_a_click(qtbot: QtBot) -> None:
    """Also in a list that is too short to have a search field from the start."""
    picker = MultiPicker()
    qtbot.addWidget(picker)
    picker.set_people(PEOPLE)
    picker.show()
    qtbot.keyClick(picker, "c")
    popup = picker.findChild(ChoicePopup)
    assert popup is not None
    assert popup.search.isVisible()
    qtbot.keyClicks(popup.search, "y")
    with qtbot.waitSignal(picker.changed) as changed:
        qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert changed.args == [(2,)]


def test_keys_walk_round_the_list(qtbot: QtBot) -> None:
    picker = PersonPicker(clearable=True)
    qtbot.addWidget(picker)
    picker.set_people(PEOPLE)
    picker.set_value(0)
    picker.show()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    popup = picker.findChild(ChoicePopup)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Up)  # from the first person to None, which stands above
    qtbot.keyClick(popup, Qt.Key.Key_Up)  # and round to the last
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_nothing_matches_is_said(qtbot: QtBot) -> None:
    popup = ChoicePopup()
    qtbot.addWidget(popup)
    anchor = Button("x")
    qtbot.addWidget(anchor)
    anchor.show()
    popup.offer(anchor, MANY)
    popup.search.setText("qqqq")
    assert not popup.list.isVisible()
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_several_are_chosen_and_dropped(qtbot: QtBot) -> None:
    picker = MultiPicker()
    qtbot.addWidget(picker)
    picker.set_people(PEOPLE)
    picker.set_value((2, 0))
    picker.show()
    picker.open()
    popup = picker.findChild(ChoicePopup)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.changed) as changed:
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert changed.args == [(2, 0, 1)]
    assert popup.isVisible()  # more may follow
    popup.close()
    qtbot.waitUntil(lambda: len(_seen_chips(picker)) == 3)
    chips = _seen_chips(picker)
    assert [chip.text() for chip in chips] == ["Cy Doe", "Ana Doe", "Ben Doe"]
    qtbot.keyClick(chips[0], Qt.Key.Key_Delete)
    assert picker.value() == (0, 1)
    qtbot.keyClick(picker, Qt.Key.Key_Backspace)
    assert picker.value() == (0,)
    assert picker.accessibleDescription() == "Ana Doe"


def _seen_chips(picker: MultiPicker) -> list[ChosenChip]:
    return [chip for chip in picker.findChildren(ChosenChip) if chip.isVisible()]
