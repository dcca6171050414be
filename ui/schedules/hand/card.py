"""The card at a bar in the hand: who and when, what is wrong with it, which keys help."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui.schedules.hand.reason import Reason
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, M, S
from ui.widgets.popup import paint_floating
from ui.widgets.text import edge_of

WIDEST = 32  # ems


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
    paint_floating(painter, box)
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
