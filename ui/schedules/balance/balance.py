"""Joins the rota page with the panel of checks, fairness and fair fill."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.schedules.balance.fairness_panel import VIEW
from ui.schedules.balance.panel import CHECKS, FAIRNESS, FILL, WIDTH, BalancePanel
from ui.schedules.balance.reads import Ground, ground, viewed
from ui.schedules.editor.panel import WIDTH as EDITOR
from ui.schedules.editor.panel import EditorPanel
from ui.schedules.mark import GAP, SHIFT, Mark
from ui.schedules.publish.draft_bar import DraftBar
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, row

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.check import Check
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.page import SchedulesPage

LULL = 250  # ms without a change before findings are counted
TOUCHING = (
    "schedule", "rotation", "slot", "override", "served", "person", "override_person",
    "time_off", "holiday", "contact",
)  # fmt: skip


class Balance(QObject):
    """Installs itself on a page; `open` at a tab, the button opens the checks."""

    def __init__(self, page: "SchedulesPage") -> None:
        super().__init__(page)
        self._page, self._bridge, self._drafting = page, page.bridge, page.drafting
        self.known: Ground | None = None
        self._seek: Check | None = None
        self._view: Window | None = None
        self._aside: list[QWidget] = []
        self._editor = page.findChild(EditorPanel)
        self.panel = BalancePanel(self._bridge)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._page.side.insertWidget(0, self.panel, 1)
        self.panel.hide()
        self.button = Button("", "link", on_click=partial(self.open, CHECKS)).give_way()
        self._page.carried.add(row(self.button, STRETCH))
        self._lull = QTimer(self, singleShot=True, interval=LULL)
        self._lull.timeout.connect(self._glance)
        self._glance()
        key = QShortcut(QKeySequence("B"), self._page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(partial(self.open, CHECKS))

    def _connect(self) -> None:
        self._page.shown.connect(self._follow)
        self._drafting.changed.connect(self._follow)
        self._bridge.changed.connect(self._hear)
        self.panel.left.connect(self._closed)
        self.panel.view_wanted.connect(self._ask_view)
        self.panel.checks.wanted.connect(self.show_check)
        self.panel.fill.proposed.connect(self._take)
        self.panel.fill.tried.connect(self._try)
        if self._editor is not None:
            self._editor.installEventFilter(self)
        bar = self._page.findChild(DraftBar)
        if bar is not None:
            bar.filled.connect(self.open_fill)

    # opening

    def open(self, tab: str = CHECKS) -> None:
        """Beside the grid, in place of the other panels."""
        if not self._page.boards:
            return
        if self.panel.isHidden():
            self._aside = [each for each in self._neighbours() if not each.isHidden()]
        for each in self._aside:
            each.hide()
        self._page.surface.widen(WIDTH)
        self.panel.open(tab)
        self._follow()

    def open_fill(self) -> None:
        """Fair fill, as the draft bar asks for."""
        self.open(FILL)

    def _neighbours(self) -> list[QWidget]:
        """What else may stand beside the grid."""
        items = (self._page.side.itemAt(place) for place in range(self._page.side.count()))
        found = (item.widget() for item in items if item is not None)
        return [each for each in found if each is not None and each is not self.panel]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another panel that opens takes this one's place."""
        if event.type() is QEvent.Type.Show and watched is self._editor:
            self._aside = []
            self.panel.fill.drop()
            self.panel.hide()
        return super().eventFilter(watched, event)

    def show_check(self, check: "Check") -> None:
        """Where and when it is."""
        board = self._drafting.board()
        if board is None:
            return
        self._seek = check
        start = max(check.window.start, board.now)
        self._page.go_to(start.astimezone(self._page.zone).date())

    # following

    def _glance(self) -> None:
        """How many red findings there are in view, on the button."""
        count = self._red()
        said = self.tr("1 red finding") if count == 1 else self.tr("%1 red findings")
        plain = self.tr("Checks and fairness")
        self.button.setText(said.replace("%1", str(count)) if count else plain)
        self.button.setToolTip(self.tr("Checks, fairness and fair fill (B)"))
        self.button.setAccessibleDescription(self.button.toolTip())

    def _red(self) -> int:
        from app.domain.check import Checker

        seen, schedule = self._page.seen, self._drafting.schedule
        if seen is None or schedule not in {each.schedule_id for each in self._page.boards}:
            return 0
        plan = self._page.plan(schedule)
        found = Checker(plan.board, seen.window, plan.spec).checks(plan.final)
        return sum(each.grave for each in found)

    def _follow(self, _schedule: int = 0) -> None:
        self._lull.start()
        if self._seek is not None:
            self._find(self._seek)
        if self.panel.isHidden():
            return
        self._follow_view()
        schedule, spec = self._drafting.schedule, self._drafting.drafted()
        if schedule is None or spec is None:
            return
        if self.known is None or self.known.board.schedule_id != schedule:
            self._ask()
        else:
            self.panel.show_ground(self.known, spec)

    def _ask(self) -> None:
        schedule = self._drafting.schedule
        if schedule is not None and self._bridge.post is not None:
            self._bridge.read(partial(ground, schedule_id=schedule), self._show,
                              key=(id(self), "ground"))  # fmt: skip

    def _follow_view(self) -> None:
        """The grid may show another span."""
        seen = self._page.seen
        if seen is None or seen.window == self._view:
            return
        self._view = seen.window
        self.panel.fill.show_view(seen.window)
        if self.panel.tab() == FAIRNESS and self.panel.fairness.span() == VIEW:
            self._ask_view()

    def _ask_view(self) -> None:
        schedule = self._drafting.schedule
        if schedule is not None and self._view is not None:
            ask = partial(viewed, schedule_id=schedule, window=self._view)
            self._bridge.read(ask, self._show_view, key=(id(self), "view"))

    def _show_view(self, found: Ground | None) -> None:
        if found is not None:
            self.panel.show_view(found)

    def _show(self, found: Ground | None) -> None:
        self.known = found
        if found is not None:
            self._follow()

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.known = None
            if not self.panel.isHidden():
                self._ask()

    def _closed(self) -> None:
        for each in self._aside:
            each.show()
        wide = self._editor is not None and self._editor in self._aside
        self._page.surface.widen(*([EDITOR] if wide else []))
        self._page.grid.setFocus()

    def _find(self, check: "Check") -> None:
        """Choose the bar of a check, once the grid shows its time."""
        seen = self._page.seen
        if seen is None or not seen.window.meet(check.window):
            return
        self._seek = None
        who = self._name(check)
        for number, each in enumerate(self._page.grid.rows):
            for place, mark in enumerate(each.marks):
                if _is_of(mark, check, who):
                    self._page.grid.choose(number, place)
                    return

    def _name(self, check: "Check") -> str:
        board = self._drafting.board()
        member = board.members.get(check.person or 0) if board is not None else None
        return member.name if member is not None else ""

    # the draft

    def _take(self, spec: "ScheduleSpec", words: str) -> None:
        self._drafting.peek(None)
        self._drafting.end_step()
        self._drafting.apply(words, spec)

    def _try(self, spec: "ScheduleSpec | None") -> None:
        self._drafting.peek(spec)


def _is_of(mark: Mark, check: "Check", who: str) -> bool:
    """Whether a bar is the one that a finding is about: a gap, or somebody's shift."""
    if mark.end <= check.window.start or check.window.end <= mark.start:
        return False
    return mark.kind == GAP if check.person is None else (mark.kind, mark.person) == (SHIFT, who)
