"""The column at the far right: facts, tasks, pages, alerts; in a narrow window it floats over."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.incidents import reads
from ui.incidents.alerts_card import AlertsCard
from ui.incidents.drill_card import DrillCard
from ui.incidents.facts_card import FactsCard
from ui.incidents.help_card import HelpCard
from ui.incidents.pages_card import PagesCard
from ui.incidents.seat import Seat
from ui.incidents.side import WIDTH, Side
from ui.incidents.tasks_card import TasksCard
from ui.incidents.ties_card import TiesCard
from ui.incidents.why_card import WhyCard
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import RADIUS, M
from ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.incidents.reads import Seen


class FactsColumn(QWidget):
    """`changed` carries a `Wish`."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._floating = False
        self._number = 0
        self._sides: list[Side] = []
        self._late = 0  # of them, below the tasks
        self._build()
        seat.bridge.changed.connect(self._hear)
        seat.bridge.opened.connect(self._ask)
        if seat.bridge.post is not None:
            self._ask()

    def _build(self) -> None:
        self._scroll = ScrollPage(gap=M)
        self.facts, self.tasks = FactsCard(self._seat), TasksCard(self._seat)
        self.pages, self.alerts = PagesCard(self._seat), AlertsCard(self._seat)
        self.why, self.drill = WhyCard(self._seat), DrillCard(self._seat)
        self.help, self.ties = HelpCard(self._seat), TiesCard(self._seat)
        for card in self._cards():
            self._scroll.add(card)
            card.hide()  # until there is something to say; the column keeps its place
        self._scroll.body.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._scroll)
        self.setAccessibleName(self.tr("Facts"))
        self.setFixedWidth(round(fonts.em() * WIDTH))
        self.facts.changed.connect(self.changed)
        self.tasks.added.connect(self._add_task)
        self.tasks.failed.connect(self._fail)

    def _cards(self) -> tuple[Any, ...]:
        first = (self.facts, self.drill, self.ties, self.tasks)
        return (*first, self.help, self.pages, self.why, self.alerts)

    def add_side(self, side: QWidget, *, early: bool = False) -> None:
        """A card of another screen, below the tasks and those before it, or `early` above them."""
        places = self._scroll.body
        below = places.indexOf(self.tasks)
        place = below if early else below + 1 + self._late
        places.insertWidget(place, side)
        self._late += not early
        self._sides.append(cast("Side", side))
        side.hide()
        if self._number:
            self._sides[-1].show_incident(self._number)

    def show_seen(self, seen: "Seen") -> None:
        """An incident, or the same later."""
        number = seen.detail.row.number
        if number != self._number:
            self._number = number
            for side in self._sides:
                side.show_incident(number)
        self.facts.show()
        self.tasks.show()
        for card in self._cards():
            card.show_seen(seen)
        self._settle()

    def _settle(self) -> None:
        """Lay out what is new before it is painted, or it would be seen squeezed for a moment."""
        for card in (self.tasks, self.pages, self.why, self.alerts, self.facts):
            QCoreApplication.sendPostedEvents(card.section, QEvent.Type.LayoutRequest.value)
            QCoreApplication.sendPostedEvents(card, QEvent.Type.LayoutRequest.value)
        content = self._scroll.widget()
        QCoreApplication.sendPostedEvents(content, QEvent.Type.LayoutRequest.value)

    def float_over(self, widget: QWidget, on: bool) -> None:
        """Over the end of `widget` while the window is narrow; else in a column of its own."""
        self._floating = on
        edge = M if on else 0
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self.setFixedWidth(round(fonts.em() * WIDTH) + 2 * edge)
        if on:
            side = 0 if self.isRightToLeft() else widget.width() - self.width()
            spot = widget.mapTo(self.window(), QPoint()) - self._origin()
            self.setGeometry(spot.x() + side, spot.y(), self.width(), widget.height())
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._floating:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour("line_strong"))
            painter.setBrush(colour("window"))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS
            )
        super().paintEvent(event)

    def _origin(self) -> QPoint:
        parent = self.parentWidget()
        return parent.mapTo(self.window(), QPoint()) if parent is not None else QPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _add_task(self, number: int, title: str) -> None:
        done, failed = partial(self._added, number, title), partial(self._refused, number)
        self._seat.acts.add_task(number, title, done, failed)

    def _added(self, number: int, title: str, _task: int) -> None:
        self.tasks.clear_field(number, title)

    def _fail(self, fault: Exception) -> None:
        self._refused(self._number, fault)

    def _refused(self, number: int, fault: Exception) -> None:
        """Beside the field, where that is the incident's still."""
        from app.errors import Refused

        if isinstance(fault, Refused) and number == self._number:
            self.tasks.complain(fault_words(fault))
        elif isinstance(fault, Refused):
            self._seat.acts.failed.emit(fault)
        else:
            self._seat.bridge.failed.emit(fault)

    def _ask(self) -> None:
        self._seat.bridge.read(reads.services, self.facts.show_services, key=(id(self), "services"))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service"):
            self._ask()
