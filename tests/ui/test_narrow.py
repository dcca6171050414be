"""Where there is little room: shared widgets lay their words out again instead of cutting them."""

from __future__ import annotations

from datetime import time
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.rota import Restriction
from ui.people.contact_entry import ContactEntry
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.widgets.aside import Aside
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.chip import ChipBar
from ui.widgets.field import TextField
from ui.widgets.menu import DropDown
from ui.widgets.page import PageHead
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import ElidedLabel, Text

W = TypeVar("W", bound=QWidget)
SENTENCE = "The address above ends at once, in every calendar that has it."


def test_buttons_go_below_a_sentence_that_would_be_a_column_of_words(qtbot: QtBot) -> None:
    words, act = Text(SENTENCE, wrap=True), Button("End it, make another")
    both = _shown(qtbot, Aside(words, act))
    both.resize(700, 60)
    assert both.beside
    assert act.mapTo(both, act.rect().topLeft()).x() > words.geometry().right()
    both.resize(260, 160)
    assert not both.beside
    assert act.mapTo(both, act.rect().topLeft()).y() > words.geometry().bottom()
    assert words.width() == 260
    assert both.heightForWidth(260) > both.heightForWidth(700)


def test_a_short_sentence_stays_beside_its_buttons(qtbot: QtBot) -> None:
    both = _shown(qtbot, Aside(Text("Open", wrap=True), Button("Decline")))
    both.resize(160, 60)
    assert both.beside


def test_a_bar_without_a_beginning_leaves_no_hole_for_it(qtbot: QtBot) -> None:
    bar = _shown(qtbot, Bar("", "Nothing pages for it from then on.", "warn"))
    lead, rest = bar.findChildren(Text)
    assert lead.isHidden()
    assert not rest.isHidden()


def test_chips_that_would_be_piled_up_get_a_row_of_their_own(qtbot: QtBot) -> None:
    head, chips = PageHead("Follow-ups"), ChipBar()
    for word in ("Mine", "Overdue", "Nobody's", "Done"):
        chips.add(word, word)
    head.add(chips, 1)
    head.add_action(Button("Add a follow-up"))
    _shown(qtbot, head)
    head.resize(900, 40)
    assert chips.y() < head.title.geometry().bottom()
    head.resize(330, 120)
    qtbot.waitUntil(lambda: chips.y() > head.title.geometry().bottom())
    head.resize(900, 40)
    qtbot.waitUntil(lambda: chips.y() < head.title.geometry().bottom())


def test_chips_that_lack_a_few_pixels_make_no_second_line_beside_the_name(qtbot: QtBot) -> None:
    head, chips = PageHead("Metrics"), ChipBar()
    made = [chips.add(word, word) for word in ("Last 6 months", "Every service", "Every team")]
    head.add(chips, 1)
    act = Button("Report").give_way()
    head.add_action(act)
    _shown(qtbot, head)
    head.resize(900, 40)
    assert chips.y() < head.title.geometry().bottom()
    end = chips.mapTo(head, made[-1].geometry().topRight()).x()
    spare = chips.width() - made[-1].geometry().right()
    head.resize(900 - spare - 4, 100)
    assert head.width() > end - head.title.width()  # there is room for them below
    qtbot.waitUntil(lambda: chips.y() > head.title.geometry().bottom())
    assert len({chip.y() for chip in made}) == 1
    assert act.width() == act.sizeHint().width()


def test_an_action_goes_below_a_heading_that_would_be_cut_for_it(qtbot: QtBot) -> None:
    section, act = Section("How to reach them all"), Button("Add a contact")
    section.add_action(act)
    _shown(qtbot, section)
    section.resize(500, 60)
    assert act.y() < section.title.geometry().bottom()
    section.resize(200, 90)
    qtbot.waitUntil(lambda: act.y() > section.title.geometry().bottom())
    assert section.title.toolTip() == ""


def test_what_stands_beside_a_short_label_stays_close(qtbot: QtBot) -> None:
    label, after = ElidedLabel("SLO", "label"), Text("optional")
    place = QWidget()
    place.setLayout(row(label, after, STRETCH))
    _shown(qtbot, place)
    place.resize(400, 30)
    assert label.width() == label.sizeHint().width()


def test_headings_of_columns_end_in_an_ellipsis(qtbot: QtBot) -> None:
    table = RowTable((Column("when", "Received at last", str),))
    view = _shown(qtbot, TableView(table))
    view.horizontalHeader().resizeSection(0, 70)
    cut = view.horizontalHeader().grab().toImage()
    view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
    assert view.horizontalHeader().grab().toImage() != cut


def test_a_hint_of_one_line_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    field = _shown(qtbot, TextField("Write a note, or / for a command…", least=1, most=8))
    field.resize(600, 40)
    assert field.placeholderText() == "Write a note, or / for a command…"
    field.resize(150, 40)
    assert field.placeholderText().endswith("…")
    assert len(field.placeholderText()) < 25


def test_a_field_of_several_lines_keeps_its_whole_hint(qtbot: QtBot) -> None:
    field = _shown(qtbot, TextField("What do you see? Markdown is welcome.", least=3))
    field.resize(150, 90)
    assert field.placeholderText() == "What do you see? Markdown is welcome."


def test_a_drop_down_grows_with_words_that_come_later(qtbot: QtBot) -> None:
    box = DropDown()
    box.fill([(1, "day")])
    _shown(qtbot, box)
    before = box.sizeHint().width()
    box.fill([(1, "a very much longer unit of time")])
    assert box.sizeHint().width() > before


def test_where_few_letters_would_be_left_the_icon_stands_alone(qtbot: QtBot) -> None:
    button = Button("Duplicate this one", icon_name="copy").give_way()
    _shown(qtbot, button)
    button.resize(QSize(60, 30))
    assert button.toolTip() == "Duplicate this one"
    assert button.shown == ""
    button.resize(QSize(130, 30))
    assert button.shown.endswith("…")


def test_what_a_contact_can_do_stands_in_one_line(qtbot: QtBot) -> None:
    entry = _shown(qtbot, ContactEntry("phone", "ntfy"))
    acts = (entry.when, entry.test, entry.replace)
    entry.resize(600, 40)
    qtbot.waitUntil(lambda: _top(entry.links, entry) < entry.label.geometry().bottom())
    entry.resize(330, 80)
    qtbot.waitUntil(lambda: _top(entry.links, entry) >= entry.label.geometry().bottom())
    assert len({act.y() for act in acts}) == 1
    layout = entry.layout()
    assert layout is not None
    for wide in range(300, 600, 9):
        entry.resize(wide, 80)
        layout.activate()
        assert len({act.y() for act in acts}) == 1, wide


def test_hours_that_come_later_find_their_room(qtbot: QtBot) -> None:
    """By hand, or as they were read: "Some hours" is longer than "Hours"."""
    entry = _shown(qtbot, ContactEntry("phone", "ntfy"))
    entry.resize(600, 40)
    qtbot.waitUntil(lambda: entry._second.count() == 0)
    wide = 600
    while entry._second.count() == 0:  # so wide that it just fits
        wide -= 1
        entry.resize(wide, 40)
    entry.resize(wide + 1, 40)
    assert entry._second.count() == 0
    entry.show_hours([Restriction((), (None, time(8)), (None, time(18)))])
    assert entry._second.count() == 1
    assert entry.links.parentWidget() is entry
    entry.show_hours([])
    assert entry._second.count() == 0


def _top(part: QWidget, whole: QWidget) -> int:
    return part.mapTo(whole, part.rect().topLeft()).y()


def _shown(qtbot: QtBot, widget: W) -> W:
    """In a window that gives it any size."""
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_a_button_that_comes_later_to_a_narrow_bar_goes_below_its_words(qtbot: QtBot) -> None:
    place = QWidget()
    bar = Bar("Ben changed this.", "Yours (a longer impact) is not stored yet.", parent=place)
    bar.setFixedSize(330, 90)
    _shown(qtbot, place)
    act = bar.add_action("Save mine instead of it", lambda: None)
    rest = bar.findChildren(Text)[1]
    qtbot.waitUntil(lambda: act.y() > rest.geometry().bottom())


def test_an_action_or_a_heading_that_comes_later_finds_its_room(qtbot: QtBot) -> None:
    place = QWidget()
    section, act = Section("How to reach them all", parent=place), Button("Add a contact")
    section.setFixedSize(200, 90)
    _shown(qtbot, place)
    section.add_action(act)
    qtbot.waitUntil(lambda: act.y() > section.title.geometry().bottom())
    section.set_title("How")
    qtbot.waitUntil(lambda: act.y() < section.title.geometry().bottom())


def test_chips_whose_words_grow_get_a_row_of_their_own(qtbot: QtBot) -> None:
    head, chips = PageHead("Follow-ups"), ChipBar()
    made = [chips.add(word, word) for word in ("A", "B", "C", "D")]
    head.add(chips, 1)
    head.add_action(Button("Add a follow-up"))
    head.resize(480, 120)
    _shown(qtbot, head)
    assert chips.y() < head.title.geometry().bottom()
    for chip in made:
        chip.setText("Nobody has it yet")
    qtbot.waitUntil(lambda: chips.y() > head.title.geometry().bottom())


def test_an_address_that_is_typed_anew_has_its_room(qtbot: QtBot) -> None:
    entry = ContactEntry("phone", "ntfy")
    entry.resize(330, 60)
    _shown(qtbot, entry)
    entry.resize(330, 60)
    before = entry._second.count()
    entry._show(typing=True)
    typed = entry._second.count()
    entry.resize(331, 60)
    assert typed == entry._second.count()
    entry._show(typing=False)
    assert entry._second.count() == before
