"""The Rota page: who is on call when, as a grid or as a list, and who carries how much.

What is shown is the draft of each schedule, resolved here, so that an edit is seen at once. What
others put on the page comes from `furnish`.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.schedules import reads
from ui.schedules.clock_turn import clock_turns
from ui.schedules.furnish import furnish
from ui.schedules.grid import LEAVES
from ui.schedules.ground_paint import Calendar
from ui.schedules.heading import Heading
from ui.schedules.mark import GridRow, Mark
from ui.schedules.memory import recalled, remember
from ui.schedules.plan import Plan
from ui.schedules.rows import By, grid_rows
from ui.schedules.span import Kind, date_text, stepped
from ui.schedules.surface import Surface
from ui.theme import fonts
from ui.widgets.page import Page

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.board import Board
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.drafting import Drafting
    from ui.schedules.reads import Seen

TOUCHING = (
    "schedule", "rotation", "slot", "override", "served", "person", "override_person",
    "time_off", "holiday", "contact",
)  # fmt: skip
MINUTE = 60_000
KINDS = tuple(Kind)
LEAST = 36  # ems wide


class SchedulesPage(Page):
    """A schedule can be visited by its id; `sought` carries any other word. `shown` comes whenever
    something else is seen; `new_wanted` and `sample_wanted` are for others to fulfil."""

    shown = Signal()
    sought = Signal(str)
    new_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Rota"))
        self.setAccessibleName(self.tr("Rota"))
        self.bridge = bridge
        self.asked, self.by = recalled()
        self.seen: Seen | None = None
        self._plans: dict[int, Plan] = {}
        self._folded: frozenset[int] = frozenset()
        self._stale, self._asking = True, False
        self._drafting: Drafting | None = None
        self._build()
        self._connect()
        furnish(self)

    def _build(self) -> None:
        self.heading = Heading(self.head, self)
        self.heading.chips.turn(self.asked.kind)
        self.heading.zone.set_value(self.asked.zone)
        self.heading.choose_rows(self.by)
        self.surface = Surface()
        self.grid, self.view, self.table = self.surface.grid, self.surface.view, self.surface.table
        self.carried, self.told = self.surface.carried, self.surface.told
        self.side, self.strip, self.foot = (
            self.surface.side, self.surface.strip, self.surface.foot,
        )  # fmt: skip
        self.setMinimumWidth(fonts.em() * LEAST)  # else one long row of switches would be the least
        self.body.addWidget(self.heading.second)
        self.body.addWidget(self.surface, 1)

    def _connect(self) -> None:
        self.heading.leafed.connect(self._leaf)
        self.heading.changed.connect(self._choose)
        self.surface.new_wanted.connect(self.new_wanted)
        self.surface.sample_wanted.connect(self.sample_wanted)
        self.grid.chosen.connect(self._tell)
        self.grid.leafed.connect(self._leaf)
        self.grid.folded.connect(self.fold)
        self.grid.day_wanted.connect(self._approach)
        self.grid.zoomed.connect(self._zoom)
        self.surface.switched.connect(self._draw_list)
        turned = QShortcut(Qt.Key.Key_F6, self)  # wherever the focus lies in the window
        turned.activated.connect(self.surface.flip)
        self.bridge.changed.connect(self._hear)
        self.bridge.opened.connect(self.ask)
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self.ask)
        self._clock.start()

    # what is seen

    @property
    def kind(self) -> Kind:
        """How much is seen at once."""
        return self.asked.kind

    @property
    def boards(self) -> "tuple[Board, ...]":
        """The schedules that are shown, as they were last read."""
        return self.seen.boards if self.seen is not None else ()

    @property
    def drafting(self) -> "Drafting":
        """The drafts of whoever sits here."""
        if self._drafting is None:
            from ui.schedules.drafting import Drafting

            self._drafting = Drafting(self.bridge, self)
            self._drafting.changed.connect(self.redraw)
        return self._drafting

    def spec(self, schedule: int) -> "ScheduleSpec":
        """The rules that are shown: the draft, or what is stored."""
        return self._plans[schedule].spec

    def plan(self, schedule: int) -> Plan:
        """A schedule that is shown, with what its rules come to."""
        return self._plans[schedule]

    def attend(self, schedule: int) -> None:
        """Make a schedule that is shown the one that undo, redo and the draft bar mean."""
        self.drafting.open(self._plans[schedule].board)

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock the grid follows."""
        return self.seen.zone if self.seen is not None else ZoneInfo("UTC")

    # asking

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self.bridge.post is None:
            self._stale = True
            return
        self._stale, self._asking = False, True
        question = partial(reads.seen, asked=self.asked._replace(user=self.bridge.user))
        self.bridge.read(question, self._show, self._fail, key=(id(self), "rota"))

    def visit(self, target: object) -> None:
        """Show a schedule by its id; with (id, day) at a day."""
        ident, day = target if isinstance(target, tuple) else (target, None)
        if isinstance(target, str):
            self.sought.emit(target)
        elif isinstance(ident, int):
            self.asked = self.asked._replace(schedules=(ident,), day=cast("date | None", day))
            self.ask()

    def show_schedules(self, ids: tuple[int, ...]) -> None:
        """These above one another, or `reads.ALL`."""
        self.asked = self.asked._replace(schedules=ids)
        self.ask()

    def show_kind(self, kind: Kind) -> None:
        """A week, two, a month, a quarter."""
        self.heading.chips.turn(kind)
        self._choose()

    def show_by(self, by: By) -> None:
        """Rows by layers or by people."""
        self.heading.choose_rows(by)
        self._choose()

    def turn_rows(self) -> None:
        """By people where it was by layers, and back."""
        self.show_by(By.PEOPLE if self.by is By.LAYERS else By.LAYERS)

    def show_zone(self, key: str) -> None:
        """`schedule`, `mine`, or an IANA name."""
        self.heading.zone.set_value(key)
        self._choose()

    def go_to(self, day: date) -> None:
        """The span that holds a day."""
        self.asked = self.asked._replace(day=day)
        self.ask()

    def step(self, by: int) -> None:
        """The span before or after."""
        if self.seen is not None:
            self.go_to(stepped(self.kind, self.asked.day or self._middle(), by))

    def go_today(self) -> None:
        """The span that holds today."""
        self.asked = self.asked._replace(day=None)
        self.ask()

    def show_list(self, on: bool) -> None:
        """The list view, or the grid."""
        self.surface.show_list(on)

    def fold(self, schedule: int) -> None:
        """Show of one of several schedules only what pages, or all of it again."""
        self._folded ^= {schedule}
        self._draw()

    # showing

    def _show(self, seen: "Seen") -> None:
        self._asking, self.seen = False, seen
        self.surface.show_some(bool(seen.boards))
        self.heading.show_seen(seen, self.asked)
        self.heading.hide_all(not seen.boards)
        for place, board in enumerate(seen.boards):
            self.drafting.open(board, current=place == 0 and self._needs_current(seen))
        self._plans = {
            each.schedule_id: Plan(each, self.drafting.spec(each.schedule_id) or each.stored)
            for each in seen.boards
        }
        self._draw()

    def _needs_current(self, seen: "Seen") -> bool:
        """Whether the draft bar means a schedule that is not shown any more."""
        return self.drafting.schedule not in {each.schedule_id for each in seen.boards}

    def redraw(self, schedule: int | None = None) -> None:
        """The draft has changed (of one schedule, or of any): show it."""
        for ident, plan in self._plans.items():
            spec = self.drafting.spec(ident) or plan.board.stored
            if schedule in (None, ident) and spec is not plan.spec:
                self._plans[ident] = plan.edited(spec)
        self._draw()

    def _draw(self) -> None:
        seen = self.seen
        if seen is None or not self._plans:
            return
        plans, window = list(self._plans.values()), seen.window
        rows = grid_rows(plans, self.by, seen.zone, window, self._folded)
        self.grid.show_rows(rows, seen.span, seen.zone, self._calendar(seen))
        self.carried.show_plans(plans, window)
        if self.surface.listed:
            self._draw_list()
        self._tell(self.grid.mark)
        self.shown.emit()

    def _draw_list(self, _on: bool = True) -> None:
        """Of rows by layers: the list tells the same however the grid is ordered."""
        if self.seen is None:
            return
        plans, zone = list(self._plans.values()), self.seen.zone
        rows: tuple[GridRow, ...] = self.grid.rows
        if self.by is not By.LAYERS or self._folded:
            rows = grid_rows(plans, By.LAYERS, zone, self.seen.window, frozenset())
        self.surface.listing.show_rows(
            rows, zone, {ident: plan.spec.name for ident, plan in self._plans.items()}
        )

    def _calendar(self, seen: "Seen") -> Calendar:
        holidays: dict[date, str] = {}
        zones = {seen.zone.key: seen.zone}
        for plan in self._plans.values():
            holidays |= {each.day: each.name for each in plan.board.holidays}
            zones.setdefault(plan.spec.time_zone, ZoneInfo(plan.spec.time_zone))
        turns = [turn for zone in zones.values() for turn in clock_turns(seen.span, zone)]
        today = seen.now.astimezone(seen.zone).date()
        return Calendar(today, seen.now, holidays, tuple(turns))

    def _tell(self, mark: Mark | None) -> None:
        """The chosen bar in words; else whether clocks change."""
        self.surface.reveal()
        if mark is not None:
            self.told.setText(" · ".join(mark.tip.splitlines()))
        elif self.seen is not None:
            turns = clock_turns(self.seen.span, self.seen.zone)
            days = set(self.seen.span.days)
            told = [turn.words for turn in turns] or [self.tr("Clocks do not change in this span")]
            known = self._calendar(self.seen).holidays
            told += [f"{date_text(day)} {known[day]}" for day in sorted(known) if day in days]
            self.told.setText(" · ".join(told))

    def _middle(self) -> date:
        """Where the next step begins: today where it is seen, else the beginning."""
        assert self.seen is not None
        return self.seen.span.start

    # events

    def _choose(self) -> None:
        """Something else in the heading."""
        asked = self.asked._replace(
            schedules=self.heading.ids or self.asked.schedules,
            kind=self.heading.kind,
            zone=self.heading.zone_key,
        )
        by = By(str(self.heading.by.value()))
        fresh, other, self.asked, self.by = asked != self.asked, by is not self.by, asked, by
        remember(asked, by)
        if other:
            self._draw()
        if fresh:
            self.ask()

    def _leaf(self, by: int) -> None:
        if by:
            self.step(by)
        else:
            self.go_today()

    def _approach(self, day: date) -> None:
        """The week of a day; from a week back to the month."""
        self.asked = self.asked._replace(day=day)
        self.show_kind(Kind.MONTH if self.kind is Kind.WEEK else Kind.WEEK)

    def _zoom(self, by: int) -> None:
        """Nearer or farther, around what was seen."""
        place = KINDS.index(self.kind) + by
        if 0 <= place < len(KINDS):
            self.show_kind(KINDS[place])

    def _fail(self, fault: Exception) -> None:
        self._stale, self._asking = True, False
        self.bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        zoom = event.key() - Qt.Key.Key_1
        if plain and event.key() == Qt.Key.Key_L:
            self.surface.flip()
        elif plain and 0 <= zoom < len(KINDS):
            self.show_kind(KINDS[zoom])
        elif plain and event.key() in LEAVES:
            self._leaf(LEAVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heading.fit(self.head.width())
        self.surface.fit(self.width())
