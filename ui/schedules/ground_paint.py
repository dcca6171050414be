"""What lies under the bars: days with their names, nights, weekends, public holidays, clock
changes, the titles of the rows, and the line of now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.language.times import week_of
from ui.schedules.clock_turn import ClockTurn
from ui.schedules.mark import FINAL, PERSON, TITLE, GridRow
from ui.schedules.sheet import LINED, Sheet, head_height, row_height
from ui.schedules.span import day_texts, instant, week_text
from ui.theme import fonts
from ui.theme.colours import mixed
from ui.theme.current import colour, colours
from ui.theme.icons import paint_icon
from ui.theme.space import XS, M, S
from ui.widgets.avatar import paint_avatar
from ui.widgets.text import edge_of, elided


@dataclass(frozen=True)
class Calendar:
    """What is known of the days of a span."""

    today: date
    now: datetime
    holidays: Mapping[date, str]
    turns: Sequence[ClockTurn]


def paint_ground(painter: QPainter, sheet: Sheet, known: Calendar, height: float) -> None:
    """The days from the head down, without their names."""
    shade, warm = _shades()
    for low, high in sheet.dark:
        _fill(painter, low, head_height(), high, height, shade)
    for day in known.holidays.keys() & set(sheet.span.days):
        low, high = sheet.columns[(day - sheet.span.start).days]
        _fill(painter, low, head_height(), high, height, warm)
    line = colour("line")
    for x in sheet.lines:
        _fill(painter, x, 6, x + 1, height, line)


def _shades() -> tuple[QColor, QColor]:
    """Of nights and weekends, and of holidays: solid colours are filled ten times as fast."""
    ground = colours().surface
    part = 0.38
    return (
        QColor(mixed(colours().sunken, ground, part)),
        QColor(mixed(colours().warn_soft, ground, part)),
    )


def _fill(
    painter: QPainter, left: float, top: float, right: float, below: float, ink: QColor
) -> None:
    """On whole pixels, which needs no blending either."""
    x, y = floor(left + 0.5), floor(top + 0.5)
    wide, tall = floor(right + 0.5) - x, floor(below + 0.5) - y
    painter.fillRect(QRect(x, y, max(1, wide), tall), ink)


def paint_head(painter: QPainter, sheet: Sheet, known: Calendar) -> None:
    """The names of the days and holidays, and a small clock where clocks change."""
    tall, line = head_height(), colour("line")
    for x in sheet.lines:
        _fill(painter, x, 6, x + 1, tall, line)
    days = 1 if sheet.day >= LINED else 7
    for at, day in enumerate(sheet.span.days):
        if days > 1 and day != week_of(day):
            continue
        edges = [x for column in sheet.columns[at : at + days] for x in column]
        box = QRectF(min(edges), 0, max(edges) - min(edges), tall)
        said = day_texts(day) if sheet.day >= LINED else (week_text(day),)
        _paint_day(painter, box, day, said, known, sheet.backwards)
    painter.setPen(Qt.PenStyle.NoPen)
    for turn in known.turns:
        painter.setBrush(colour("surface"))
        painter.drawEllipse(clock_box(sheet, turn))
        paint_icon(painter, clock_box(sheet, turn), "clock", "warn_text")


def _paint_day(
    painter: QPainter,
    box: QRectF,
    day: date,
    texts: Sequence[str],
    known: Calendar,
    backwards: bool,
) -> None:
    today = day == known.today
    painter.setFont(fonts.strong("small") if today else fonts.font("small"))
    wide = painter.fontMetrics().horizontalAdvance
    said = next((each for each in texts if wide(each) + XS <= box.width()), "")
    pad = min(float(S), (box.width() - wide(said)) / 2)
    inner = box.adjusted(pad, 0, -pad, 0)
    ink = "accent_text" if today else "warn_text" if day in known.holidays else "text"
    painter.setPen(colour(ink))
    painter.drawText(inner, edge_of(backwards), said)
    used = painter.fontMetrics().horizontalAdvance(said) + S
    name = known.holidays.get(day, "")
    if name and inner.width() - used > fonts.em() * 2:
        painter.setFont(fonts.font("tiny"))
        painter.setPen(colour("warn_text"))
        shown = elided(name, painter.fontMetrics(), round(inner.width() - used))
        painter.drawText(inner, edge_of(backwards, end=True), shown)


def clock_box(sheet: Sheet, turn: ClockTurn) -> QRectF:
    """Where the small clock of a clock change stands: at its hour."""
    side = clock_side()
    return QRectF(sheet.x(turn.at) - side / 2, head_height() - side / 2 - 1, side, side)


def clock_side() -> float:
    """Of the small clocks."""
    return fonts.em() * 0.85


def paint_turns(painter: QPainter, sheet: Sheet, known: Calendar, height: float) -> None:
    """A dotted line down from each small clock."""
    pen = QPen(colour("warn_text"), 1, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    for turn in known.turns:
        x = round(sheet.x(turn.at)) + 0.5
        painter.drawLine(QPointF(x, head_height()), QPointF(x, height))


def paint_row(painter: QPainter, sheet: Sheet, row: GridRow, top: float, width: float) -> None:
    """A band behind what pages, a line above people."""
    box = QRectF(0, top, width, row_height(row))
    if row.kind == FINAL:
        band = QColor(colour("accent_soft"))
        band.setAlphaF(0.45)
        _fill(painter, XS, top, width, box.bottom(), band)
    elif row.kind == PERSON:
        _fill(painter, 0, top, width, top + 1, colour("line"))


def paint_title(painter: QPainter, sheet: Sheet, row: GridRow, top: float, width: float) -> None:
    """What a row is; of several schedules each has a band of its own."""
    box = QRectF(0, top, width, row_height(row))
    if row.kind == TITLE:
        _fill(painter, 0, top, width, box.bottom(), colour("line"))
        _fill(painter, 0, top + 1, width, box.bottom() - 1, colour("window"))
        _paint_schedule(painter, box, row, sheet.backwards)
        return
    wide = sheet.left if not sheet.backwards else width - sheet.right
    start = 0.0 if not sheet.backwards else sheet.right
    _paint_title(painter, QRectF(start + M, top, wide - M - S, box.height()), row, sheet.backwards)


def _paint_schedule(painter: QPainter, box: QRectF, row: GridRow, backwards: bool) -> None:
    side = fonts.em() * 0.9
    shut = "chevron-right"
    at = box.right() - M - side if backwards else box.left() + M - 2
    mark = QRectF(at, box.center().y() - side / 2, side, side)
    paint_icon(painter, mark, shut if row.folded else "chevron-down", "muted")
    gap = M + side + XS
    words = box.adjusted(*((M, 0, -gap, 0) if backwards else (gap, 0, -M, 0)))
    painter.setFont(fonts.strong())
    painter.setPen(colour("text"))
    painter.drawText(words, edge_of(backwards), row.title)
    used = painter.fontMetrics().horizontalAdvance(row.title) + S
    painter.setFont(fonts.font("small"))
    painter.setPen(colour("muted"))
    rest = words.adjusted(*((0, 0, -used, 0) if backwards else (used, 0, 0, 0)))
    painter.drawText(rest, edge_of(backwards), row.hint)


def _paint_title(painter: QPainter, box: QRectF, row: GridRow, backwards: bool) -> None:
    if row.face is not None:
        side = fonts.em() * 1.5
        at = box.right() - side if backwards else box.left()
        paint_avatar(painter, QRectF(at, box.center().y() - side / 2, side, side), row.face)
        box = box.adjusted(*((0, 0, -side - S, 0) if backwards else (side + S, 0, 0, 0)))
    middle, wide = box.center().y(), round(box.width())
    tall = fonts.em() * 1.1
    top = middle - tall if row.hint else middle - tall / 2
    painter.setFont(fonts.strong())
    painter.setPen(colour("text"))
    title = elided(row.title, painter.fontMetrics(), wide)
    painter.drawText(QRectF(box.left(), top, wide, tall), edge_of(backwards), title)
    painter.setFont(fonts.font("tiny"))
    painter.setPen(colour("muted"))
    hint = elided(row.hint, painter.fontMetrics(), wide)
    painter.drawText(QRectF(box.left(), middle, wide, tall), edge_of(backwards), hint)


def paint_past(painter: QPainter, sheet: Sheet, now: datetime, top: float, height: float) -> None:
    """What was is a little paler than what will be."""
    start = instant(sheet.span.start, sheet.zone)
    if now <= start:
        return
    left, right = sheet.between(start, now)
    veil = QColor(colour("surface"))
    veil.setAlphaF(0.22 if colours().dark else 0.14)
    _fill(painter, left, top, right, top + height, veil)


def paint_now(painter: QPainter, sheet: Sheet, now: datetime, top: float, below: float) -> None:
    """The line of now, where it is in sight."""
    x = sheet.x(now)
    if sheet.left <= x <= sheet.right:
        painter.setPen(QPen(colour("accent"), 1.6))
        painter.drawLine(QPointF(x, top), QPointF(x, below))


def paint_now_dot(painter: QPainter, sheet: Sheet, now: datetime) -> None:
    """The dot at the head of the line."""
    x = sheet.x(now)
    if sheet.left <= x <= sheet.right:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QPointF(x, head_height() - 1), 4, 4)
