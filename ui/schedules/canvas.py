"""The time grid painted once and kept: an edit repaints only the rows that it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from ui.schedules.bar_paint import paint_mark, paint_words
from ui.schedules.ground_paint import (
    Calendar,
    paint_ground,
    paint_head,
    paint_now,
    paint_now_dot,
    paint_past,
    paint_row,
    paint_turns,
)
from ui.schedules.mark import GridRow
from ui.schedules.sheet import Sheet, head_height, row_height
from ui.theme import fonts
from ui.theme.current import colour, colours


@dataclass(frozen=True)
class Scene:
    """Everything a picture of the rows depends on but the rows. `tops` as `tops_of` gives them;
    `ratio` device pixels a pixel."""

    sheet: Sheet
    known: Calendar
    tops: tuple[float, ...]
    size: QSize
    ratio: float
    dark: bool
    em: int


def scene(sheet: Sheet, known: Calendar, tops: Sequence[float], size: QSize, ratio: float) -> Scene:
    """Of this theme and these fonts."""
    return Scene(sheet, known, tuple(tops), size, ratio, colours().dark, fonts.em())


class Canvas:
    """Two pictures: the sheet with all its rows, and the head that stays in sight."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._rows: tuple[GridRow, ...] = ()
        self._sheet, self._head = QPixmap(), QPixmap()
        self.painted = 0  # rows so far, for tests

    def pictures(self, scene: Scene, rows: tuple[GridRow, ...]) -> tuple[QPixmap, QPixmap]:
        """The sheet and its head."""
        if scene != self._scene or len(rows) != len(self._rows):
            self._begin(scene, rows)
        elif rows is not self._rows:
            self._mend(scene, rows)
        self._scene, self._rows = scene, rows
        return self._sheet, self._head

    def forget(self) -> None:
        """Paint everything again: the colours have changed."""
        self._scene = None

    def _begin(self, scene: Scene, rows: tuple[GridRow, ...]) -> None:
        self._sheet = _blank(scene, scene.size)
        self._head = _blank(scene, QSize(scene.size.width(), round(head_height()) + 4))
        _paint_head(self._head, scene)
        painter = _painter(self._sheet)
        _paint_under(painter, scene)
        for row, top in zip(rows, scene.tops, strict=False):
            self._paint(painter, scene, row, top)
        painter.end()

    def _mend(self, scene: Scene, rows: tuple[GridRow, ...]) -> None:
        painter = _painter(self._sheet)
        for n, row in enumerate(rows):
            if row != self._rows[n]:
                top, below = scene.tops[n : n + 2]
                painter.setClipRect(QRectF(0, top, scene.size.width(), below - top))
                _paint_under(painter, scene)
                self._paint(painter, scene, row, top)
        painter.end()

    def _paint(self, painter: QPainter, scene: Scene, row: GridRow, top: float) -> None:
        self.painted += 1
        _paint_bars(painter, scene, row, top)


def _painter(pixmap: QPixmap) -> QPainter:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _blank(scene: Scene, size: QSize) -> QPixmap:
    made = QPixmap(size * scene.ratio)
    made.setDevicePixelRatio(scene.ratio)
    made.fill(colour("surface"))
    return made


def _paint_under(painter: QPainter, scene: Scene) -> None:
    tall = float(scene.size.height())
    painter.fillRect(QRectF(0, 0, scene.size.width(), tall), colour("surface"))
    paint_ground(painter, scene.sheet, scene.known, tall)
    paint_turns(painter, scene.sheet, scene.known, tall)
    paint_now(painter, scene.sheet, scene.known.now, head_height(), tall)


def _paint_bars(painter: QPainter, scene: Scene, row: GridRow, top: float) -> None:
    sheet, now, height = scene.sheet, scene.known.now, row_height(row)
    paint_row(painter, sheet, row, top, float(scene.size.width()))
    boxes = [(sheet.box(mark, top), mark) for mark in row.marks]
    for box, mark in boxes:
        paint_mark(painter, box, mark)
    paint_past(painter, sheet, now, top, height)
    paint_now(painter, sheet, now, top, top + height)
    painter.setFont(fonts.strong("small"))
    for box, mark in boxes:
        paint_words(painter, box, mark, sheet.backwards)


def _paint_head(pixmap: QPixmap, scene: Scene) -> None:
    painter = _painter(pixmap)
    paint_head(painter, scene.sheet, scene.known)
    paint_now_dot(painter, scene.sheet, scene.known.now)
    painter.end()
