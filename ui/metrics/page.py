"""The Metrics page: six figures, charts with their formula, and the incidents behind each."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ui.bridge import Bridge
from ui.metrics import reads
from ui.metrics.board import Board
from ui.metrics.compare import CompareChip
from ui.metrics.filters import MetricsChips
from ui.metrics.foresight import note
from ui.metrics.reads import Books, Borne, Felt, Shown
from ui.metrics.report_menu import ReportMenu
from ui.metrics.wanted import Wanted
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.attention import Attention
    from app.queries.overview import Returned

AGAIN = 1500  # ms after a change until the figures follow


class MetricsPage(Page):
    """`incidents_wanted` carries a title and the numbers of the incidents behind a figure;
    `report_wanted` the button that was pressed; `sample_wanted` is the shell's to fulfil."""

    incidents_wanted = Signal(str, object)
    sample_wanted = Signal()
    declare_wanted = Signal()
    _read_so_far = Signal(int, int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Metrics"))
        self.setAccessibleName(self.tr("Metrics"))
        self._bridge = bridge
        self.shown: Shown | None = None
        self.felt: Felt | None = None
        self.back: Returned | None = None
        self.borne: Borne | None = None
        self._books: Books | None = None
        self._attention: Attention | None = None
        self._stale, self.asking = True, False
        self._zoned = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = MetricsChips(_machine_zone())
        self.head.add(self.chips, 1)
        self.compare = CompareChip(self.chips.window_of)
        self.head.add_action(self.compare)
        self.report = Button(self.tr("Report…"), icon_name="file-text")
        self.head.add_action(self.report)
        self.reports = ReportMenu(self._bridge, self.report, self._asked_for)
        self.board = Board(self._bridge)
        self._stack = QStackedWidget()
        for part in (self.board, Panel(self._nothing_ever())):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._toast = Toast(self)
        self._later = QTimer(self, singleShot=True, interval=AGAIN)

    def _connect(self) -> None:
        self.chips.changed.connect(self.ask)
        self.compare.chose.connect(self.ask)
        self.board.picked.connect(self._drill)
        self.board.service_picked.connect(self._drill_service)
        self.board.told.connect(self._toast.tell)
        self.reports.told.connect(self._toast.tell)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)
        self._later.timeout.connect(self._reread)
        self._read_so_far.connect(self.board.reading)

    @property
    def wanted(self) -> Wanted:
        """What chips and comparison ask for."""
        from dataclasses import replace

        against, other = self.compare.chosen()
        return replace(self.chips.wanted(), against=against, other=other)

    def ask(self) -> None:
        """Read or reckon anew; while hidden, when it is shown."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        if not self._zoned:
            self.foresee()
            return
        self._stale, self.asking = False, True
        self.board.busy(self._books is None)
        work = partial(reads.shown, wanted=self.wanted, books=self._books,
                       compared=bool(self.compare.value()), told=self._so_far)  # fmt: skip
        self._bridge.read(work, self._show, self._fail, key=(id(self), "shown"))

    def foresee(self) -> None:
        """What it asks and makes but once, now; before it is shown, nobody waits for it."""
        self._zoned = True
        self._bridge.read(partial(_zone, user=self._bridge.user), self._live)

    def _so_far(self, done: int, count: int) -> None:
        """On a reader's thread."""
        if isValid(self):
            self._read_so_far.emit(done, count)

    def _asked_for(self) -> Wanted:
        return self.wanted

    def visit(self, target: object) -> None:
        """A span of the menu, such as `last quarter`."""
        if isinstance(target, str):
            self.chips.choose_span(target)

    def _live(self, zone: str) -> None:
        if zone:
            self.chips.live_in(zone)
        self.ask()

    def _show(self, shown: Shown) -> None:
        first = self._books is not shown.books
        self.shown, self._books = shown, shown.books
        if first:
            self.chips.show_books(shown.books)
        nothing = not len(shown.books.ledger.cases) and not shown.wanted.narrowed
        self._stack.setCurrentIndex(1 if nothing and not shown.view.part.levels else 0)
        self.board.show_figures(shown)
        QTimer.singleShot(0, self, self._show_rest)  # once these are painted

    def _show_rest(self) -> None:
        if self.shown is not None:
            self.board.show_rest(self.shown, self.chips.span_words())
            work = partial(reads.felt, of=self.shown)
            self._bridge.read(work, self._feel, self._fail, key=(id(self), "felt"))

    def _feel(self, felt: Felt) -> None:
        self.felt, self.back = felt, None
        self.board.show_felt(felt)
        self._bridge.read(partial(reads.back, of=felt.shown), self._return, self._fail,
                          key=(id(self), "back"))  # fmt: skip

    def _return(self, back: "Returned") -> None:
        felt, self.back = self.felt, back
        if felt is None:
            return
        self.board.show_tile(back.tile, felt.shown.wanted)
        work = partial(reads.borne, of=felt, before=self._attention, user=self._bridge.user_id)
        self._bridge.read(work, self._bear, self._fail, key=(id(self), "borne"))

    def _bear(self, borne: Borne) -> None:
        self.asking = False
        self.borne, self._attention = borne, borne.attention
        self.board.show_borne(borne)

    def _fail(self, fault: Exception) -> None:
        self.asking = False
        self._stale = True
        self.board.busy(False)
        self._bridge.failed.emit(fault)

    def _drill(self, title: str, key: tuple[object, ...]) -> None:
        from app.queries.overview import numbers_behind

        if self.shown is not None:
            felt = self.felt if self.felt is not None and self.felt.shown is self.shown else None
            care, back = (felt.care, self.back) if felt is not None else (None, None)
            found = numbers_behind(self.shown.view, key, care, back)
            if found:
                self.incidents_wanted.emit(title, found)
            else:
                self._toast.tell(self.tr("No incident is behind this"))

    def _drill_service(self, name: str) -> None:
        if self.shown is not None:
            names = self.shown.view.part.cases.services
            if name in names:
                self._drill(name, ("service", names.index(name)))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("incident", "service", "team", "page", "served"):
            self._stale = True
            if self.isVisible():
                self._later.start()
            else:
                self._books = self._attention = None

    def _reread(self) -> None:
        self._books = self._attention = None
        self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        note()
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.report.setVisible(self.width() > 620)

    def _nothing_ever(self) -> QWidget:
        state = EmptyState(
            "chart-column",
            self.tr("Figures come from incidents, and there are none yet."),
            self.tr(
                "How long it takes to answer and to resolve, what each service costs in sleep, "
                "whether promises were kept: each with its formula and the incidents behind it."
            ),
        )
        state.add_action(self.tr("Look at the sample team"), self.sample_wanted.emit, "primary")
        state.add_action(self.tr("Declare an incident"), self.declare_wanted.emit)
        return state


def _zone(store: object, user: str) -> str:
    from app.queries.own_zone import own_zone

    return own_zone(store, user) or ""  # type: ignore[arg-type]


def _machine_zone() -> str:
    from PySide6.QtCore import QTimeZone

    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
