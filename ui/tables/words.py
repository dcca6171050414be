"""Rows as words that leave the program: tab-separated for the clipboard, CSV for a file."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """One line a row, cells apart by tabs: spreadsheets and mails both take it."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def as_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with a title row; a cell that a spreadsheet would run as a formula gets a quote."""
    from app.domain.sheet import sheet

    return sheet([titles, *rows], "\r\n")


def write_csv(path: Path, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """`as_csv` into a file, with the mark by which spreadsheets know UTF-8."""
    path.write_text(as_csv(titles, rows), "utf-8-sig", newline="")
