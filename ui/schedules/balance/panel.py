"""The panel beside the grid: whether the rota is sound and fair, and a fairer one on offer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.schedules.balance.checks_panel import DAYS, ChecksPanel
from ui.schedules.balance.fairness_panel import BEFORE, BEHIND, VIEW, FairnessPanel
from ui.schedules.balance.fill_panel import FillPanel
from ui.schedules.faces import faces_by_id
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.button import IconButton
from ui.widgets.card import Panel
from ui.widgets.page import ScrollPage
from ui.widgets.rows import row
from ui.widgets.tabs import Tabs
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from app.domain.check import Check
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.balance.reads import Ground

WIDTH = 20  # ems
MARGIN = 16  # days that count for rows of days though they are not reported
CHECKS, FAIRNESS, FILL = "checks", "fairness", "fill"


class BalancePanel(Panel):
    """`left` when it is closed; `view_wanted` when the fairness of what the grid shows is asked
    for, to be answered by `show_view`."""

    left = Signal()
    view_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ground: Ground | None = None
        self._spec: ScheduleSpec | None = None
        self.checks, self.fairness = ChecksPanel(), FairnessPanel()
        self.fill = FillPanel(bridge)
        self._build()
        self.tabs.chosen.connect(self._turn)
        self.fairness.spanned.connect(self._show_fairness)

    def _build(self) -> None:
        self.setFixedWidth(fonts.em() * WIDTH)
        self.setAccessibleName(self.tr("Balance"))
        self.title = ElidedLabel(self.tr("Balance"), "heading")
        self.close_button = IconButton("x", self.tr("Close"), on_click=self.leave)
        head = row(self.title, self.close_button, gap=XS, margins=(M + S, S, S, 0))
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.tabs = Tabs(
            [
                (CHECKS, self.tr("Checks")),
                (FAIRNESS, self.tr("Fairness")),
                (FILL, self.tr("Fair fill")),
            ]
        )
        self.body.addLayout(row(self.tabs, margins=(S, 0, S, 0)))
        self.add_line()
        self._pages = QStackedWidget()
        for each in (self.checks, self.fairness, self.fill):
            page = ScrollPage()
            page.add(each)
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)

    # showing

    def show_ground(self, ground: "Ground", spec: "ScheduleSpec") -> None:
        """A schedule as it is drafted; of the others than the checks only the tab in sight."""
        if ground is self._ground and spec is self._spec:
            return
        self._ground, self._spec = ground, spec
        self.title.setText(self.tr("Balance of %1").replace("%1", spec.name))
        self._show_checks(ground, spec)
        if self.tab() != CHECKS:
            self._turn(self.tab())

    def tab(self) -> str:
        """The one in sight."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    def open(self, tab: str = CHECKS) -> None:
        """Show it, at a tab."""
        self.show()
        self.tabs.choose(tab)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close it; a proposal that was not taken is dropped."""
        self.fill.drop()
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _turn(self, tab: str) -> None:
        self._pages.setCurrentIndex((CHECKS, FAIRNESS, FILL).index(tab))
        if self._ground is None or self._spec is None:
            return
        if tab == FAIRNESS:
            self._show_fairness()
        elif tab == FILL:
            self.fill.show_ground(self._ground, self._spec)

    def _show_checks(self, ground: "Ground", spec: "ScheduleSpec") -> None:
        from dataclasses import replace

        from app.domain.check import Checker, ahead

        around = _around(ground, -MARGIN, DAYS[-1] + MARGIN)
        board = replace(ground.board, window=around)
        if spec.limits != board.stored.limits:
            board = replace(board, limits=spec.limits)
        resolved = board.resolved(spec)
        found = Checker(board, _around(ground, 0, DAYS[-1]), spec).checks(resolved)
        self.checks.show_checks(found, board, [ahead(board, resolved, days) for days in DAYS])
        self.tabs.set_words(CHECKS, self._words(found))

    def _words(self, found: "tuple[Check, ...]") -> str:
        grave = sum(each.grave for each in found)
        return self.tr("Checks %1").replace("%1", str(grave)) if grave else self.tr("Checks")

    def show_view(self, ground: "Ground") -> None:
        """Of exactly what the grid shows."""
        from app.domain.fairness import shares

        if self.fairness.span() == VIEW and self._spec is not None:
            pages, rates = ground.behind.pages, ground.behind.rates
            found = shares(ground.board, self._spec, pages=pages, rates=rates)
            self.fairness.show_shares(found, faces_by_id(ground.board))

    def _show_fairness(self) -> None:
        from app.domain.fairness import shares

        if self._ground is None or self._spec is None:
            return
        behind, span = self._ground.behind, self.fairness.span()
        if span == VIEW:
            self.view_wanted.emit()
            return
        window = _around(
            self._ground, 0 if span == BEFORE else -DAYS[-1], 0 if span == BEHIND else DAYS[-1]
        )
        pages = {} if span == BEFORE else behind.pages
        board = self._ground.board
        found = shares(board, self._spec, window, pages=pages, rates=behind.rates)
        self.fairness.show_shares(found, faces_by_id(board))


def _around(ground: "Ground", first: int, last: int) -> "Window":
    """Days from the board's now."""
    from datetime import timedelta

    from app.domain.window import Window

    now = ground.board.now
    return Window(now + timedelta(days=first), now + timedelta(days=last))
