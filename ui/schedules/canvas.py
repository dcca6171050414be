"""The time grid painted once and kept: an edit repaints only the rows that it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from ui.schedules.bar_paint import paint_mark, paint_words
from ui.schedules.ground_paint import (
    Calendar,
    clock_side,
    paint_ground,
    paint_head,
    paint_now,
    paint_now_dot,
    paint_past,
    paint_row,
    paint_title,
    paint_turns,
)
from ui.schedules.mark import GridRow, Mark
from ui.schedules.sheet import Sheet, head_height
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
        self._sheet = _blank(scene, scene.size, colour("surface"))
        tall = round(head_height() + clock_side())
        self._head = _blank(scene, QSize(scene.size.width(), tall), QColor(0, 0, 0, 0))
        _paint_head(self._head, scene)
        painter = _painter(self._sheet)
        self._paint(painter, scene, list(zip(rows, scene.tops, strict=False)))
        painter.end()

    def _mend(self, scene: Scene, rows: tuple[GridRow, ...]) -> None:
        """Only the rows that are others now."""
        changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
        if not changed:
            return
        strips, wide = QRegion(), scene.size.width()
        for n in changed:
            top, below = scene.tops[n : n + 2]
            strips += QRectF(0, top, wide, below - top).toAlignedRect()
        painter = _painter(self._sheet)
        painter.setClipRegion(strips)
        painter.fillRect(QRect(QPoint(), scene.size), colour("surface"))
        self._paint(painter, scene, [(rows[n], scene.tops[n]) for n in changed])
        painter.end()

    def _paint(
        self, painter: QPainter, scene: Scene, rows: Sequence[tuple[GridRow, float]]
    ) -> None:
        """From the ground up: days, bars, the veil of the past, the line of now, words."""
        self.painted += len(rows)
        sheet, known, tall = scene.sheet, scene.known, float(scene.size.height())
        paint_ground(painter, sheet, known, tall)
        bars: list[tuple[QRectF, Mark]] = []
        for row, top in rows:
            paint_row(painter, sheet, row, top, float(scene.size.width()))
            bars += zip(sheet.boxes(row, top), row.marks, strict=True)
        for box, mark in bars:
            paint_mark(painter, box, mark)
        paint_past(painter, sheet, known.now, head_height(), tall)
        paint_turns(painter, sheet, known, tall)
        paint_now(painter, sheet, known.now, head_height(), tall)
        for row, top in rows:
            paint_title(painter, sheet, row, top, float(scene.size.width()))
        painter.setFont(fonts.strong("small"))
        for box, mark in bars:
            paint_words(painter, box, mark, sheet.backwards)


def _painter(pixmap: QPixmap) -> QPainter:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _blank(scene: Scene, size: QSize, ground: QColor) -> QPixmap:
    made = QPixmap(size * scene.ratio)
    made.setDevicePixelRatio(scene.ratio)
    made.fill(ground)
    return made


def _paint_head(pixmap: QPixmap, scene: Scene) -> None:
    """Opaque down to the first line of the ground; the dot of now and the clocks hang over it."""
    painter = _painter(pixmap)
    painter.fillRect(QRectF(0, 0, scene.size.width(), head_height()), colour("surface"))
    paint_head(painter, scene.sheet, scene.known)
    paint_now_dot(painter, scene.sheet, scene.known.now)
    painter.end()
