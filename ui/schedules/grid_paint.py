"""How the time grid is drawn: days, nights and weekends, bars, gaps, the line of now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from ui.schedules.mark import GAP, NOBODY, GridRow, Mark
from ui.schedules.span import Span, day_text, instant
from ui.theme import fonts
from ui.theme.colours import ON_PERSON
from ui.theme.current import colour, colours
from ui.theme.space import XS, M, S
from ui.widgets.avatar import initials
from ui.widgets.text import elided

ROUND = 6.0
SEEN = 36  # pixels a day needs before its nights are shaded
_End = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def bar_height() -> float:
    """Of one bar."""
    return fonts.em() * 1.62


def row_height(row: GridRow) -> float:
    """Room for a row's bars, however many run at once."""
    return row.lanes * (bar_height() + XS) + M * 1.6


def head_height() -> float:
    """Of the names of the days."""
    return fonts.em() * 1.9


@dataclass(frozen=True)
class Sheet:
    """One span in pixels: `left` to `right` is time, what is before `left` are the titles."""

    span: Span
    zone: ZoneInfo
    left: float
    right: float

    def x(self, at: datetime) -> float:
        """Where an instant is."""
        start, end = instant(self.span.start, self.zone), instant(self.span.end, self.zone)
        return self.left + (self.right - self.left) * ((at - start) / (end - start))

    def places(self, rows: tuple[GridRow, ...]) -> Iterator[tuple[GridRow, float]]:
        """Each row with its top; the final row stands apart."""
        top = head_height() + XS
        for at, row in enumerate(rows):
            yield row, top
            top += row_height(row) + (M if at == 0 else 0)

    def box(self, mark: Mark, top: float) -> QRectF:
        """Where a bar is drawn."""
        left, right = max(self.left, self.x(mark.start)), min(self.right, self.x(mark.end))
        y = top + M * 0.8 + XS / 2 + mark.lane * (bar_height() + XS)
        return QRectF(left + 1, y, max(2.0, right - left - 2), bar_height())


def paint_ground(painter: QPainter, sheet: Sheet, today: date, height: float) -> None:
    """The days with their names, nights and weekends a little darker."""
    width = (sheet.right - sheet.left) / len(sheet.span.days)
    letter = fonts.em("small") * 0.5
    for day in sheet.span.days:
        begin = sheet.x(instant(day, sheet.zone))
        end = sheet.x(instant(day + timedelta(days=1), sheet.zone))
        whole = QRectF(begin, head_height(), end - begin, height - head_height())
        _paint_shade(painter, day, whole)
        painter.fillRect(QRectF(begin, 6, 1, height - 6), colour("line"))
        painter.setFont(fonts.strong("small") if day == today else fonts.font("small"))
        painter.setPen(colour("accent_text" if day == today else "text"))
        name = QRectF(begin + (S if width > 50 else 3), 0, width, head_height())
        painter.drawText(name, _End, day_text(day, width, letter))


def _paint_shade(painter: QPainter, day: date, whole: QRectF) -> None:
    shade = QColor(colour("sunken"))
    shade.setAlphaF(0.62)
    if day.weekday() >= 5:
        painter.fillRect(whole, shade)
    elif whole.width() >= SEEN:
        night = whole.width() * 6 / 24
        painter.fillRect(QRectF(whole.left(), whole.top(), night, whole.height()), shade)
        late = whole.width() * 2 / 24
        painter.fillRect(QRectF(whole.right() - late, whole.top(), late, whole.height()), shade)


def paint_row(painter: QPainter, sheet: Sheet, row: GridRow, top: float, final: bool) -> None:
    """A row's title and, for what pages, a band behind it."""
    height = row_height(row)
    if final:
        band = QColor(colour("accent_soft"))
        band.setAlphaF(0.45)
        painter.fillRect(QRectF(XS, top, sheet.right - XS, height), band)
    wide = round(sheet.left - M - S)
    middle = top + height / 2
    painter.setFont(fonts.strong())
    painter.setPen(colour("text"))
    words = QRectF(M, middle - fonts.em(), wide, fonts.em())
    painter.drawText(words, _End, elided(row.title, painter.fontMetrics(), wide))
    painter.setFont(fonts.font("tiny"))
    painter.setPen(colour("muted"))
    hint = QRectF(M, middle, wide, fonts.em("tiny") * 1.2)
    painter.drawText(hint, _End, elided(row.hint, painter.fontMetrics(), wide))


def paint_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """One bar, still without its words: the line of now lies between."""
    painter.setPen(Qt.PenStyle.NoPen)
    if mark.kind == GAP:
        _paint_hatched(painter, box, "alarm_soft", "alarm")
    elif mark.kind == NOBODY or mark.face is None:
        _paint_hatched(painter, box, "sunken", "line_strong", plain=mark.kind == NOBODY)
    else:
        painter.setBrush(QColor(mark.face.ink))
        if colours().dark:
            painter.setPen(QPen(QColor(255, 255, 255, 46), 1))
        painter.drawRoundedRect(box, ROUND, ROUND)


def paint_chosen(painter: QPainter, box: QRectF) -> None:
    """The ring around the bar that the keyboard is at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("surface"), 1.5))
    painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), ROUND, ROUND)
    painter.setPen(QPen(colour("focus"), 2))
    painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), ROUND + 2, ROUND + 2)


def _paint_hatched(
    painter: QPainter, box: QRectF, ground: str, ink: str, *, plain: bool = False
) -> None:
    painter.setBrush(colour(ground))
    painter.setPen(QPen(colour(ink), 1))
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, ROUND, ROUND)
    if not plain:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_hatch(ink))
        painter.drawRoundedRect(inner, ROUND, ROUND)
        painter.restore()


def _hatch(ink: str) -> QBrush:
    faint = QColor(colour(ink))
    faint.setAlphaF(0.55)
    return QBrush(faint, Qt.BrushStyle.BDiagPattern)


def paint_words(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Whose bar it is, as far as there is room: the words, the first name, the initials."""
    painter.setFont(fonts.strong("small"))
    metrics = painter.fontMetrics()
    said = _fitting(mark, metrics, box.width() - 2 * XS)
    if not said:
        return
    edge = min(float(S), (box.width() - metrics.horizontalAdvance(said)) / 2)
    if mark.kind == GAP:
        plate = QRectF(box.left() + edge - 3, box.top() + XS, metrics.horizontalAdvance(said) + 6,
                       box.height() - 2 * XS)  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("alarm_soft"))
        painter.drawRoundedRect(plate, XS, XS)
    inks = {GAP: "alarm_text", NOBODY: "muted"}
    solid = mark.face is not None
    painter.setPen(QColor(ON_PERSON) if solid else colour(inks.get(mark.kind, "text")))
    painter.drawText(box.adjusted(edge, 0, 0, 0), _End, said)


def _fitting(mark: Mark, metrics: QFontMetrics, room: float) -> str:
    """The longest that fits, or nothing."""
    said = [mark.words]
    if mark.face is not None:
        said += [mark.face.first, initials(mark.face.title)]
    return next((each for each in said if metrics.horizontalAdvance(each) <= room), "")


def paint_now(painter: QPainter, x: float, height: float) -> None:
    """The line of now with a dot at its head."""
    painter.setPen(QPen(colour("accent"), 1.6))
    top = head_height()
    painter.drawLine(QPointF(x, top), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent"))
    painter.drawEllipse(QPointF(x, top), 4, 4)
