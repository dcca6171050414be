"""The card at a bar in the hand: who and when, what is wrong with it, which keys help."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from ui.schedules.hand.reason import Reason
from ui.theme import fonts
from ui.theme.current import colour, colours
from ui.theme.icons import paint_icon
from ui.theme.space import XS, M, S
from ui.widgets.popup import SHADOW, paint_floating
from ui.widgets.text import edge_of

WIDEST = 32  # ems
SMALL, DROP = 60, 4  # pixels: the card that is stretched, and how far its shadow falls
CORNER = SHADOW + 18.0
Part = tuple[float, float]


class GhostCard(NamedTuple):
    """`title` names person and times, `lines` the other zone and the hours that change hands,
    `hint` the keys."""

    title: str
    lines: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    hint: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for whoever cannot see it."""
        return ". ".join(filter(None, (self.title, *(r.words for r in self.reasons), *self.lines)))


class _Words(NamedTuple):
    text: str
    font: QFont
    ink: str
    icon: str = ""


def card_size(card: GhostCard) -> QSizeF:
    """As large as its words."""
    lines = list(_lines(card))
    wide = max((_width(each) for each in lines), default=0.0)
    tall = sum(_height(each) for each in lines)
    return QSizeF(round(min(wide, fonts.em() * WIDEST)) + 2 * M, round(tall) + 2 * S + XS)


def paint_card(painter: QPainter, box: QRectF, card: GhostCard, backwards: bool) -> None:
    """In a box of `card_size`."""
    _paint_ground(painter, box)
    top, inner = box.top() + S + XS / 2, box.adjusted(M, 0, -M, 0)
    for each in _lines(card):
        line = QRectF(inner.left(), top, inner.width(), _height(each))
        top = line.bottom()
        if each.icon:
            side = fonts.em() * 0.9
            left = line.right() - side if backwards else line.left()
            spot = QRectF(left, line.center().y() - side / 2, side, side)
            paint_icon(painter, spot, each.icon, each.ink)
            line.adjust(*((0, 0, -side - XS, 0) if backwards else (side + XS, 0, 0, 0)))
        painter.setFont(each.font)
        painter.setPen(colour(each.ink))
        said = painter.fontMetrics().elidedText(
            each.text, Qt.TextElideMode.ElideRight, round(line.width()) + 1
        )
        painter.drawText(line, edge_of(backwards), said)


def _paint_ground(painter: QPainter, box: QRectF) -> None:
    """The shadow costs more than all the rest: it is painted once, and stretched in nine parts."""
    ground = _ground(painter.device().devicePixelRatioF(), colours().dark)
    whole = box.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW + DROP)
    wide, tall = SMALL + 2.0 * SHADOW, SMALL + 2.0 * SHADOW + DROP
    for x, from_x in _thirds(whole.left(), whole.width(), wide):
        for y, from_y in _thirds(whole.top(), whole.height(), tall):
            ratio = ground.devicePixelRatio()
            source = QRectF(from_x[0], from_y[0], from_x[1], from_y[1])
            scaled = QRectF(source.topLeft() * ratio, source.size() * ratio)
            painter.drawPixmap(QRectF(x[0], y[0], x[1], y[1]), ground, scaled)


def _thirds(start: float, length: float, small: float) -> Iterator[tuple[Part, Part]]:
    """Start and length of corner, middle and corner: where they go, and in the small picture."""
    yield (start, CORNER), (0.0, CORNER)
    yield (start + CORNER, length - 2 * CORNER), (CORNER, small - 2 * CORNER)
    yield (start + length - CORNER, CORNER), (small - CORNER, CORNER)


@lru_cache(maxsize=8)
def _ground(ratio: float, _dark: bool) -> QPixmap:
    """A small card with its shadow."""
    size = QSizeF(SMALL + 2 * SHADOW, SMALL + 2 * SHADOW + DROP)
    made = QPixmap((size * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_floating(painter, QRectF(SHADOW, SHADOW, SMALL, SMALL))
    painter.end()
    return made


def _lines(card: GhostCard) -> Iterator[_Words]:
    yield _Words(card.title, fonts.strong(), "text")
    for reason in card.reasons:
        ink, name = (
            ("alarm_text", "octagon-alert") if reason.grave else ("warn_text", "triangle-alert")
        )
        yield _Words(reason.words, fonts.font("small"), ink, name)
    for line in card.lines:
        yield _Words(line, fonts.font("small"), "text")
    if card.hint:
        yield _Words(card.hint, fonts.font("tiny"), "muted")


def _width(words: _Words) -> float:
    more = fonts.em() * 0.9 + XS if words.icon else 0.0
    return QFontMetricsF(words.font).horizontalAdvance(words.text) + more + 2


def _height(words: _Words) -> float:
    return QFontMetricsF(words.font).height() + 4
