"""Rows as CSV for spreadsheets. A text that a spreadsheet would take for a formula gets a quote
before it; numbers stay numbers, whatever their sign."""

import csv
import re
from collections.abc import Iterable

RISKY = tuple("=+-@\t\r")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?: ?%)?")


def harmless(cell: object) -> object:
    """What the cell holds, or that with a quote."""
    if not isinstance(cell, str) or not cell.startswith(RISKY) or NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def sheet(rows: Iterable[Iterable[object]], end: str = "\n") -> str:
    """All rows, each with its `end`."""
    parts = _Parts()
    csv.writer(parts, lineterminator=end).writerows([*map(harmless, row)] for row in rows)
    return "".join(parts)


class _Parts(list[str]):
    """As `csv` writes to."""

    write = list[str].append
