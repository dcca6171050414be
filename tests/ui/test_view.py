"""What every list can do: keys, menu, copy, export, remembered columns, scroll that stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.test_table import COLUMNS, FISH, Fish
from ui.tables.cells import Brief, wrapped
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import ListView, TableView
from ui.theme import fonts
from ui.widgets.menu import Menu
from ui.widgets.search import SearchField


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def view(qtbot: QtBot, settings: QSettings) -> TableView:
    table = RowTable(COLUMNS)
    made = TableView(table, "fish", settings=settings)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    table.show(FISH)
    return made


def test_enter_opens_the_row(view: TableView, qtbot: QtBot) -> None:
    view.choose(2)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [FISH[1]]


def test_selected_rows_are_copied_as_text(view: TableView, qtbot: QtBot) -> None:
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Pike\t9 kg\neel\t10 kg\nCarp\t100 kg"


def test_a_csv_file_has_titles_and_no_formulas(view: TableView, tmp_path: Path) -> None:
    view.table.show([Fish(1, "=cmd|' /C calc'!A0", 3)])
    view.export_to(tmp_path / "fish.csv")
    told = (tmp_path / "fish.csv").read_bytes().decode("utf-8-sig")
    assert told == "Name,Weight\r\n'=cmd|' /C calc'!A0,3 kg\r\n"


def test_typing_goes_to_the_search_field_and_down_comes_back(view: TableView, qtbot: QtBot) -> None:
    search = SearchField()
    qtbot.addWidget(search)
    search.show()
    view.attach(search)
    qtbot.keyClicks(view, "ee")
    assert search.text() == "ee"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 0


def test_the_menu_has_the_rows_acts_and_ours(view: TableView) -> None:
    view.fill_menu_with(lambda menu, rows: menu.add(f"Eat {rows[0].name}", bool))
    view.choose(1)
    words = [act.text().split("\t")[0] for act in view.menu().actions()]
    assert words == ["Eat Pike", "", "Copy as text", "Export as CSV…"]


def test_columns_are_remembered(view: TableView, settings: QSettings, qtbot: QtBot) -> None:
    view.horizontalHeader().resizeSection(1, 123)
    view.show_column(0, False)
    again = TableView(RowTable(COLUMNS), "fish", settings=settings)
    qtbot.addWidget(again)
    assert again.horizontalHeader().isSectionHidden(0)
    assert again.columnWidth(1) == 123


def test_what_was_not_written_here_of_columns_is_passed_over(
    settings: QSettings, qtbot: QtBot
) -> None:
    settings.setValue("columns/fish", ["a", "b"])
    view = TableView(RowTable(COLUMNS), "fish", settings=settings)
    qtbot.addWidget(view)
    assert not view.isColumnHidden(0)


def test_the_last_column_cannot_be_hidden(view: TableView) -> None:
    view.show_column(0, False)
    view.show_column(1, False)
    assert not view.isColumnHidden(1)


def test_what_is_seen_stays_when_rows_come_above(view: TableView) -> None:
    many = [Fish(at, f"fish {at}") for at in range(500)]
    view.table.show(many)
    view.updateGeometries()
    view.verticalScrollBar().setValue(3000)
    seen, offset = view.rowAt(0), view.rowViewportPosition(view.rowAt(0))
    view.table.show([Fish(1000 + at, "new") for at in range(7)] + many)
    assert view.rowAt(0) == seen + 7
    assert view.rowViewportPosition(view.rowAt(0)) == offset


def test_at_the_top_new_rows_are_seen_at_once(view: TableView) -> None:
    view.table.show([Fish(9, "new"), *FISH])
    assert view.rowAt(0) == 0


def test_a_list_paints_its_briefs_and_asks_for_what_is_missing(qtbot: QtBot) -> None:
    table = RowTable(COLUMNS)
    view = ListView(table, lambda fish: Brief(fish.name, f"{fish.weight} kg", "SEV1"))
    qtbot.addWidget(view)
    view.resize(300, 400)
    with qtbot.waitSignal(table.rows_wanted):
        table.show_ids([1, 2, 3])
        view.show()
        view.grab()
    table.fill(FISH)
    view.choose(3)
    assert view.rows() == [FISH[2]]
    view.grab()


def test_titles_wrap_and_the_last_line_keeps_the_rest(qtbot: QtBot) -> None:
    lines = wrapped("one two three four five six seven", fonts.strong(), 90, 2)
    assert len(lines) == 2
    assert " ".join(lines) == "one two three four five six seven"
    assert wrapped("short", fonts.strong(), 90, 2) == ["short"]


def test_a_menu_of_nothing_still_offers_export(view: TableView) -> None:
    made: Menu = view.menu()
    assert [act.isEnabled() for act in made.actions()] == [False, True]


def test_a_column_grows_for_a_longer_title_but_not_without_end(qtbot: QtBot) -> None:
    titles = ("Day", "Cada semana", "Oída por última vez desde que hay memoria")
    table = RowTable([Column(word, word, str, width=9) for word in titles])
    view = TableView(table)
    qtbot.addWidget(view)
    short, longer, longest = (view.columnWidth(at) for at in range(3))
    strong = QFontMetrics(fonts.strong("small"))
    assert short < longer < longest < 2 * short
    assert longer >= strong.horizontalAdvance(titles[1]) + 20
