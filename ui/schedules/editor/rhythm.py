"""How long a turn is and when hands change: every 2 weeks, Wednesday at 09:00, from a date on."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Unit
from ui.language.times import day_written
from ui.theme import fonts
from ui.theme.space import XS, M
from ui.widgets.clock import ClockField, DateField
from ui.widgets.duration import NumberField
from ui.widgets.field import Field
from ui.widgets.flow import flow
from ui.widgets.menu import DropDown
from ui.widgets.rows import row
from ui.widgets.text import Text
from ui.widgets.when import day_name

if TYPE_CHECKING:
    from app.domain.workspace import RotationSpec

MOST = 10_000


class RhythmFields(QWidget):
    """`changed` carries the name of what was changed: shift, start or until."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until = time()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.every = NumberField(1, 1, MOST)
        self.every.setAccessibleName(self.tr("Turn length"))
        self.every.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.every.setFixedWidth(round(fonts.em() * 3.6))
        self.unit = DropDown()
        self.unit.setAccessibleName(self.tr("Unit of the turn length"))
        self.day = DropDown()
        self.day.setAccessibleName(self.tr("Hand-off day"))
        self.day.fill([(day, day_name(day, long=True)) for day in range(7)])
        self.at = ClockField(self.tr("Hand-off time"))
        self._on, self._from = Text(), Text(self.tr("at"), "muted")
        self.start, self.until = DateField(), DateField(self.tr("for ever"))
        turn = QWidget()
        turn.setLayout(flow(Text(self.tr("every"), "muted"), self.every, self.unit))
        hand = QWidget()
        hand.setLayout(flow(self.day, self._on, self._from, self.at))
        self.turn_field = Field(self.tr("A turn"), turn)
        self.hand_field = Field(self.tr("Hand-off"), hand)
        self.start_field = Field(self.tr("From"), self.start)
        self.until_field = Field(self.tr("Until"), self.until, optional=True)
        span = row(self.start_field, self.until_field, gap=M)
        span.setStretch(0, 1)
        span.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M + XS)
        layout.addWidget(self.turn_field)
        layout.addWidget(self.hand_field)
        layout.addLayout(span)

    def _connect(self) -> None:
        self.every.valueChanged.connect(self._turn)
        self.unit.currentIndexChanged.connect(self._turn)
        self.day.currentIndexChanged.connect(self._move_day)
        self.at.changed.connect(self._started)
        self.start.changed.connect(self._started)
        self.until.changed.connect(self._ended)

    def show_rotation(self, spec: "RotationSpec") -> None:
        """Without a signal; what is being typed stays as it is."""
        for each in (self.every, self.unit, self.day):
            each.blockSignals(True)
        self.every.setValue(spec.every)
        self._name_units(spec.every)
        self.unit.set_value(str(spec.unit))
        self.day.set_value(spec.start.weekday())
        for each in (self.every, self.unit, self.day):
            each.blockSignals(False)
        self.at.set_value(spec.start.time())
        self.start.set_value(spec.start.date())
        self._until = spec.until.time() if spec.until is not None else spec.start.time()
        self.until.set_value(spec.until.date() if spec.until is not None else None)
        self._show_parts()

    def laid_on(self, spec: "RotationSpec") -> "RotationSpec":
        """The rotation with what stands here, as far as it makes sense."""
        day, at = self.start.value(), self.at.value()
        start = datetime.combine(day, at) if day is not None and at is not None else spec.start
        end = self.until.value()
        until = datetime.combine(end, self._until) if end is not None else None
        unit = Unit(str(self.unit.value()))
        return replace(spec, every=self.every.value(), unit=unit, start=start, until=until)

    def wrong(self) -> dict[str, str]:
        """By field: shift, start, hand, until."""
        found = {}
        if self.at.value() is None:
            found["hand"] = self.tr("%1 is no time of day, such as 09:00.").replace(
                "%1", self.at.text()
            )
        no_date = self.tr("Expected a date, such as 2026-11-23.")
        if self.start.value() is None:
            found["start"] = no_date
        if not self.until.valid():
            found["until"] = no_date
        return found

    def show_errors(self, wrong: dict[str, str]) -> None:
        """Each at its field."""
        self.turn_field.show_error(wrong.get("shift", ""))
        self.hand_field.show_error(wrong.get("hand", ""))
        self.start_field.show_error(wrong.get("start", ""))
        self.until_field.show_error(wrong.get("until", ""))

    def _turn(self, _: object = None) -> None:
        self._name_units(self.every.value())
        self._show_parts()
        self.changed.emit("shift")

    def _name_units(self, every: int) -> None:
        one = {
            "hour": self.tr("hour"),
            "day": self.tr("day"),
            "week": self.tr("week"),
            "month": self.tr("month"),
        }
        many = {
            "hour": self.tr("hours"),
            "day": self.tr("days"),
            "week": self.tr("weeks"),
            "month": self.tr("months"),
        }
        before = self.unit.blockSignals(True)
        self.unit.fill(list((one if every == 1 else many).items()))
        self.unit.blockSignals(before)

    def _show_parts(self) -> None:
        unit = self.unit.value()
        self.day.setVisible(unit == "week")
        self._on.setVisible(unit in ("hour", "month"))
        day = self.start.value()
        said = self.tr("day %1").replace("%1", str(day.day if day is not None else 1))
        self._on.setText(said if unit == "month" else self.tr("counted from"))
        self._from.setVisible(unit in ("week", "month"))

    def _move_day(self, _: object = None) -> None:
        """The first hand-off goes to that weekday of its own week, so turns keep their order."""
        start, day = self.start.value(), self.day.value()
        if start is not None and isinstance(day, int):
            with suppress(OverflowError):  # the first and the last week of the calendar
                first = start + timedelta(days=day - start.weekday())
                self.start.setText(day_written(first))
        self.changed.emit("start")

    def _started(self) -> None:
        start = self.start.value()
        if start is not None:
            self._show_weekday(start)
        if self.until.value() is None and self.at.value() is not None:
            self._until = self.at.value() or self._until
        self._show_parts()
        self.changed.emit("start")

    def _show_weekday(self, start: date) -> None:
        self.day.blockSignals(True)
        self.day.set_value(start.weekday())
        self.day.blockSignals(False)

    def _ended(self) -> None:
        self.changed.emit("until")
