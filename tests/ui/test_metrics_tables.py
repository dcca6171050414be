"""Tables and service levels that show others: what stood there is used again, none of it stays."""

from pytestqt.qtbot import QtBot

from app.domain.uptime import Level
from ui.metrics.levels import ServiceLevels
from ui.metrics.table_card import TableCard

HEAD = ("Who", "Paged")


def level(name: str, down: float = 0.0, kept: bool | None = None) -> Level:
    return Level(name, 99.9 if kept is not None else None, 1 - down / 1e6, down, 1, 1000.0,
                 1000.0 - down, kept)  # fmt: skip


def said(table: TableCard) -> list[list[str]]:
    return [[cell.text() for cell in cells] for cells in table._cells]


def test_a_table_grows_shrinks_and_says_what_is_asked_for_last(qtbot: QtBot) -> None:
    table = TableCard("Response", "response")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    assert table.numbers() == ""
    for rows in ([("Ana", "1")], [("Bo", "2"), ("Cy", "3"), ("Di", "4")], [("Bo", "5")], []):
        table.show_rows(HEAD, rows, [HEAD, *rows])
        assert said(table) == [[head, *(row[at] for row in rows)] for at, head in enumerate(HEAD)]
        qtbot.waitUntil(lambda: all(cell.isVisible() for cells in table._cells for cell in cells))
    table.show_rows((*HEAD, "p90"), [("Ana", "1", "2 min")], [])
    assert said(table) == [["Who", "Ana"], ["Paged", "1"], ["p90", "2 min"]]


def test_service_levels_follow_whatever_services_there_are(qtbot: QtBot) -> None:
    levels = ServiceLevels()
    qtbot.addWidget(levels)
    picked = list[str]()
    levels.picked.connect(picked.append)
    levels.show()
    for wanted in ([], [level("api", 10.0, True), level("web", 2000.0, False)], [level("web")],
                   [level(name) for name in "abcdef"], []):  # fmt: skip
        levels.show_levels(wanted)
        assert sorted(row.level.service for row in levels.rows) == sorted(
            each.service for each in wanted
        )
        assert levels._nothing.isVisible() == (not wanted)
        for row in levels.rows:
            assert row.accessibleName().startswith(row.level.service)
            assert row.toolTip() == row.accessibleName()
            row.click()
            assert picked.pop() == row.level.service
