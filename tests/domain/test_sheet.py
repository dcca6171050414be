"""Rows for spreadsheets."""

import csv
import io

import pytest

from app.domain.sheet import harmless, sheet


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-",
        "- a",
        "-x",
        "+4915112345",
    ],
)
def test_a_text_that_would_be_run_gets_a_quote(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "x=1", "a-b", -5, 1.5, None, "-12.5", "-3 %", "-3,5"])
def test_all_else_stays(cell: object) -> None:
    assert harmless(cell) == cell


def test_rows_are_read_as_they_were_written() -> None:
    text = sheet([("who", "n"), ("=a", -1.5), ('b, "c"', None)], "\r\n")
    assert list(csv.reader(io.StringIO(text))) == [["who", "n"], ["'=a", "-1.5"], ['b, "c"', ""]]
