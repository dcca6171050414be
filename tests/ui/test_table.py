"""The one item model: feeding it, diffing, sorting, filtering, asking for rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.tables.column import Column
from ui.tables.table import ROW, RowTable


@dataclass(frozen=True)
class Fish:
    """A row."""

    id: int
    name: str
    weight: int = 0


COLUMNS = (
    Column("name", "Name", lambda fish: fish.name, stretch=True),
    Column(
        "weight",
        "Weight",
        lambda fish: f"{fish.weight} kg",
        order=lambda fish: fish.weight,
        end=True,
    ),
)
FISH = [Fish(1, "Pike", 9), Fish(2, "eel", 10), Fish(3, "Carp", 100)]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[RowTable]:
    """A table watched by Qt's own tester, which fails the test on any broken rule."""
    made = RowTable(COLUMNS)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


@pytest.fixture
def bare() -> RowTable:
    """A table nobody else looks at, to see what is asked for."""
    return RowTable(COLUMNS)


def names(table: RowTable) -> list[str]:
    return [table.index(at, 0).data() for at in range(table.rowCount())]


def test_rows_come_go_and_move_under_the_tester(table: RowTable) -> None:
    table.show(FISH)
    table.show([FISH[2], FISH[0], Fish(4, "Bass"), FISH[1]])
    assert names(table) == ["Carp", "Pike", "Bass", "eel"]
    table.show([FISH[1]])
    table.show([])
    assert table.rowCount() == 0


def test_a_persistent_index_follows_its_row(table: RowTable) -> None:
    table.show(FISH)
    held = QPersistentModelIndex(table.index(0, 1))
    table.show([Fish(9, "Trout"), FISH[2], FISH[1], FISH[0]])
    assert held.row() == 3
    table.show([FISH[1]])
    assert not held.isValid()


def test_the_selection_survives_a_refresh(table: RowTable) -> None:
    table.show(FISH)
    chosen = QItemSelectionModel(table)
    chosen.select(table.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    table.show([FISH[2], Fish(7, "Roach"), FISH[1]])
    assert [index.data() for index in chosen.selectedIndexes()] == ["eel"]


def test_a_changed_row_is_told_once_and_kept_in_place(table: RowTable, qtbot: QtBot) -> None:
    table.show(FISH)
    with qtbot.waitSignal(table.dataChanged) as told:
        table.show([FISH[0], replace(FISH[1], name="Conger"), FISH[2]])
    assert told.args is not None
    assert told.args[0].row() == told.args[1].row() == 1


def test_sorting_uses_the_columns_own_order(table: RowTable) -> None:
    table.show(FISH)
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Carp", "eel", "Pike"]
    table.sort(0)
    assert names(table) == ["Carp", "eel", "Pike"]  # words without regard to case
    table.show([*FISH, Fish(4, "Bass")])
    assert names(table)[0] == "Bass"  # new rows find their place


def test_the_filter_takes_every_word_in_any_column(table: RowTable) -> None:
    table.show(FISH)
    table.filter("PI 9 kg")
    assert names(table) == ["Pike"]
    table.filter("")
    assert table.rowCount() == 3


def test_ids_first_rows_when_asked(bare: RowTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bare.rows_wanted) as asked:
        bare.show_ids(list(range(1000)))
        assert bare.index(150, 0).data() == ""
    assert asked.args == [list(range(100, 200))]
    bare.fill([Fish(150, "Perch")])
    assert bare.index(150, 0).data() == "Perch"


def test_what_was_asked_for_is_not_asked_for_twice(bare: RowTable, qtbot: QtBot) -> None:
    bare.show_ids([1, 2, 3])
    with qtbot.waitSignal(bare.rows_wanted):
        bare.index(0, 0).data()
    with qtbot.assertNotEmitted(bare.rows_wanted, wait=30):
        bare.index(1, 0).data()


def test_stale_rows_stay_on_the_screen_until_the_fresh_ones_come(
    bare: RowTable, qtbot: QtBot
) -> None:
    bare.show_ids([1, 2, 3])
    bare.fill(FISH)
    with qtbot.waitSignal(bare.rows_wanted) as asked:
        bare.show_ids([1, 2, 3], stale=[2])
        assert bare.index(1, 0).data() == "eel"
    assert asked.args == [[2]]


def test_a_table_fed_by_ids_leaves_the_order_to_the_query(bare: RowTable, qtbot: QtBot) -> None:
    bare.show_ids([1, 2, 3])
    with qtbot.waitSignal(bare.order_wanted) as asked:
        bare.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["weight", True]


def test_cells_speak_for_themselves(table: RowTable) -> None:
    table.show(FISH)
    cell = table.index(2, 1)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Weight: 100 kg"
    assert cell.data(ROW) == FISH[2]
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
    assert table.rowCount(cell) == table.columnCount(cell) == 0
    assert table.index(99, 0) == QModelIndex()


def test_a_hundred_thousand_ids_cost_no_rows(bare: RowTable, qtbot: QtBot) -> None:
    bare.show_ids(list(range(100_000)))
    with qtbot.waitSignal(bare.rows_wanted) as asked:
        bare.index(77_777, 0).data()
    assert asked.args is not None
    assert len(asked.args[0]) == 100
    bare.show_ids(list(range(100_000, 0, -1)))
    assert bare.place(1) == 99_999
