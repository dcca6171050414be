"""The Rota page: who is on call when, as a grid or as a list, and who carries how much."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.schedules import reads
from ui.schedules.carried import Carried
from ui.schedules.columns import Words, list_rows
from ui.schedules.grid import RotaGrid
from ui.schedules.mark import Mark, at_text
from ui.schedules.span import Kind, clock_change, span_text, stepped
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.empty import EmptyState
from ui.widgets.menu import DropDown
from ui.widgets.page import Page, ScrollPage
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.schedules.reads import Seen

TOUCHING = ("schedule", "rotation", "slot", "override", "served", "person", "override_person")
MINUTE = 60_000


class SchedulesPage(Page):
    """A schedule can be visited by its id. Reading only: editing comes to this page later."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Rota"))
        self.setAccessibleName(self.tr("Rota"))
        self._bridge = bridge
        self._schedule: int | None = None
        self._day: date | None = None  # None: today
        self._stale, self._asking = True, False
        self.seen: Seen | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chooser = DropDown()
        self.chooser.setAccessibleName(self.tr("Schedule"))
        self.view_chips = ChipBar(exclusive=True)
        self.view_chips.add("grid", self.tr("Grid"), on=True, icon_name="calendar-days")
        self.view_chips.add("list", self.tr("List"), icon_name="list")
        self.zone = Text(look="muted")
        self.head.add(self.chooser)
        self.head.add(self.zone)
        self.head.close_up()
        self.head.add_action(self.view_chips)
        self._bar = self._navigation()
        self.grid, self.carried = RotaGrid(), Carried()
        scroll = ScrollPage()
        scroll.body.setContentsMargins(1, 0, 1, 1)
        scroll.add(self.grid, 1)
        self.table = RowTable(Words().shifts(), parent=self)
        self.view = TableView(self.table, "rota")
        self.view.setAccessibleName(self.tr("Shifts"))
        self._views = QStackedWidget()
        self._views.addWidget(Panel(scroll))
        self._views.addWidget(Panel(self.view))
        self._side = ScrollPage()
        self._side.add(self.carried, 1)
        self._main = QWidget()
        self._box = QHBoxLayout(self._main)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(M)
        self._box.addWidget(self._views, 1)
        self._box.addWidget(self._side)
        self.told = ElidedLabel("", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._main)
        self._stack.addWidget(Panel(self._nothing()))
        self.body.addWidget(self._bar)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.told)

    def _navigation(self) -> QWidget:
        back = IconButton("chevron-left", self.tr("Earlier"), on_click=partial(self.step, -1))
        ahead = IconButton("chevron-right", self.tr("Later"), on_click=partial(self.step, 1))
        self.today = Button(self.tr("Today"), on_click=self.go_today)
        self.title = Text(look="heading")
        self.chips = ChipBar(exclusive=True)
        self.chips.add(Kind.WEEK, self.tr("Week"), on=True)
        self.chips.add(Kind.FORTNIGHT, self.tr("2 weeks"))
        self.chips.add(Kind.MONTH, self.tr("Month"))
        bar = QWidget()
        bar.setLayout(row(back, self.today, ahead, self.title, STRETCH, self.chips))
        return bar

    def _connect(self) -> None:
        self.chooser.currentIndexChanged.connect(self._choose)
        self.chips.changed.connect(self.ask)
        self.view_chips.changed.connect(self._switch)
        self.grid.chosen.connect(self._tell)
        self.grid.leafed.connect(self._leaf)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self.ask)
        self._clock.start()

    @property
    def kind(self) -> Kind:
        """How much is seen at once."""
        return Kind(str(self.chips.on()[0]))

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self._asking = False, True
        question = partial(reads.seen, schedule=self._schedule, kind=self.kind, day=self._day)
        self._bridge.read(question, self._show, self._fail, key=(id(self), "rota"))

    def visit(self, target: object) -> None:
        """Show a schedule by its id."""
        if isinstance(target, int):
            self._schedule, self._day = target, None
            self.ask()

    def step(self, by: int) -> None:
        """The span before or after."""
        if self.seen is not None:
            self._day = stepped(self.kind, self._day or self.seen.span.start, by)
            self.ask()

    def go_today(self) -> None:
        """The span that holds today."""
        self._day = None
        self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < fonts.em() * 50
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumSize(16_777_215, fonts.em() * 12)
        else:
            self._side.setFixedWidth(fonts.em() * 14)
            self._side.setMaximumHeight(16_777_215)

    def _show(self, seen: "Seen") -> None:
        self._asking, self.seen = False, seen
        self._stack.setCurrentIndex(0 if seen.choices else 1)
        for part in (self._bar, self.chooser, self.zone, self.view_chips, self.told):
            part.setVisible(bool(seen.choices))
        self._offer(seen)
        if seen.table is None:
            return
        self._schedule = seen.table.schedule.id
        self.title.setText(span_text(seen.span))
        self.zone.setText(seen.table.schedule.time_zone)
        self.grid.show_seen(seen)
        clock = partial(at_text, zone=ZoneInfo(seen.table.schedule.time_zone))
        self.table.show(list_rows(self.grid.rows, clock))
        self.carried.show_table(seen.table)
        self._tell(self.grid.mark)

    def _offer(self, seen: "Seen") -> None:
        self.chooser.blockSignals(True)
        self.chooser.fill([(each.id, each.name) for each in seen.choices])
        if seen.table is not None:
            self.chooser.set_value(seen.table.schedule.id)
        self.chooser.blockSignals(False)

    def _tell(self, mark: Mark | None) -> None:
        """The chosen bar in words; else whether clocks change."""
        if mark is not None:
            self.told.setText(" · ".join(mark.tip.splitlines()))
        elif self.seen is not None and self.seen.table is not None:
            changed = clock_change(self.seen.span, ZoneInfo(self.seen.table.schedule.time_zone))
            none = self.tr("Clocks do not change in this span.")
            some = self.tr("Clocks change in this span: %1.").replace("%1", changed)
            self.told.setText(some if changed else none)

    def _fail(self, fault: Exception) -> None:
        self._stale, self._asking = True, False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def _choose(self, _at: int) -> None:
        value = self.chooser.value()
        if isinstance(value, int) and value != self._schedule:
            self._schedule = value
            self.ask()

    def _leaf(self, by: int) -> None:
        if by:
            self.step(by)
        else:
            self.go_today()

    def _switch(self) -> None:
        self._views.setCurrentIndex(1 if "list" in self.view_chips.on() else 0)

    def _nothing(self) -> QWidget:
        return EmptyState(
            "calendar-days",
            self.tr("The rota says who is on call when."),
            self.tr(
                "There is no schedule yet. Write one into a workspace file and bring it in with"
                " `watchbill apply`."
            ),
        )
