"""The time grid: rows of bars over days. Its twin for screen readers is the list."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.schedules.bar_paint import paint_chosen
from ui.schedules.canvas import Canvas, scene
from ui.schedules.ground_paint import Calendar, clock_box
from ui.schedules.mark import TITLE, GridRow, Hit, Mark
from ui.schedules.sheet import Sheet, head_height, nearest, tops_of
from ui.schedules.span import Kind, Span, span_of
from ui.theme import fonts
from ui.theme.current import theme
from ui.theme.space import M, S

LEAVES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Home: 0}
STEPS = {
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
}
NOTCH = 120  # of a wheel, in eighths of a degree
EPOCH = datetime.fromtimestamp(0, UTC)


class RotaGrid(QWidget):
    """Arrows choose a bar, up and down change the row; Page Up and Down leaf, Home is today.

    `chosen` carries a Mark, or None; `leafed` carries -1, 1, or 0 for today; `folded` the id of a
    schedule whose title was clicked; `day_wanted` a date whose name was clicked; `zoomed` -1 for
    nearer, 1 for farther. Gestures come from outside, through an event filter.
    """

    heard_as = "Canvas"
    chosen = Signal(object)
    leafed = Signal(int)
    folded = Signal(int)
    day_wanted = Signal(object)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self.tops: list[float] = tops_of(())
        self.at: tuple[int, int] | None = None  # row and place of the chosen bar
        self._span, self._zone = span_of(Kind.WEEK, EPOCH.date()), ZoneInfo("UTC")
        self._known = Calendar(EPOCH.date(), EPOCH, {}, ())
        self._canvas, self._scrolled = Canvas(), 0
        self._turned = 0
        self._sheet: tuple[object, Sheet] | None = None
        self._widest = 0.0
        self.setAccessibleName(self.tr("Rota"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme().changed.connect(self._forget)

    # what is shown

    def show_rows(
        self, rows: tuple[GridRow, ...], span: Span, zone: ZoneInfo, known: Calendar
    ) -> None:
        """Other rows, or the same a little later; the chosen bar stays where it still is."""
        before = self.mark
        self._span, self._zone, self._known = span, zone, known
        self.rows, self.tops = rows, tops_of(rows)
        self._widest = _widest(rows)
        self._take(self._find(before))
        words = self.tr("%1 rows; the list view tells the same").replace("%1", str(len(rows)))
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    @property
    def mark(self) -> Mark | None:
        """The chosen bar."""
        return None if self.at is None else self.rows[self.at[0]].marks[self.at[1]]

    def choose(self, row: int, place: int | None) -> None:
        """Choose a bar; a place of None chooses nothing."""
        self._take(None if place is None else (row, place))

    def sheet(self) -> Sheet:
        """Instants as pixels: `x(at)`, `at(x)`, `left` and `right`."""
        key = (self._span, self._zone, self.width(), self.isRightToLeft(), fonts.em(), self._widest)
        if self._sheet is None or self._sheet[0] != key:
            self._sheet = (key, self._measured())
        return self._sheet[1]

    def _measured(self) -> Sheet:
        titles, wide = self._titles(), self.width() - 1.0
        if self.isRightToLeft():
            return Sheet(self._span, self._zone, 1.0, wide - titles, backwards=True)
        return Sheet(self._span, self._zone, titles, wide)

    def _titles(self) -> float:
        """How wide the titles stand: as the longest needs, in any language, within reason."""
        em = fonts.em()
        if self.width() <= em * 34:
            return em * 4.6
        return min(max(em * 6.4, self._widest + M + S + 2.0), em * 9.0)

    def box(self, row: int, place: int) -> QRectF:
        """Where a bar is drawn."""
        found = self.rows[row]
        return self.sheet().box(found.marks[place], self.tops[row], found.kind)

    def aims(self) -> list[tuple[str, QRect]]:
        """Every bar for a test's mouse: row, person, start and end (UTC)."""
        return [
            (f"{row.title}|{mark.person}|{mark.start:%Y-%m-%dT%H:%M}|{mark.end:%Y-%m-%dT%H:%M}",
             self.box(n, place).toRect())
            for n, row in enumerate(self.rows) for place, mark in enumerate(row.marks)
        ]  # fmt: skip

    def hit(self, point: QPointF) -> Hit:
        """What lies under a point of this widget; nothing but the time under the head."""
        found = self.sheet().hit(point, self.rows, self.tops)
        return found if point.y() > self._scrolled + head_height() else Hit(None, None, 0, found.at)

    def scrolled(self, top: int) -> None:
        """The first line of pixels that is in sight: the head stays there."""
        self._scrolled = top
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 44, round(self.tops[-1] + M))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 20, round(self.tops[-1] + M))

    def paintEvent(self, _event: QPaintEvent) -> None:
        sheet, head = self._canvas.pictures(
            scene(self.sheet(), self._known, self.tops, self.size(), self.devicePixelRatioF()),
            self.rows,
        )
        painter = QPainter(self)
        painter.drawPixmap(0, 0, sheet)
        if self.at is not None and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_chosen(painter, self.box(*self.at))
        painter.drawPixmap(0, self._scrolled, head)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tip(self, point: QPointF) -> str:
        """What is said of a bar, a public holiday, a clock change."""
        hit, sheet = self.hit(point), self.sheet()
        if hit.row is not None and hit.place is not None:
            return self.rows[hit.row].marks[hit.place].tip
        if point.y() > self._scrolled + head_height():
            return ""
        near = QPointF(point.x(), point.y() - self._scrolled)
        told = [turn.words for turn in self._known.turns if clock_box(sheet, turn).contains(near)]
        day = hit.at.astimezone(self._zone).date()
        if sheet.left <= point.x() <= sheet.right:
            told += filter(None, [self._known.holidays.get(day)])
        return "\n".join(told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position())
        if self._in_head(event.position()):
            self.day_wanted.emit(hit.at.astimezone(self._zone).date())
        elif hit.row is not None and self.rows[hit.row].kind == TITLE:
            self.folded.emit(self.rows[hit.row].schedule)
        else:
            self.choose(hit.row or 0, hit.place)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = Qt.CursorShape.PointingHandCursor
        if self._in_head(event.position()):
            self.setCursor(hand)
        elif self.cursor().shape() == hand:
            self.unsetCursor()
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways through time, with Ctrl nearer and farther; up and down is the scroller's."""
        turned = event.angleDelta()
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not zooms and abs(turned.x()) <= abs(turned.y()):
            event.ignore()
            return
        self._turned += turned.y() if zooms else turned.x()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        if notches:
            way = -1 if notches > 0 else 1
            (self.zoomed if zooms else self.leafed).emit(way)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            down, along = STEPS[Qt.Key(event.key())]
            self._step(down, -along if self.isRightToLeft() else along)
        elif event.key() in LEAVES:
            self.leafed.emit(LEAVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _in_head(self, point: QPointF) -> bool:
        """Whether a point is on the name of a day."""
        sheet, below = self.sheet(), self._scrolled + head_height()
        return point.y() <= below and sheet.left <= point.x() <= sheet.right

    # choosing

    def _step(self, down: int, along: int) -> None:
        if self.at is None:
            self._take(next(((n, 0) for n, row in enumerate(self.rows) if row.marks), None))
            return
        row, place = self.at
        if along:
            last = len(self.rows[row].marks) - 1
            self._take((row, min(last, max(0, place + along))))
            return
        rows = range(row + down, len(self.rows) if down > 0 else -1, down)
        other = next((n for n in rows if self.rows[n].marks), None)
        if other is not None:
            self._take((other, nearest(self.rows[other].marks, self._middle())))

    def _middle(self) -> datetime:
        """Of what is seen of the chosen bar."""
        assert self.at is not None
        return self.sheet().at(self.box(*self.at).center().x())

    def _take(self, at: tuple[int, int] | None) -> None:
        self.at = at
        mark = self.mark
        if mark is not None:
            self.setAccessibleDescription(mark.tip)
        self.chosen.emit(mark)
        self.update()

    def _find(self, mark: Mark | None) -> tuple[int, int] | None:
        if mark is None:
            return None
        for n, row in enumerate(self.rows):
            if mark in row.marks:
                return n, row.marks.index(mark)
        return None

    def _forget(self) -> None:
        self._canvas.forget()
        self.update()


def _widest(rows: tuple[GridRow, ...]) -> float:
    """Of our own words; the names of people give way."""
    metrics = QFontMetrics(fonts.strong())
    ours = (row.title for row in rows if row.face is None and row.kind != TITLE)
    return float(max(map(metrics.horizontalAdvance, ours), default=0))
