"""Plain tables and safe text for a terminal: aligned, cut to its width, nothing it would obey."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
GAP = "  "


def safe(text: str) -> str:
    """Without the characters a terminal obeys; line ends and tabs stay."""
    return CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))


def say(text: str = "") -> None:
    """One line, or several, to standard output, whatever its encoding can write."""
    coding = sys.stdout.encoding or "utf-8"
    print(safe(text).encode(coding, "replace").decode(coding))  # noqa: T201


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], flexible: int) -> list[str]:
    """Lines under one heading line; the column `flexible` gives way when a terminal is narrow."""
    grid = [list(headings), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(map(_cells, column)) for column in zip(*grid, strict=True)]
    spare = sum(widths) + len(GAP) * (len(widths) - 1) - _room()
    widths[flexible] = max(widths[flexible] - max(spare, 0), 12)
    return [GAP.join(map(_fitted, row, widths)).rstrip() for row in grid]


def _room() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000


def _cells(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(unicodedata.combining(each) > 0 for each in text)


def _fitted(text: str, width: int) -> str:
    if _cells(text) > width:
        while text and _cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _cells(text))
