"""Who carries what in the span: a line a person, and how much of it is covered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.current import colour, colours
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import Face, face_of, paint_avatar
from ui.widgets.card import Card
from ui.widgets.rows import clear
from ui.widgets.text import Line, Text, edge_of, elided

if TYPE_CHECKING:
    from app.domain.load import Load
    from app.queries.timetable import Timetable


class LoadLine(QWidget):
    """Avatar, name, figures, and a bar as long as the share of the most loaded."""

    def __init__(
        self, face: Face, words: str, spoken: str, share: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._words, self._share = face, words, share
        self.setAccessibleName(f"{face.title}: {spoken}")
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, round(fonts.em() * 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, backwards, wide = fonts.em() * 1.5, self.isRightToLeft(), float(self.width())
        paint_avatar(painter, QRectF(wide - side if backwards else 0, 2, side, side), self._face)
        left = 0.0 if backwards else side + S
        box = QRectF(left, 0, wide - side - S, fonts.em() * 1.3)
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        painter.drawText(box, edge_of(backwards, end=True), self._words)
        room = box.width() - painter.fontMetrics().horizontalAdvance(self._words) - S
        painter.setFont(fonts.strong())
        painter.setPen(colour("text"))
        name = elided(self._face.first, painter.fontMetrics(), round(room))
        painter.drawText(box, edge_of(backwards), name)
        self._paint_share(painter, QRectF(left, box.bottom() + 3, box.width(), 4), backwards)

    def _paint_share(self, painter: QPainter, track: QRectF, backwards: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track, 2, 2)
        part = QRectF(track)
        part.setWidth(max(4.0, track.width() * self._share))
        if backwards:
            part.moveRight(track.right())
        painter.setBrush(QColor(self._face.ink))
        if colours().dark:
            painter.setPen(QPen(QColor(255, 255, 255, 70), 1))
        painter.drawRoundedRect(part, 2, 2)


class Carried(Card):
    """The people of a span, the most loaded first, and its coverage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=L, gap=M, parent=parent)
        self.section.set_title(self.tr("On call in this span"))
        self.setAccessibleName(self.tr("On call in this span"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.coverage = Text(look="strong", wrap=True)
        self.gaps = Text(look="small", wrap=True)
        self.body.addLayout(self._lines)
        self.body.addWidget(Line())
        self.body.addWidget(self.coverage)
        self.body.addWidget(self.gaps)
        self.section.layout().addStretch(1)  # type: ignore[union-attr]

    def show_table(self, table: "Timetable") -> None:
        """Of a span."""
        clear(self._lines)
        most = max((load.length for load in table.loads), default=None)
        for load in table.loads:
            who = table.people[load.person]
            face = face_of(who.name, who.full_name, who.colour)
            share = load.length / most if most else 0.0
            self._lines.addWidget(LoadLine(face, self._figures(load), self._spoken(load), share))
        if not table.loads:
            self._lines.addWidget(Text(self.tr("Nobody"), "muted"))
        self._tell_coverage(table)

    def _figures(self, load: "Load") -> str:
        hours = self.tr("%1 h").replace("%1", _hours(load))
        nights = self.tr("%1 n").replace("%1", str(load.nights))
        weekends = self.tr("%1 we").replace("%1", str(load.weekends))
        return f"{hours} · {nights} · {weekends}"

    def _spoken(self, load: "Load") -> str:
        hours = self.tr("%1 hours").replace("%1", _hours(load))
        nights = self.tr("1 night") if load.nights == 1 else self.tr("%1 nights")
        weekends = self.tr("1 weekend") if load.weekends == 1 else self.tr("%1 weekends")
        rest = (nights.replace("%1", str(load.nights)), weekends.replace("%1", str(load.weekends)))
        return ", ".join((hours, *rest))

    def _tell_coverage(self, table: "Timetable") -> None:
        share = table.final.coverage * 100
        shown = f"{share:.4g}" if share < 99.995 or not table.final.gaps else "99.99"
        self.coverage.setText(self.tr("Coverage %1 %").replace("%1", shown))
        real = sum(not gap.deliberate for gap in table.final.gaps)
        meant = len(table.final.gaps) - real
        told = []
        if real:
            words = self.tr("1 gap: nobody is paged") if real == 1 else self.tr("%1 gaps")
            told.append(words.replace("%1", str(real)))
        if meant:
            words = self.tr("1 on purpose") if meant == 1 else self.tr("%1 on purpose")
            told.append(words.replace("%1", str(meant)))
        self.gaps.setText(" · ".join(told) or self.tr("No gap."))
        self.gaps.set_look("error" if real else "small")
        self.body.setSpacing(M if told else XS + S)


def _hours(load: "Load") -> str:
    return f"{load.length.total_seconds() / 3600:,.4g}"
