"""One drag on the grid, from the press to the drop: the ghost follows, Escape ends it."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea

from ui.schedules.hand.desk import Desk, Keys, held_of, window_of
from ui.schedules.hand.gesture import Cover, Gesture, Move, Resize
from ui.schedules.hand.ghost import GhostLayer
from ui.schedules.hand.hand_off import HandOff
from ui.schedules.hand.picture import Place, ghost_of
from ui.schedules.hand.proposal import Ground, Proposal, past_words
from ui.schedules.mark import (
    AWAY,
    CHANGE,
    COVERS,
    FINAL,
    GAP,
    LAYER,
    NOBODY,
    PERSON,
    SHIFT,
    GridRow,
    Hit,
    Mark,
    tr,
)
from ui.schedules.sheet import row_height

LINGER = 700  # ms at the edge of the span before it leafs
BRINK = 14.0  # pixels from the edge that count as beyond


class Grip(NamedTuple):
    """What was under the mouse when it was pressed."""

    point: QPointF
    hit: Hit
    row: GridRow
    mark: Mark


class Drag(QObject):
    """`clicked` carries a Grip that was let go where it was pressed; `dropped` the proposal that
    was drafted; `proposed` a schedule and what would become of it (None: it is as it was)."""

    clicked = Signal(object)
    dropped = Signal(object)
    proposed = Signal(int, object)

    def __init__(self, desk: Desk, layer: GhostLayer) -> None:
        super().__init__(layer)
        self._desk, self._layer = desk, layer
        self._grip: Grip | None = None
        self._gesture: Gesture | None = None
        self._place = Place(GridRow("", "", (), FINAL, 0))
        self._schedule = 0
        self._last: tuple[QPointF, Keys] | None = None
        self.proposal: Proposal | None = None
        self._leaf = QTimer(self, singleShot=True, interval=LINGER)
        self._leaf.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether something is in the hand."""
        return self._gesture is not None

    # the mouse

    def press(self, point: QPointF) -> None:
        """Perhaps the beginning of a drag."""
        grid, self._grip = self._desk.grid, None
        hit = grid.hit(point)
        if hit.row is not None and hit.place is not None:
            row = grid.rows[hit.row]
            self._grip = Grip(point, hit, row, row.marks[hit.place])

    def move(self, point: QPointF, keys: Keys) -> bool:
        """With the button held. True where it is the drag's."""
        if self._grip is None and self._gesture is None:
            return False
        if self._gesture is None and not self._begin(point):
            return self._grip is not None
        self.follow(point, keys)
        return True

    def release(self, point: QPointF, keys: Keys) -> bool:
        """The end: drafts what is proposed, or was only a click."""
        grip, self._grip = self._grip, None
        if self._gesture is not None:
            self.follow(point, keys)
            self.drop()
            return True
        if grip is not None and _near(grip.point, point):
            self.clicked.emit(grip)
        return False

    def keys_changed(self, keys: Keys) -> None:
        """Shift, Alt or Ctrl went down or up."""
        if self._last is not None and self._gesture is not None:
            self.follow(self._last[0], keys)

    def cancel(self) -> None:
        """Nothing has happened."""
        if self.proposal is not None:
            self.proposed.emit(self._schedule, None)
        self._grip = self._gesture = self._last = self.proposal = None
        self._leaf.stop()
        self._layer.show_ghost(None)
        self._desk.grid.unsetCursor()

    # what is in the hand

    def carry(self, person: str, schedule: int) -> bool:
        """Somebody comes from the list of people."""
        ground = self._desk.ground(schedule)
        if ground is None:
            return False
        self._hold(Cover(ground, person), schedule, Place(GridRow("", "", (), FINAL, schedule)))
        return True

    def follow(self, point: QPointF, keys: Keys) -> None:
        """The hand is here now."""
        self._last = point, keys
        ground = self._ground()
        if ground is None or self._gesture is None:
            self.cancel()
            return
        spot = self._desk.spot(point, keys)
        if isinstance(self._gesture, Cover):
            self._bring(spot.row)
        self.proposal = self._gesture.at(spot)
        verdict = self._desk.judge(ground).verdict(self.proposal)
        self._layer.show_ghost(ghost_of(self._desk, ground, self.proposal, verdict, self._place))
        self.proposed.emit(self._schedule, self.proposal.spec)
        self._scroll(point)
        self._linger(point)

    def drop(self) -> None:
        """Lets go: one step of the draft, or a sentence that says why not."""
        proposal, ground = self.proposal, self._ground()
        self.cancel()
        if proposal is not None and ground is not None and self._desk.apply(proposal, ground):
            self.dropped.emit(proposal)

    # inside

    def _begin(self, point: QPointF) -> bool:
        """Far enough from where it was pressed, something is in the hand."""
        grip = self._grip
        if grip is None or _near(grip.point, point):
            return False
        ground = self._desk.ground(grip.mark.schedule) if grip.mark.schedule else None
        gesture = None if ground is None else gesture_for(grip, ground)
        if gesture is None:
            self._grip = None
            self._explain(grip, ground)
            return False
        self._hold(gesture, grip.mark.schedule, Place(grip.row, grip.mark.lane))
        sideways = isinstance(gesture, Resize | HandOff)
        shape = Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.ClosedHandCursor
        self._desk.grid.setCursor(shape)
        return True

    def _hold(self, gesture: Gesture, schedule: int, place: Place) -> None:
        self._gesture, self._schedule, self._place = gesture, schedule, place

    def _explain(self, grip: Grip, ground: Ground | None) -> None:
        sentence = why_not(grip.mark, grip.row.kind, ground)
        if sentence:
            self._desk.refuse(sentence)

    def _ground(self) -> Ground | None:
        """As it is now: the page may have read again, or leafed, under the drag."""
        ground = self._desk.ground(self._schedule)
        if ground is not None and self._gesture is not None and self._gesture.ground is not ground:
            self._gesture = replace(self._gesture, ground=ground)  # type: ignore[type-var]
        return ground

    def _bring(self, row: GridRow | None) -> None:
        """A person that is brought hangs in the row beneath."""
        if row is not None and row.kind in (FINAL, COVERS, PERSON):
            if row.kind != PERSON and row.schedule and row.schedule != self._schedule:
                ground = self._desk.ground(row.schedule)
                if ground is None or not isinstance(self._gesture, Cover):
                    return
                self._schedule = row.schedule
                self._gesture = Cover(ground, self._gesture.person)
            self._place = Place(row)

    def _linger(self, point: QPointF) -> None:
        """At the edge of the span the hand turns the leaf, after a moment."""
        sheet = self._desk.grid.sheet()
        beyond = point.x() < sheet.left + BRINK or point.x() > sheet.right - BRINK
        if not beyond:
            self._leaf.stop()
        elif not self._leaf.isActive():
            self._leaf.start()

    def _scroll(self, point: QPointF) -> None:
        """At the upper or lower edge of what is in sight more rows come."""
        found = self._desk.grid.parentWidget()
        while found is not None and not isinstance(found, QScrollArea):
            found = found.parentWidget()
        if found is not None:
            margin = round(row_height(self._place.row))
            found.ensureVisible(round(point.x()), round(point.y()), 0, margin)

    def _turn(self) -> None:
        if self._last is None or self._gesture is None:
            return
        sheet = self._desk.grid.sheet()
        left = self._last[0].x() < sheet.left + BRINK
        self._desk.grid.leafed.emit(-1 if left != sheet.backwards else 1)


def gesture_for(grip: Grip, ground: Ground) -> Gesture | None:
    """What dragging this does."""
    mark, held = grip.mark, held_of(grip.mark)
    if held is None or mark.end <= ground.now:
        return None
    if grip.row.kind == LAYER:
        if not grip.hit.edge:
            return None
        return HandOff(ground, grip.row.rotation, mark.person, window_of(mark), grip.hit.edge,
                       grip.hit.at)  # fmt: skip
    if grip.hit.edge:
        return Resize(ground, held, grip.hit.edge, grip.hit.at)
    return Move(ground, held, grip.hit.at)


def why_not(mark: Mark, kind: str, ground: Ground | None) -> str:
    """Why a bar in a row of this kind cannot be dragged; empty where nobody would expect it."""
    if mark.kind in (GAP, NOBODY):
        return ""
    if mark.kind == AWAY:
        return tr("Time off is changed on the person's page.")
    if mark.kind not in (SHIFT, CHANGE) or not mark.schedule:
        return tr("This is another schedule's: open that one to change it.")
    if ground is None:
        return tr("This is an earlier version: it can be looked at and restored, not edited.")
    if mark.end <= ground.now:
        return past_words()
    if kind == LAYER:
        return tr("A rotation's turn: drag its edge to move the hand-off, or the bar that pages.")
    return tr("This takes somebody out: it can be removed, not dragged.")


def _near(one: QPointF, other: QPointF) -> bool:
    least = min(QApplication.startDragDistance(), 6)
    return (one - other).manhattanLength() < least
