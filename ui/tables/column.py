"""A column is a value: its title, its words, its order, and how its cells are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

CellPainter = Callable[[QPainter, QRectF, Any, bool], None]
"""Draws a row's cell into a box; the last argument is whether the layout runs right to left."""


@dataclass(frozen=True, slots=True)
class Column:
    """Functions take a row. `width` is in characters; one column may `stretch`."""

    key: str
    title: str
    text: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None  # sort key; the words if None
    width: float = 14
    stretch: bool = False
    end: bool = False  # figures: aligned at the trailing edge
    ink: Callable[[Any], str] | None = None  # a name in Colours
    strong: bool = False
    tip: Callable[[Any], str] | None = None
    spoken: Callable[[Any], str] | None = None  # for screen readers, where the words are not enough
    paint: CellPainter | None = None
    sortable: bool = True
    hidden: bool = False  # not shown until the user asks for it

    def sort_key(self, row: Any) -> Any:
        """What rows are ordered by in this column."""
        return self.order(row) if self.order else self.text(row).casefold()
