"""The time grid: rows of bars over days. Read-only; its twin for screen readers is the list."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.schedules.grid_paint import (
    Sheet,
    head_height,
    paint_chosen,
    paint_ground,
    paint_mark,
    paint_now,
    paint_row,
    paint_words,
    row_height,
)
from ui.schedules.mark import GridRow, Mark, grid_rows
from ui.schedules.span import Kind, span_of
from ui.theme import fonts
from ui.theme.space import XS, M

if TYPE_CHECKING:
    from ui.schedules.reads import Seen

LEAVES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Home: 0}


class RotaGrid(QWidget):
    """Arrows choose a bar, up and down change the row; Page Up and Down leaf, Home is today.
    `chosen` carries a Mark, or None; `leafed` carries -1, 1, or 0 for today."""

    chosen = Signal(object)
    leafed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self._zone, self._now = ZoneInfo("UTC"), datetime.fromtimestamp(0, UTC)
        self._span = span_of(Kind.WEEK, self._now.date())
        self._at: tuple[int, int] | None = None  # row and place of the chosen bar
        self.setAccessibleName(self.tr("Rota"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_seen(self, seen: "Seen") -> None:
        """Another span, or the same a little later; the chosen bar stays where it still is."""
        before = self.mark
        table = seen.table
        self.rows = grid_rows(table) if table is not None else ()
        self._zone = ZoneInfo(table.schedule.time_zone if table is not None else "UTC")
        self._span, self._now = seen.span, seen.now
        self._choose(self._find(before))
        words = self.tr("%1 rows; the list view tells the same").replace("%1", str(len(self.rows)))
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    @property
    def mark(self) -> Mark | None:
        """The chosen bar."""
        return None if self._at is None else self.rows[self._at[0]].marks[self._at[1]]

    def box(self, row: int, place: int) -> QRectF:
        """Where a bar is, for tests."""
        tops = [top for _, top in self._sheet().places(self.rows)]
        return self._sheet().box(self.rows[row].marks[place], tops[row])

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 44, round(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 20, round(self._height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet, height = self._sheet(), float(self.height())
        paint_ground(painter, sheet, self._now.astimezone(self._zone).date(), height)
        bars = []
        for at, (row, top) in enumerate(sheet.places(self.rows)):
            paint_row(painter, sheet, row, top, at == 0)
            bars += [(sheet.box(mark, top), mark) for mark in row.marks]
        for box, mark in bars:
            paint_mark(painter, box, mark)
        x = sheet.x(self._now)
        if sheet.left <= x <= sheet.right:
            paint_now(painter, x, height)
        for box, mark in bars:
            paint_words(painter, box, mark)
        if self._at is not None and self.hasFocus():
            paint_chosen(painter, self.box(*self._at))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._under(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._of(found).tip, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._under(event.position()))
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0),
        }
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(*steps[Qt.Key(event.key())])
        elif event.key() in LEAVES:
            self.leafed.emit(LEAVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, along: int) -> None:
        if self._at is None:
            self._choose(next(((n, 0) for n, row in enumerate(self.rows) if row.marks), None))
            return
        row, place = self._at
        if along:
            last = len(self.rows[row].marks) - 1
            self._choose((row, min(last, max(0, place + along))))
            return
        start = self._of(self._at).start
        rows = range(row + down, len(self.rows) if down > 0 else -1, down)
        other = next((n for n in rows if self.rows[n].marks), None)
        if other is not None:
            marks = self.rows[other].marks
            near = min(range(len(marks)), key=lambda n: abs(marks[n].start - start))
            self._choose((other, near))

    def _choose(self, at: tuple[int, int] | None) -> None:
        self._at = at
        mark = self.mark
        if mark is not None:
            self.setAccessibleDescription(mark.tip)
        self.chosen.emit(mark)
        self.update()

    def _find(self, mark: Mark | None) -> tuple[int, int] | None:
        for n, row in enumerate(self.rows):
            for place, each in enumerate(row.marks):
                if mark is not None and each == mark:
                    return n, place
        return None

    def _of(self, at: tuple[int, int]) -> Mark:
        return self.rows[at[0]].marks[at[1]]

    def _under(self, point: QPointF) -> tuple[int, int] | None:
        sheet = self._sheet()
        for n, (row, top) in enumerate(sheet.places(self.rows)):
            for place, mark in enumerate(row.marks):
                if sheet.box(mark, top).contains(point):
                    return n, place
        return None

    def _height(self) -> float:
        return head_height() + sum(map(row_height, self.rows)) + 2 * M + XS

    def _sheet(self) -> Sheet:
        return Sheet(self._span, self._zone, fonts.em() * 6.2, self.width() - 1.0)
