"""What somebody would like of the rota: days they had rather not, or gladly, be on call. Fair fill
heeds it."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from ui.people.away_entry import WallField
from ui.people.entries import Entries, Entry
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.chip import ChipBar
from ui.widgets.menu import DropDown
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.wish import WishSpec
    from app.domain.workspace import PersonSpec


class WishEntry(Entry):
    """Days from one to another, both included; weekdays that a file names stay as they are."""

    def __init__(self, wish: "WishSpec", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._days = wish.days
        self._build()
        self.kind.set_value(wish.gladly)
        self.first.set_value(_instant(wish.first))
        self.last.set_value(_instant(wish.last))

    def _build(self) -> None:
        self.cross.setToolTip(self.tr("Take this wish out"))
        self.cross.setAccessibleName(self.cross.toolTip())
        self.kind, self.first, self.last = DropDown(), WallField(), WallField()
        self.kind.fill([(False, self.tr("Rather not")), (True, self.tr("Gladly"))])
        self.kind.setAccessibleName(self.tr("Wish"))
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for field in (self.first, self.last):
            field.setMinimumWidth(fonts.em() * 6)
            field.textEdited.connect(self.changed)
            field.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)
        for part, stretch in (
            (self.kind, 2), (self.first, 3), (Text(self.tr("to"), "muted"), 0), (self.last, 3),
        ):  # fmt: skip
            self.line.addWidget(part, stretch)

    def wish(self) -> "WishSpec | None":
        """What is typed; None where it is no days."""
        from app.domain.wish import WishSpec

        first, last = self.first.wall(), self.last.wall()
        if first is None or last is None or last < first:
            return None
        return WishSpec(self._days, first.date(), last.date(), bool(self.kind.value()))

    def wrong(self) -> str:
        """Why it cannot be saved; empty when it can."""
        if self.wish() is None:
            return self.tr("From which day to which? Days such as 2026-12-24.")
        return ""

    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.first.text().strip() or self.last.text().strip())

    def begin(self) -> None:
        self.first.setFocus()


class WishSection(Section):
    """Weekdays as chips, a day is on one side only; stretches of days as lines."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=S, parent=parent)
        self.set_title(self.tr("Wishes"))
        self.setAccessibleName(self.tr("Wishes for the rota"))
        self.set_hint(self.tr("fair fill heeds them"))
        self.against, self.gladly = self._week(), self._week()
        self.against.setAccessibleName(self.tr("Rather not on"))
        self.gladly.setAccessibleName(self.tr("Gladly on"))
        self.against.changed.connect(self._part_against)
        self.gladly.changed.connect(self._part_gladly)
        self.dated: Entries[WishEntry] = Entries("")
        self.dated.changed.connect(self.changed)
        self.add_action(
            Button(self.tr("Add days"), "link", icon_name="plus", on_click=self.add_days)
        )
        for words, chips in (
            (self.tr("Rather not on"), self.against),
            (self.tr("Gladly on"), self.gladly),
        ):
            self.add(Text(words, "strong"))
            self.add(chips)
        self.add(self.dated)

    def _week(self) -> ChipBar:
        made, locale = ChipBar(), QLocale()
        for day in range(7):
            made.add(day, locale.dayName(day + 1, QLocale.FormatType.ShortFormat))
        return made

    # a spec

    def show_spec(self, spec: "PersonSpec") -> None:
        """What is stored."""
        for chips in (self.against, self.gladly):
            for day in range(7):
                chips.turn(day, on=False)
        self.dated.clear()
        for wish in spec.wishes:
            if wish.first is None and wish.last is None:
                for day in wish.days:
                    (self.gladly if wish.gladly else self.against).turn(day)
            else:
                self.dated.add(WishEntry(wish))

    def wishes(self) -> "tuple[WishSpec, ...]":
        """Weekdays first."""
        from app.domain.wish import WishSpec

        found = []
        for chips, gladly in ((self.against, False), (self.gladly, True)):
            days = tuple(day for day in range(7) if day in chips.on())
            found += [WishSpec(days, gladly=gladly)] if days else []
        dated = (entry.wish() for entry in self.dated.all if not entry.blank())
        return (*found, *(each for each in dated if each is not None))

    def wrong(self) -> str:
        """Why something cannot be saved; empty when all can."""
        said = (entry.wrong() for entry in self.dated.all if not entry.blank())
        return next(filter(None, said), "")

    def complain(self) -> None:
        """Says what is wrong beside it, and nothing where nothing is."""
        for entry in self.dated.all:
            entry.tell("" if entry.blank() else entry.wrong())

    def add_days(self) -> None:
        """One more stretch of days."""
        from app.domain.wish import WishSpec

        self.dated.add(WishEntry(WishSpec())).begin()

    def _part_against(self) -> None:
        self._part(self.against, self.gladly)

    def _part_gladly(self) -> None:
        self._part(self.gladly, self.against)

    def _part(self, chosen: ChipBar, other: ChipBar) -> None:
        for day in range(7):
            if day in chosen.on():
                other.turn(day, on=False)
        self.changed.emit()


def _instant(day: date | None) -> datetime | None:
    """Midnight; UTC only carries it."""
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
