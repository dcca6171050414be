"""Ninety days of a component as bars, as the page shows them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.kinds_status import ComponentState
from ui.language.times import dated
from ui.status.words import INK, state_word
from ui.theme import fonts
from ui.theme.current import colour

if TYPE_CHECKING:
    from app.domain.status import Day


class Bars(QWidget):
    """One bar a day; a word on each bad one."""

    def __init__(self, days: "Sequence[Day]", name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = days
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bad = sum(day.worst is not ComponentState.OPERATIONAL for day in days)
        words = self.tr("%1: trouble on %2 of %3 days").replace("%1", name)
        self.setAccessibleName(words.replace("%2", str(bad)).replace("%3", str(len(days))))

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 20, round(fonts.em() * 1.3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = self.width() / max(1, len(self._days))
        for place, day in enumerate(self._shown()):
            painter.setBrush(colour(INK[day.worst] if day.watched else "sunken"))
            left, right = round(place * wide), round((place + 1) * wide)
            painter.drawRect(QRectF(left, 0, max(1, right - left - 1), self.height()))

    def _shown(self) -> "Sequence[Day]":
        """As people read: today is where a line ends."""
        return self._days[::-1] if self.isRightToLeft() else self._days

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and self._days:
            place = int(event.pos().x() * len(self._days) / max(1, self.width()))
            day = self._shown()[min(max(place, 0), len(self._days) - 1)]
            word = state_word(day.worst) if day.watched else self.tr("No data")
            QToolTip.showText(event.globalPos(), f"{dated(day.date, 'd MMM')}: {word}", self)
            return True
        return super().event(event)  # type: ignore[arg-type]
