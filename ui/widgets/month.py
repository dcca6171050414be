"""A month to choose a day from: quiet, painted by hand, with every key a calendar has."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.language.times import dated, week_of
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import XS
from ui.widgets.button import IconButton
from ui.widgets.rows import set_margins
from ui.widgets.text import Text

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def grid_of(month: date) -> list[date]:
    """The 42 days shown for a month, from the locale's first day of the week."""
    start = week_of(month.replace(day=1))
    return [start + timedelta(days=at) for at in range(42)]


def _told(day: date, form: str) -> str:
    return dated(day, form)


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


class DayGrid(QWidget):
    """Seven columns, six rows. Arrows move by days and weeks, Page keys by months."""

    moved = Signal(object)
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = self.month = date(2026, 1, 1)
        self.today = date(1, 1, 1)
        self._hovered: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def choose(self, day: date) -> None:
        """Mark a day and show its month."""
        self.day = self.month = day
        self.setAccessibleName(_told(day, "dddd d MMMM yyyy"))
        self.moved.emit(day)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * 2.0)
        return QSize(side * 7, side * 7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DAYS:
            turn = -1 if self.isRightToLeft() and abs(_DAYS[key]) == 1 else 1
            self.choose(self.day + timedelta(days=_DAYS[key] * turn))
        elif key in _MONTHS:
            self.choose(months_later(self.day, _MONTHS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._day_at(event.position()) is not None:
            self.picked.emit(self.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._day_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        days = grid_of(self.month)
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        for at in range(7):
            name = QLocale().dayName(days[at].isoweekday(), QLocale.FormatType.ShortFormat)[:2]
            painter.drawText(self._cell(at), Qt.AlignmentFlag.AlignCenter, name)
        for at, day in enumerate(days):
            self._paint_day(painter, self._cell(at + 7), day)

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        side = min(box.width(), box.height()) - 2
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(box.center())
        chosen = day == self.day
        ground = "accent" if chosen else "hover" if day == self._hovered else ""
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.setPen(colour("accent") if day == self.today else Qt.PenStyle.NoPen)
        painter.drawEllipse(spot)
        inside = day.month == self.month.month
        painter.setPen(colour("on_accent" if chosen else "text" if inside else "muted"))
        painter.setFont(fonts.strong() if chosen or day == self.today else fonts.font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, QLocale().toString(day.day))

    def _cell(self, at: int) -> QRectF:
        wide, high = self.width() / 7, self.height() / 7
        column = 6 - at % 7 if self.isRightToLeft() else at % 7
        return QRectF(column * wide, at // 7 * high, wide, high)

    def _day_at(self, spot: QPointF) -> date | None:
        cells = (at for at in range(7, 49) if self._cell(at).contains(spot))
        at = next(cells, None)
        return grid_of(self.month)[at - 7] if at is not None else None


class MonthView(QWidget):
    """The grid under its month's name, with arrows to the months beside it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = DayGrid()
        self._name = Text(look="strong")
        self.setFocusProxy(self.grid)
        self._build()
        self.grid.moved.connect(self._tell)
        self.grid.picked.connect(self.picked)

    def _build(self) -> None:
        names = (self.tr("Month before"), self.tr("Month after"))
        before = IconButton("chevron-left", names[0], on_click=self._go_back)
        after = IconButton("chevron-right", names[1], on_click=self._go_on)
        head = QHBoxLayout()
        set_margins(head, XS * 2, 0, 0, 0)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(before)
        head.addWidget(after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        layout.addWidget(self.grid)

    def day(self) -> date:
        """The day that is marked."""
        return self.grid.day

    def choose(self, day: date, today: date) -> None:
        """Mark a day; `today` gets a ring."""
        self.grid.today = today
        self.grid.choose(day)

    def _go_back(self) -> None:
        self.grid.choose(months_later(self.grid.day, -1))

    def _go_on(self) -> None:
        self.grid.choose(months_later(self.grid.day, 1))

    def _tell(self, day: date) -> None:
        self._name.setText(_told(day, "MMMM yyyy"))
