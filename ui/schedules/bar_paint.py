"""The bars of the time grid and the words on them."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from ui.schedules.mark import AWAY, CHANGE, ELSEWHERE, GAP, NOBODY, Mark
from ui.theme import fonts
from ui.theme.colours import ON_PERSON
from ui.theme.current import colour, colours
from ui.theme.space import XS, S
from ui.widgets.avatar import initials
from ui.widgets.text import edge_of

ROUND = 6.0
THIN = 4.0  # pixels: a narrower bar needs no corners
LEAST = 9.0  # pixels: nothing can be written on a narrower bar


def paint_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """One bar, still without its words: the line of now lies between."""
    painter.setPen(Qt.PenStyle.NoPen)
    if mark.kind == GAP:
        _paint_hatched(painter, box, "alarm_soft", "alarm")
    elif mark.kind == AWAY:
        _paint_away(painter, box)
    elif mark.kind == ELSEWHERE and mark.face is not None:
        _paint_elsewhere(painter, box, mark.face.ink)
    elif mark.kind == NOBODY or mark.face is None:
        _paint_hatched(painter, box, "sunken", "line_strong")
    else:
        _paint_solid(painter, box, mark.face.ink)


def _paint_solid(painter: QPainter, box: QRectF, ink: str) -> None:
    if box.width() < THIN:
        painter.fillRect(box, _solid(ink))
        return
    painter.setBrush(_solid(ink))
    if colours().dark:
        painter.setPen(QPen(QColor(255, 255, 255, 46), 1))
    turn = min(ROUND, box.width() / 3)
    painter.drawRoundedRect(box, turn, turn)


@lru_cache(maxsize=64)
def _solid(ink: str) -> QColor:
    return QColor(ink)


def _paint_elsewhere(painter: QPainter, box: QRectF, ink: str) -> None:
    ground = QColor(ink)
    ground.setAlphaF(0.16)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(ink), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)


def _paint_away(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(_hatch("muted", 0.5))
    painter.drawRoundedRect(box, ROUND, ROUND)


def _paint_hatched(painter: QPainter, box: QRectF, ground: str, ink: str) -> None:
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    turn = min(ROUND, box.width() / 3)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(inner, turn, turn)
    painter.setBrush(_hatch(ink, 0.55))
    painter.setPen(QPen(colour(ink), 1))
    painter.drawRoundedRect(inner, turn, turn)


def _hatch(ink: str, part: float) -> QBrush:
    faint = QColor(colour(ink))
    faint.setAlphaF(part)
    return QBrush(faint, Qt.BrushStyle.BDiagPattern)


def paint_chosen(painter: QPainter, box: QRectF) -> None:
    """The ring around the bar that the keyboard is at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("surface"), 1.5))
    painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), ROUND, ROUND)
    painter.setPen(QPen(colour("focus"), 2))
    painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), ROUND + 2, ROUND + 2)


def paint_words(painter: QPainter, box: QRectF, mark: Mark, backwards: bool) -> None:
    """Whose bar it is, as far as there is room: the words, the first name, the initials. The
    painter has the font of `words_font`."""
    if box.width() < LEAST:
        return
    said = _fitting(mark, box.width() - 5)
    if not said:
        return
    wide = text_width(said)
    edge = min(float(S), (box.width() - wide) / 2)
    if mark.kind in (GAP, NOBODY, AWAY):
        _paint_plate(painter, box, mark.kind, wide, edge, backwards)
    painter.setPen(_ink(mark))
    inner = box.adjusted(0, 0, -edge, 0) if backwards else box.adjusted(edge, 0, 0, 0)
    painter.drawText(inner, edge_of(backwards), said)


def _paint_plate(
    painter: QPainter, box: QRectF, kind: str, wide: float, edge: float, backwards: bool
) -> None:
    """Words on hatching stand on a plain ground."""
    left = box.right() - edge - wide - 3 if backwards else box.left() + edge - 3
    plate = QRectF(left, box.top() + XS, wide + 6, box.height() - 2 * XS)
    grounds = {GAP: "alarm_soft", NOBODY: "sunken", AWAY: "surface"}
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(grounds[kind]))
    painter.drawRoundedRect(plate, XS, XS)


def _ink(mark: Mark) -> QColor:
    inks = {GAP: "alarm_text", NOBODY: "muted", AWAY: "text", ELSEWHERE: "text"}
    if mark.kind in inks or mark.face is None:
        return QColor(colour(inks.get(mark.kind, "text")))
    return QColor(ON_PERSON)


def _fitting(mark: Mark, room: float) -> str:
    """The longest that fits, or nothing."""
    said = [mark.words]
    names = mark.kind in (CHANGE, AWAY) or (mark.face is not None and said[0] == mark.face.first)
    if mark.face is not None and names:
        said += [mark.face.first, initials(mark.face.title)]
    return next((each for each in said if text_width(each) <= room), "")


def words_font() -> QFontMetricsF:
    """The measure of the words on bars."""
    return QFontMetricsF(fonts.strong("small"))


@lru_cache(maxsize=2000)
def _text_width(said: str, _points: float) -> float:
    return words_font().horizontalAdvance(said)


def text_width(said: str) -> float:
    """In pixels, at the size that words on bars have."""
    return _text_width(said, fonts.points("small"))
