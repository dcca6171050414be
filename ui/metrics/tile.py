"""One figure of the first row: what it is, how it changed, and a line of how it went."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.language.numbers import counted
from ui.language.sentence import worded
from ui.metrics.words import change_text, judged, tile_text, title_of, value_text
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import XS, L, M, S
from ui.widgets.button import IconButton
from ui.widgets.text import edge_of, elided

if TYPE_CHECKING:
    from app.queries.overview import Tile

INKS = {"good": "good_text", "warn": "warn_text", "": "muted"}


class StatTile(QAbstractButton):
    """Pressed, it leads to the incidents behind it; its small button says how it is computed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.tile: Tile | None = None
        self.hint = ""
        self.how = IconButton("info", self.tr("How this is computed"), parent=self)
        self.how.setAccessibleName(self.tr("How %1 is computed").replace("%1", title_of(name)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title_of(name))

    def show_tile(self, tile: "Tile", hint: str = "", against: str = "") -> None:
        """Another figure; `hint` stands where there is no change to tell."""
        self.tile, self.hint = tile, hint
        was = value_text(tile.name, tile.before)
        told = f"{title_of(self.name)}: {tile_text(tile)}, {self._change()}"
        self.setAccessibleName(told)
        than = worded(against) or self.tr("before")
        lines = [told, f"{than}: {was}", f"n = {counted(tile.n)}"]
        if tile.scaled:
            lines.append(self.tr("Before: as many as in a time of the same length."))
        if tile.open:
            known = self.tr("%1 open ones count as not yet resolved (Kaplan-Meier).")
            lines.append(known.replace("%1", counted(tile.open)))
        if tile.sure is False:
            lines.append(self.tr("This much of a change can be chance."))
        elif tile.sure:
            lines.append(self.tr("More of a change than chance explains (95 %)."))
        self.setToolTip("\n".join(lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 9, round(fonts.em() * 5.6))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 8, round(fonts.em() * 5.6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.how.sizeHint()
        left = XS if self.isRightToLeft() else self.width() - side.width() - XS
        self.how.move(left, XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "line"), 1))
        painter.setBrush(colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(M + 2, M, -M - 2, -M)
        if self.tile is not None and len(self.tile.spark) > 1:
            self._paint_spark(painter, inner)
        self._paint_words(painter, inner)

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        edge = edge_of(self.isRightToLeft())
        line = float(fonts.em())
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        room = round(inner.width() - L)
        title = elided(title_of(self.name), painter.fontMetrics(), room)
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line), edge, title)
        painter.setFont(fonts.font("title", painter.font().Weight.DemiBold, figures=True))
        painter.setPen(colour("text"))
        told = tile_text(self.tile) if self.tile is not None else "…"
        told = elided(told, painter.fontMetrics(), round(inner.width()))
        spot = QRectF(inner.left(), inner.top() + line + 3, inner.width(), line * 1.7)
        painter.drawText(spot, edge, told)
        self._paint_change(
            painter, QRectF(inner.left(), inner.bottom() - line, inner.width(), line)
        )

    def _paint_change(self, painter: QPainter, box: QRectF) -> None:
        if self.tile is None:
            return
        words, verdict = self._change(), judged(self.tile)
        painter.setFont(fonts.font("small", figures=True))
        painter.setPen(colour(INKS[verdict]))
        painter.drawText(box, edge_of(self.isRightToLeft()),
                         elided(words, painter.fontMetrics(), round(box.width())))  # fmt: skip
        if self.hint and any(each.isdigit() for each in words):
            used = painter.fontMetrics().horizontalAdvance(words) + S
            painter.setPen(colour("muted"))
            backwards = self.isRightToLeft()
            rest = box.adjusted(0, 0, -used, 0) if backwards else box.adjusted(used, 0, 0, 0)
            told = elided(self.hint, painter.fontMetrics(), round(max(rest.width(), 0)))
            painter.drawText(rest, edge_of(backwards), told)

    def _change(self) -> str:
        return change_text(self.tile) if self.tile is not None else ""

    def _paint_spark(self, painter: QPainter, inner: QRectF) -> None:
        """At the end of the line of the figure; where nothing is known it has a gap."""
        assert self.tile is not None
        told = fonts.font("title", QFont.Weight.DemiBold, figures=True)
        room = inner.width() - QFontMetricsF(told).horizontalAdvance(tile_text(self.tile)) - M
        wide, high = min(room, fonts.em() * 5.0), fonts.em() * 1.25
        if wide < fonts.em():
            return
        left = inner.left() if self.isRightToLeft() else inner.right() - wide
        box = QRectF(left, inner.top() + fonts.em() + 8, wide, high)
        known = [each for each in self.tile.spark if each is not None]
        low, top = min(known, default=0.0), max(known, default=0.0)
        step = wide / max(len(self.tile.spark) - 1, 1)
        painter.setPen(QPen(colour("accent"), 1.5, c=Qt.PenCapStyle.RoundCap,
                            j=Qt.PenJoinStyle.RoundJoin))  # fmt: skip
        line = QPolygonF()
        for at, value in enumerate(self.tile.spark):
            if value is None:
                continue  # a short gap is drawn over
            share = 0.5 if top == low else (value - low) / (top - low)
            line.append(QPointF(box.left() + at * step, box.bottom() - share * high))
        painter.drawPolyline(line)
