"""Weekly hours: lines of weekdays with from and to, or from day to day."""

from collections.abc import Sequence
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language.times import clock
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.clock import ClockField
from ui.widgets.flow import flow, held
from ui.widgets.menu import DropDown, Menu
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.tab_order import put_before
from ui.widgets.text import Text
from ui.widgets.when import day_name

if TYPE_CHECKING:
    from app.domain.rota import Restriction

WEEK = range(7)
WORKING = (0, 1, 2, 3, 4)


class HoursLine(QWidget):
    """One window of a week. `value` is None while a time is not understood."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, found: "Restriction", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.long = found.opens[0] is not None
        self.opens = ClockField(self.tr("From"), found.opens[1])
        self.closes = ClockField(self.tr("To"), found.closes[1])
        self._days: list[Chip] = []
        self._ends = (DropDown(), DropDown())
        self._build(found)

    def _build(self, found: "Restriction") -> None:
        cross = self.cross = IconButton(
            "x", self.tr("Take these hours out"), on_click=self.dropped.emit
        )
        self._next = Text(look="small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        if self.long:
            self._fill_ends(found)
            first, last = self._ends
            layout.addLayout(row(first, self.opens, STRETCH, cross, gap=XS))
            layout.addLayout(row(last, self.closes, STRETCH, gap=XS))
        else:
            self._fill_days(found)
            chips = QHBoxLayout()
            chips.setSpacing(2)
            for chip in self._days:
                chips.addWidget(chip)
            layout.addLayout(row(chips, STRETCH, cross, gap=0))
            span = held(row(self.opens, Text("–"), self.closes, gap=XS))
            layout.addLayout(flow(span, self._next))
        for field in (self.opens, self.closes):
            field.changed.connect(self._tell)
        self._say_next()

    def _fill_days(self, found: "Restriction") -> None:
        for day in WEEK:
            chip = Chip(day_name(day)[:2])
            chip.setAccessibleName(day_name(day, long=True))
            chip.setToolTip(day_name(day, long=True))
            chip.setChecked(not found.days or day in found.days)
            chip.setFixedWidth(round(fonts.em() * 1.85))
            chip.setStyleSheet("padding-left: 0; padding-right: 0;")
            chip.clicked.connect(self._tell)
            self._days.append(chip)

    def _fill_ends(self, found: "Restriction") -> None:
        names = (self.tr("From day"), self.tr("To day"))
        for box, name, day in zip(
            self._ends, names, (found.opens[0], found.closes[0]), strict=True
        ):
            box.fill([(each, day_name(each, long=True)) for each in WEEK])
            box.set_value(day)
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(self._tell)

    def value(self) -> "Restriction | None":
        """None while it makes no sense."""
        from app.domain.restriction_text import days, restriction

        opens, closes = self.opens.value(), self.closes.value()
        if opens is None or closes is None:
            return None
        if self.long:
            first, last = (each.value() for each in self._ends)
            if isinstance(first, int) and isinstance(last, int):
                return restriction((first, opens), (last, closes))
            return None
        on = tuple(day for day in WEEK if self._days[day].isChecked())
        return restriction((None, opens), (None, closes), days(on)) if on else None

    def parts(self) -> list[QWidget]:
        """What Tab walks through, in order."""
        if self.long:
            first, last = self._ends
            return [first, self.opens, last, self.closes, self.cross]
        return [*self._days, self.opens, self.closes, self.cross]

    def wrong(self) -> str:
        """What is wrong here; empty when nothing is."""
        for field in (self.opens, self.closes):
            if field.value() is None:
                return self.tr("%1 is no time of day, such as 20:00.").replace("%1", field.text())
        return "" if self.value() is not None else self.tr("Choose a day at least.")

    def _tell(self, _: object = None) -> None:
        self._say_next()
        self.changed.emit()

    def _say_next(self) -> None:
        opens, closes = self.opens.value(), self.closes.value()
        over = opens is not None and closes is not None and closes <= opens
        self._next.setText(self.tr("next day") if over else "")


class HoursList(QWidget):
    """The lines; none means always, or what `none` says instead."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, none: str = "") -> None:
        super().__init__(parent)
        self.lines: list[HoursLine] = []
        self._always = Text(none or self.tr("Always, day and night."), "muted", wrap=True)
        self._room = QVBoxLayout()
        self._room.setSpacing(M)
        self.add = Button(self.tr("Add hours"), "quiet", icon_name="plus")
        self._menu = Menu(parent=self)
        self._fill_menu()
        self.add.set_menu(self._menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(self._always)
        layout.addLayout(self._room)
        layout.addLayout(row(self.add, STRETCH))

    def value(self) -> "tuple[Restriction, ...] | None":
        """In order; None while one makes no sense."""
        found = [each.value() for each in self.lines]
        return None if None in found else tuple(each for each in found if each is not None)

    def wrong(self) -> str:
        """The first thing that is wrong."""
        return next(filter(None, (each.wrong() for each in self.lines)), "")

    def set_value(self, listed: "Sequence[Restriction]") -> None:
        """Show others, without a signal; what is being typed stays as it is."""
        if self.lines and self.value() == tuple(listed):
            return
        clear(self._room)
        self.lines = []
        for each in listed:
            self._put(each)
        self._always.setVisible(not self.lines)

    def _fill_menu(self) -> None:
        offers = (
            (self.tr("Nights, Mon – Fri %1 – %2"), (20, 8), WORKING),
            (self.tr("Working hours, Mon – Fri %1 – %2"), (9, 17), WORKING),
            (self.tr("Days, every day %1 – %2"), (8, 20), ()),
        )
        for words, (opens, closes), days in offers:
            self._menu.add(_timed(words, opens, closes), partial(self._offer, opens, closes, days))
        weekend = _timed(self.tr("Weekend, Fri %1 – Mon %2"), 18, 9)
        self._menu.add(weekend, partial(self._offer, 18, 9, (), 4, 0))

    def _offer(
        self,
        opens: int,
        closes: int,
        days: tuple[int, ...],
        first: int | None = None,
        last: int | None = None,
    ) -> None:
        from app.domain.restriction_text import restriction

        line = self._put(restriction((first, time(opens)), (last, time(closes)), days))
        line.opens.setFocus()
        line.opens.selectAll()
        self.changed.emit()

    def _put(self, each: "Restriction") -> HoursLine:
        line = HoursLine(each)
        self.lines.append(line)
        self._room.addWidget(line)
        line.changed.connect(self.changed)
        line.dropped.connect(self._drop)
        self._always.hide()
        put_before(self.add, [part for each in self.lines for part in each.parts()])
        return line

    def _drop(self) -> None:
        line = self.sender()
        assert isinstance(line, HoursLine)
        self.lines.remove(line)
        self._room.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._always.setVisible(not self.lines)
        self.changed.emit()


def _timed(words: str, opens: int, closes: int) -> str:
    """With both hours as the locale writes them."""
    return words.replace("%1", clock(time(opens))).replace("%2", clock(time(closes)))
