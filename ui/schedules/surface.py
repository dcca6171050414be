"""What lies below the heading: the draft's strip, the grid or the list, panels beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.schedules.carried import Carried
from ui.schedules.grid import RotaGrid
from ui.schedules.listing import Listing
from ui.schedules.sheet import head_height
from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import ScrollPage
from ui.widgets.picture import Picture
from ui.widgets.rows import row
from ui.widgets.text import ElidedLabel

MOST = 16_777_215  # Qt's word for no limit
LINES = 12  # of text: how high the panels are there, unless more is asked for
PANEL, CRAMPED = 13.5, 12.0  # lines of text that the panels are wide, as a rule and at least
LOW = 24  # lines of text high: below that the grid would be nothing above the panels
NARROW = 50  # lines of text wide: below that the panels go under the grid


class Surface(QWidget):
    """`strip`, `side` and `foot` are layouts for others; the empty place offers a first step."""

    new_wanted = Signal()
    sample_wanted = Signal()
    switched = Signal(bool)  # whether the list is seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid, self.carried, self.listing = RotaGrid(), Carried(), Listing()
        self.view, self.table = self.listing.view, self.listing.table
        self.told = ElidedLabel("", "muted")
        self._ems, self._lines = PANEL, float(LINES)
        self._build()

    def _build(self) -> None:
        self.strip = QVBoxLayout()
        self.strip.setSpacing(S)
        self._views = QStackedWidget()
        self._views.addWidget(Panel(self._scroller()))
        self._views.addWidget(self.listing)
        self._column = ScrollPage()
        self.side = self._column.body
        self.side.addWidget(self.carried, 1)
        self._main = QWidget()
        self._box = QHBoxLayout(self._main)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(M)
        self._box.addWidget(self._views, 1)
        self._box.addWidget(self._column)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._main)
        self._stack.addWidget(Panel(self._nothing()))
        self._foot = self._footing()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(M)
        outer.addLayout(self.strip)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self._foot)

    def _scroller(self) -> ScrollPage:
        self.scroller = ScrollPage()
        self.scroller.body.setContentsMargins(1, 0, 1, 1)
        self.scroller.add(self.grid, 1)
        self.scroller.verticalScrollBar().valueChanged.connect(self.grid.scrolled)
        return self.scroller

    def _footing(self) -> QWidget:
        self.switch = Button(self.tr("List view · F6"), "link", on_click=self.flip).give_way()
        self._clock = Picture("clock", "muted", 0.9)
        self.foot = row(self._clock, self.told)
        self.foot.setStretch(1, 1)
        outer = QHBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.foot, 1)
        outer.addWidget(self.switch)
        made = QWidget()
        made.setLayout(outer)
        return made

    def reveal(self) -> None:
        """Scroll so that the chosen bar is in sight, below the head."""
        if self.grid.at is not None and self.grid.hasFocus():
            box, bar = self.grid.box(*self.grid.at), self.scroller.verticalScrollBar()
            low = round(box.top() - head_height() - M)
            high = round(box.bottom() + M) - self.scroller.viewport().height()
            bar.setValue(max(high, min(bar.value(), low)))

    # the grid or the list

    @property
    def listed(self) -> bool:
        """Whether the list is seen."""
        return self._views.currentWidget() is self.listing

    def show_list(self, on: bool) -> None:
        """The list, or the grid; the focus follows."""
        if on == self.listed:
            return
        self._views.setCurrentIndex(1 if on else 0)
        self.switch.setText(self.tr("Grid view · F6") if on else self.tr("List view · F6"))
        self.switched.emit(on)
        (self.view if on else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def flip(self) -> None:
        """The other one."""
        self.show_list(not self.listed)

    # room

    def widen(self, ems: float = PANEL, lines: float = LINES) -> None:
        """Another width for the panels beside the grid, in lines of text, and another height for
        where there is no room beside it."""
        self._ems, self._lines = ems, lines
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Panels beside the grid, or below it where there is no room. Where there is none below
        either, small ones stay beside it, and what wants to be wider takes the place of the grid
        until it is closed."""
        narrow, low = width < fonts.em() * NARROW, self.height() < fonts.em() * LOW
        alone = narrow and low and self._ems > PANEL
        way = QBoxLayout.Direction
        self._box.setDirection(way.TopToBottom if narrow and not low else way.LeftToRight)
        self._views.setVisible(not alone)
        if alone:
            self._column.setMinimumSize(0, 0)
            self._column.setMaximumSize(MOST, MOST)
        elif narrow and not low:
            self._column.setMinimumWidth(0)
            high = round(fonts.em() * self._lines)
            self._column.setMaximumSize(MOST, high)
            self._column.setMinimumHeight(high if self._lines > LINES else 0)
        else:
            ems = min(self._ems, CRAMPED) if narrow else self._ems
            self._column.setFixedWidth(round(fonts.em() * ems))
            self._column.setMaximumHeight(MOST)
            self._column.setMinimumHeight(0)

    # nothing

    def show_some(self, some: bool) -> None:
        """There are schedules; or the empty place."""
        self._stack.setCurrentIndex(0 if some else 1)
        self._foot.setVisible(some)

    @property
    def empty(self) -> bool:
        """Whether the empty place is seen."""
        return self._stack.currentIndex() == 1

    def _nothing(self) -> QWidget:
        made = EmptyState(
            "calendar-days",
            self.tr("The rota says who is on call when."),
            self.tr("Make a schedule: who takes turns, and when they hand over. It takes a minute,"
                    " and everybody can have it in their own calendar."),
        )  # fmt: skip
        words = self.tr("Make the first schedule")
        self.first = made.add_action(words, self.new_wanted.emit, "primary")
        self.sample = made.add_action(self.tr("Load a sample team"), self.sample_wanted.emit)
        return made
