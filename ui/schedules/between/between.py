"""Joins the rota page with what people ask of each other, and with the pager."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from ui.language.sentence import fault_words
from ui.schedules.between import reads, writes
from ui.schedules.between.ask_popup import AskPopup
from ui.schedules.between.replan import ReplanSheet
from ui.schedules.between.sheet import RequestsSheet
from ui.schedules.between.side import SidePanel
from ui.schedules.hand.words import moment_words, said
from ui.schedules.mark import tr
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.rota_edit import Held
    from app.operations.pager import Pager
    from ui.schedules.between.reads import Among
    from ui.schedules.hand.hand import Hand
    from ui.schedules.page import SchedulesPage

KINDS = (
    "request",
    "asked",
    "time_off",
    "override",
    "schedule",
    "rotation",
    "person",
    "team",
    "membership",
)


class Between(QObject):
    """Installs itself on a page; `hand` offers what the menu of a shift asks for."""

    def __init__(self, page: "SchedulesPage", hand: "Hand") -> None:
        super().__init__(page)
        self._page, self._bridge = page, page.bridge
        self.seen: Among | None = None
        self.side, self.toast = SidePanel(), Toast(page)
        self._sheet: RequestsSheet | None = None
        self.popup: AskPopup | None = None
        self.sheet: ReplanSheet | None = None
        page.side.addWidget(self.side)
        self.side.setVisible(not page.carried.isHidden())
        page.carried.installEventFilter(self)
        page.shown.connect(self.ask)
        page.sought.connect(self._sought)
        hand.cover_wanted.connect(self.ask_about)
        self.side.opened.connect(self.open)
        self.side.taken.connect(self.take)
        self.side.given_back.connect(self.give_back)
        self.side.replan_wanted.connect(self._replan_mine)
        self._bridge.changed.connect(self._hear)

    def ask(self) -> None:
        """Looks again."""
        if self._bridge.post is not None:
            question = partial(reads.among, person=self._bridge.user_id)
            self._bridge.read(question, self._show, key=(id(self), "among"))

    def open(self) -> None:
        """All requests."""
        if self._sheet is None:
            self._sheet = RequestsSheet(self._page, self._bridge, self._page.zone)
        if self.seen is not None:
            self._sheet.show_among(self.seen, self._page.zone)
        self._sheet.open()

    def ask_about(self, schedule: int, held: "Held") -> None:
        """Cover or a swap for a shift, as its menu wants."""
        board = self._page.plan(schedule).board
        self.popup = AskPopup(self._bridge, board, held, self._page.zone, self._page)
        self.popup.closed.connect(self.popup.deleteLater)
        self.popup.begin(self._anchor())

    def take(self, schedule: int, length: timedelta) -> None:
        """The pager is mine for a while."""
        work = partial(writes.take, schedule=schedule, length=length, by=self._bridge.actor())
        self._bridge.write(work, self._taken, self._refused)

    def give_back(self, schedule: int) -> None:
        """The rota holds again."""
        work = partial(writes.give_back, schedule=schedule, by=self._bridge.actor())
        self._bridge.write(work, self._given, self._refused)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Out of the way where the people are, too."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.side.setVisible(event.type() == QEvent.Type.ShowToParent)
        return False

    def replan(self, person: int) -> None:
        """The shifts in somebody's time off."""
        sheet = ReplanSheet(self._page, self._bridge, person, self._page.zone)
        sheet.closed.connect(self.ask)
        sheet.ask()
        sheet.open()
        self.sheet = sheet

    def _replan_mine(self) -> None:
        if self._bridge.user_id is not None:
            self.replan(self._bridge.user_id)

    def _sought(self, what: str) -> None:
        word, _, number = what.partition(" ")
        if word == "requests":
            self.ask()
            self.open()
        elif word == "replan" and number.isdigit():
            self.replan(int(number))

    def _anchor(self) -> QWidget:
        """Where the chosen bar is, or in the list where the mouse is."""
        grid = self._page.grid
        spot = QWidget(grid)
        if grid.isVisible() and grid.at is not None:
            box = grid.box(*grid.at).toRect().intersected(grid.visibleRegion().boundingRect())
            spot.setGeometry(box.left(), box.top(), 1, box.height())
        else:
            spot.move(grid.mapFromGlobal(QCursor.pos()))
        spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QTimer.singleShot(0, spot, spot.deleteLater)
        return spot

    def _show(self, seen: "Among") -> None:
        self.seen = seen
        shown = [board.schedule_id for board in self._page.boards]
        self.side.show_among(seen, self._bridge.user_id, self._page.zone, shown)
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.show_among(seen, self._page.zone)

    def _hear(self, changes: object) -> None:
        if cast("Changes", changes).touch(*KINDS) and self._page.isVisible():
            self.ask()

    def _taken(self, answer: "tuple[int, Pager]") -> None:
        schedule, found = answer
        assert found.until is not None, "it is taken for a while"
        until = moment_words(found.until, self._page.zone)
        words = [said(tr("You have the pager until %1."), until)]
        if found.still:
            words.append(
                self.tr("What was paged before goes on with whom it was paged: %1.").replace(
                    "%1", str(found.still)
                )
            )
        self.toast.tell(" ".join(words), partial(self.give_back, schedule))

    def _given(self, found: "Pager") -> None:
        who = ", ".join(found.people) or self.tr("nobody")
        self.toast.tell(said(tr("Given back: %1 has the pager."), who))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault):
            self.toast.tell(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)
