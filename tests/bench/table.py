"""One row a figure, one table a run; machines are noisy, so a row carries its own yardstick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True)
class Row:
    """One measured figure: `figure`, `yardstick` and `target` are written with their units.

    `ratio` is figure / yardstick, None where nothing in the run compares.
    `met` is None where the case could not be measured here; `figure` then says why.
    """

    case: str
    figure: str
    yardstick: str
    ratio: float | None
    target: str
    met: bool | None


HEADINGS = tuple(field.name for field in fields(Row))


def render(rows: Iterable[Row]) -> str:
    """The rows as aligned plain text under one heading line."""
    grid = [HEADINGS, *(tuple(_word(cell) for cell in astuple(row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    return "\n".join(_line(cells, widths) for cells in grid)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _word(cell: object) -> str:
    match cell:
        case None:
            return "-"
        case bool():
            return "yes" if cell else "NO"
        case float():
            return f"{cell:.3g}" if abs(cell) < 1000 else f"{cell:,.0f}"
        case _:
            return str(cell)
