"""The limits of a schedule, one line each; nought switches one off."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.duration import NumberField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.limits import Limits

HOUR = timedelta(hours=1)


class LimitFields(QWidget):
    """`changed` whenever one is another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = timedelta()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(0, 1)
        self.rest = self._line(self.tr("Rest between shifts"), self.tr(" h"), 72)
        self.nights = self._line(self.tr("Nights running"), "", 60)
        self.days = self._line(self.tr("Days running"), "", 90)
        self.week = self._line(self.tr("Hours in seven days"), self.tr(" h"), 168)

    def _line(self, words: str, unit: str, most: int) -> NumberField:
        field = NumberField(0, 0, most)
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        field.setSuffix(unit)
        field.setSpecialValueText(self.tr("no limit"))
        field.setAccessibleName(words)
        field.setFixedWidth(max(round(fonts.em() * 5.6), field.sizeHint().width()))
        at = self._grid.rowCount()
        self._grid.addWidget(Text(words, "muted", wrap=True), at, 0)
        self._grid.addWidget(field, at, 1)
        field.valueChanged.connect(self._tell)
        return field

    def value(self) -> "Limits":
        """As they stand."""
        from app.domain.limits import Limits

        rest = self.rest.value() * HOUR
        if self._rest - self._rest % HOUR == rest:
            rest = self._rest  # a file may say minutes too
        return Limits(rest, self.nights.value(), self.days.value(), self.week.value())

    def set_value(self, limits: "Limits") -> None:
        """Show others, without a signal."""
        self._rest = limits.rest or timedelta()
        rest = self._rest // HOUR
        for field, value in (
            (self.rest, rest),
            (self.nights, limits.nights_running),
            (self.days, limits.days_running),
            (self.week, limits.week_hours),
        ):
            before = field.blockSignals(True)
            field.setValue(value or 0)
            field.blockSignals(before)

    def _tell(self, _: int) -> None:
        self.changed.emit()
