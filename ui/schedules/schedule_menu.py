"""Which schedules are shown: one, all, or some of them above one another."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.schedules.reads import ALL
from ui.widgets.button import Button
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from app.queries.timetable import ScheduleChoice


class ScheduleMenu(Button):
    """`chosen` carries ids; those of `ALL` mean every schedule, also ones made later."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Schedule"))
        self._choices: tuple[ScheduleChoice, ...] = ()
        self._ids: tuple[int, ...] = ()
        self.together: Menu | None = None  # several above one another, once the menu was open
        self._more: list[Callable[[Menu], object]] = []
        self._drop_menu = Menu(parent=self)
        self._drop_menu.aboutToShow.connect(self._fill)
        self.set_menu(self._drop_menu)

    def show_choices(self, choices: "Sequence[ScheduleChoice]", ids: tuple[int, ...]) -> None:
        """What there is, and what is shown."""
        self._choices, self._ids = tuple(choices), ids
        names = [each.name for each in choices if each.id in ids]
        if ids == ALL:
            said = self.tr("All schedules")
        elif len(names) > 2:
            said = self.tr("%1 schedules").replace("%1", str(len(names)))
        else:
            said = " + ".join(names)
        self.setText(said)
        self.setToolTip(", ".join(names))

    def fill_with(self, more: Callable[[Menu], object]) -> None:
        """`more(menu)` adds entries below."""
        self._more.append(more)

    def menu_now(self) -> Menu:
        """The menu with its entries, as a click shows it."""
        self._fill()
        return self._drop_menu

    def _fill(self) -> None:
        menu = self._drop_menu
        menu.clear()
        for each in self._choices:
            only = self._ids == (each.id,)
            menu.add_choice(each.name, only, partial(self._take, (each.id,)))
        if len(self._choices) > 1:
            menu.addSeparator()
            menu.add_choice(self.tr("All schedules"), self._ids == ALL, partial(self._take, ALL))
            self.together = self._together()
            menu.addMenu(self.together)
        for more in self._more:
            menu.addSeparator()
            more(menu)

    def _together(self) -> Menu:
        """Several above one another."""
        made = Menu(self.tr("Show together"), self._drop_menu)
        shown = {each.id for each in self._choices} if self._ids == ALL else set(self._ids)
        for each in self._choices:
            made.add_choice(each.name, each.id in shown, partial(self._flip, shown, each.id))
        return made

    def _flip(self, shown: set[int], ident: int, on: bool) -> None:
        kept = shown | {ident} if on else shown - {ident}
        if kept:
            self._take(tuple(each.id for each in self._choices if each.id in kept), True)

    def _take(self, ids: tuple[int, ...], _on: bool) -> None:
        self.chosen.emit(ids)
