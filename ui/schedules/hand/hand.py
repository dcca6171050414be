"""The hand itself: mouse, keys and menus of the rota page, put together."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.window import Window
from ui.schedules.hand.acts import Acts, Asked
from ui.schedules.hand.desk import Desk
from ui.schedules.hand.drag import Drag, Grip
from ui.schedules.hand.ghost import Ghost, GhostLayer
from ui.schedules.hand.keys import Keys
from ui.schedules.hand.listing import ListHand
from ui.schedules.hand.menu import fill
from ui.schedules.hand.nudge import Nudge
from ui.schedules.hand.people import People
from ui.schedules.hand.picture import card_of
from ui.schedules.hand.proposal import Ground, Proposal
from ui.schedules.hand.totals import Totals
from ui.schedules.mark import GAP, NOBODY
from ui.schedules.publish.draft_bar import DraftBar
from ui.widgets.button import IconButton
from ui.widgets.menu import Menu
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.schedules.page import SchedulesPage

LINGERS = 2400  # ms that a card stays after a key
HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Control)


class Hand(QObject):
    """Installs itself on a rota page. `cover_wanted` and `export_wanted` carry (schedule, Held)."""

    cover_wanted = Signal(int, object)
    export_wanted = Signal(int, object)

    def __init__(self, page: "SchedulesPage") -> None:
        super().__init__(page)
        self._page, self.grid = page, page.grid
        self.desk = Desk(page.grid, page.drafting, self)
        self.layer = GhostLayer(page.grid)
        self.drag, self.acts = Drag(self.desk, self.layer), Acts(self.desk)
        self.nudge = Nudge(self.acts, lambda: self.grid.mark, self._choose)
        self.nudge.shown = self._flash
        self.keys = Keys(self.acts, self.nudge, self._asked)
        self.people = People(page.carried, page.grid, self.drag, self._planned)
        self.listing, self.totals = ListHand(page, self.acts), Totals(page, self.drag)
        self._anchor, self._toast = QWidget(page.grid), Toast(page)
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.new = IconButton("user-plus", self.tr("New cover (N)"), on_click=self.new_cover)
        page.carried.add_action(self.new)
        self._fade = QTimer(self, singleShot=True, interval=LINGERS)
        self._connect()

    def _connect(self) -> None:
        self.grid.installEventFilter(self)
        self._page.installEventFilter(self)
        self._fade.timeout.connect(self._hide)
        self._page.drafting.changed.connect(self._outdate)
        self.desk.refused.connect(self._toast.tell)
        self.drag.clicked.connect(self._clicked)
        self.acts.publish_wanted.connect(self._publish)
        self.acts.cover_wanted.connect(self.cover_wanted)
        self.acts.export_wanted.connect(self.export_wanted)

    def plans(self) -> bool:
        """Whether there is a schedule to plan."""
        return self._planned() is not None

    def new_cover(self) -> None:
        """By fields: from when until when, and who."""
        schedule = self._planned()
        if schedule is not None:
            self.acts.new(schedule, lambda: self.new if self.new.isVisible() else self._hang())

    def chosen(self) -> Asked | None:
        """The bar that is chosen in what is seen, the grid or the list."""
        return self.listing.asked() if self._page.surface.listed else self._asked()

    @property
    def nudging(self) -> Nudge:
        """What shoves it."""
        return self.listing.nudge if self._page.surface.listed else self.nudge

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() is QEvent.Type.Show:
                QTimer.singleShot(0, self, self._take_keys)
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QContextMenuEvent):
            return self._menu(event)
        return False

    # mouse

    def _mouse(self, event: QMouseEvent) -> bool:
        point, kind = event.position(), event.type()
        left = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._hide()
            self.drag.press(point)
        elif kind is QEvent.Type.MouseMove and left:
            return self.drag.move(point, event.modifiers())
        elif kind is QEvent.Type.MouseMove:
            self._point_at(point)
        elif kind is QEvent.Type.MouseButtonRelease:
            return self.drag.release(point, event.modifiers())
        elif kind is QEvent.Type.MouseButtonDblClick and left:
            return self._double(point)
        return False

    def _clicked(self, grip: Grip) -> None:
        """A gap asks who takes it."""
        if grip.mark.kind in (GAP, NOBODY) and grip.row.kind != "layer":
            asked = self._asked()
            if asked is not None:
                self.acts.fill(asked)

    def _double(self, point: QPointF) -> bool:
        asked = self._asked()
        if self.grid.hit(point).place is None or asked is None or asked.mark.kind == GAP:
            return False
        self.drag.cancel()
        self.acts.open(asked)
        return True

    def _point_at(self, point: QPointF) -> None:
        """The mouse says what a press would hold."""
        hit = self.grid.hit(point)
        if hit.place is not None and hit.edge:
            self.grid.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.grid.unsetCursor()

    # keys

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            if self.keys.wants(event) or (self.drag.busy and event.key() == Qt.Key.Key_Escape):
                event.accept()
                return True
            return False
        if event.key() in HELD and self.drag.busy:
            pressed = event.type() is QEvent.Type.KeyPress
            self.drag.keys_changed(_after(event, pressed))
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and (self.drag.busy or self.layer.ghost):
            self._hide()
            return True
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.new_cover()
            return True
        return self.keys.press(event)

    def _menu(self, event: QContextMenuEvent) -> bool:
        byte_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if not byte_key:
            hit = self.grid.hit(QPointF(event.pos()))
            self.grid.choose(hit.row or 0, hit.place)
        asked = self._asked()
        if asked is None:
            return False
        self.drag.cancel()
        menu = Menu(parent=self.grid)
        menu.aboutToHide.connect(menu.deleteLater)
        fill(menu, self.acts, asked)
        spot = event.globalPos()
        if byte_key:
            spot = self.grid.mapToGlobal(self._box().bottomLeft())
        menu.popup(spot)
        return True

    # inside

    def _asked(self) -> Asked | None:
        """The chosen bar."""
        if self.grid.at is None:
            return None
        row, place = self.grid.at
        return Asked(self.grid.rows[row].marks[place], self.grid.rows[row], self._hang)

    def _hang(self) -> QWidget:
        """Something under the chosen bar to open a pop-up at."""
        seen = self.grid.visibleRegion().boundingRect()
        box = self._box().intersected(seen)
        if box.isEmpty():
            box = QRect(seen.center().x(), seen.top() + seen.height() // 4, 1, 1)
        self._anchor.setGeometry(box.left(), box.top(), 1, box.height())
        return self._anchor

    def _box(self) -> QRect:
        return QRect() if self.grid.at is None else self.grid.box(*self.grid.at).toRect()

    def _take_keys(self) -> None:
        """Whoever comes to the page by a key goes on by keys."""
        here = QApplication.focusWidget()
        inside = here is not None and here is not self._page and self._page.isAncestorOf(here)
        if self._page.isVisible() and not inside:
            listed = self._page.surface.listed
            (self._page.view if listed else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def _publish(self) -> None:
        """As the button of the draft bar does."""
        bar = self._page.findChild(DraftBar)
        if bar is not None and bar.publish.isEnabled() and bar.bar.isVisible():
            bar.publish.click()

    def _planned(self) -> int | None:
        return self._page.drafting.schedule

    def _choose(self, asked: Asked, person: str, window: Window) -> None:
        """The bar of somebody in a window, in the row where they had one."""
        row = self.desk.row_of(
            asked.row.schedule, asked.row.kind, asked.row.person, asked.row.rotation
        )
        if row is None:
            return
        marks = self.grid.rows[row].marks
        mine = [n for n, each in enumerate(marks) if each.person == person]
        shared = {n: Window(marks[n].start, marks[n].end).meet(window).length for n in mine}
        best = max(shared, key=lambda n: shared[n], default=None)
        if best is not None and shared[best] > timedelta():
            self.grid.choose(row, best)

    def _flash(self, ground: Ground, proposal: Proposal, _asked: Asked) -> None:
        """What a key did, for a moment: the card that a drag would show."""
        verdict = self.desk.judge(ground).verdict(proposal)
        card = card_of(self.desk, ground, proposal, verdict, keys=())
        self.layer.show_ghost(Ghost((), card, verdict.tone, QRectF(self._box())))
        self._fade.start()

    def _outdate(self) -> None:
        """What a key did before is no longer what is there."""
        if self._fade.isActive():
            self._hide()

    def _hide(self) -> None:
        self._fade.stop()
        self.drag.cancel()


def _after(event: QKeyEvent, pressed: bool) -> Qt.KeyboardModifier:
    """The keys that are held once this event is over."""
    own = {
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
        Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    }[Qt.Key(event.key())]
    return event.modifiers() | own if pressed else event.modifiers() & ~own
