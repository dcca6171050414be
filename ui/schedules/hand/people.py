"""The people beside the grid as something to take and bring onto it."""

import json

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from ui.schedules.hand.drag import Drag
from ui.schedules.load_line import LoadLine
from ui.theme import fonts
from ui.theme.colours import ON_PERSON
from ui.theme.space import S
from ui.widgets.avatar import Face, paint_avatar

MIME = "application/x-watchbill-person"


class People(QObject):
    """Watches the list of people, where one is taken, and the grid, where one is dropped. `taken`
    comes when a drag begins."""

    taken = Signal(str)

    def __init__(self, people: QWidget, grid: QWidget, drag: Drag, schedule: object) -> None:
        """`schedule()` tells the id of the one that is planned where the hand is over none."""
        super().__init__(grid)
        self._people, self._grid, self._drag, self._schedule = people, grid, drag, schedule
        self._pressed: tuple[QPoint, LoadLine] | None = None
        people.installEventFilter(self)
        grid.setAcceptDrops(True)
        grid.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._people and isinstance(event, QMouseEvent):
            return self._pull(event)
        if watched is self._grid:
            return self._over(event)
        return False

    # taking

    def _pull(self, event: QMouseEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress:
            line = self._line(event.position().toPoint())
            left = event.button() is Qt.MouseButton.LeftButton
            self._pressed = (event.position().toPoint(), line) if line and left else None
            return self._pressed is not None
        if event.type() is QEvent.Type.MouseMove and self._pressed is not None:
            start, line = self._pressed
            way = event.position().toPoint() - start
            if way.manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self.begin(line)
            return True
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._pressed = None
        return False

    def _line(self, point: QPoint) -> LoadLine | None:
        child = self._people.childAt(point)
        return child if isinstance(child, LoadLine) else None

    def begin(self, line: LoadLine) -> None:
        """Takes somebody; returns when they are let go."""
        self.taken.emit(line.face.name)
        dragged = QDrag(self._grid)  # a line may go while its person is in the hand
        dragged.setMimeData(person_mime(line.face.name))
        picture = chip_picture(line.face, line.devicePixelRatioF())
        dragged.setPixmap(picture)
        dragged.setHotSpot(QPoint(-10, -8))
        dragged.exec(Qt.DropAction.CopyAction)
        self._drag.cancel()

    # bringing

    def _over(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._drag.cancel()
            return True
        if not isinstance(event, QDropEvent) or not event.mimeData().hasFormat(MIME):
            return False
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif isinstance(event, QDragMoveEvent):
            self._drag.follow(event.position(), event.modifiers())
            event.acceptProposedAction()
        else:
            self._drag.follow(event.position(), event.modifiers())
            self._drag.drop()
            event.acceptProposedAction()
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        schedule = self._schedule() if callable(self._schedule) else None
        person = person_in(event.mimeData())
        if person and isinstance(schedule, int) and self._drag.carry(person, schedule):
            event.acceptProposedAction()
            self._drag.follow(event.position(), event.modifiers())
        else:
            event.ignore()


def person_mime(name: str) -> QMimeData:
    """Somebody by handle, and as text for others."""
    made = QMimeData()
    made.setData(MIME, QByteArray(json.dumps({"person": name}).encode()))
    made.setText(name)
    return made


def person_in(mime: QMimeData) -> str:
    """The handle; empty for what is not ours."""
    try:
        found = json.loads(bytes(mime.data(MIME).data()))
    except ValueError:
        return ""
    name = found.get("person") if isinstance(found, dict) else None
    return name if isinstance(name, str) else ""


def chip_picture(face: Face, ratio: float) -> QPixmap:
    """Avatar and first name, as it hangs at the mouse."""
    tall = fonts.em() * 1.7
    font = fonts.strong("small")
    wide = tall + S * 2 + _width(face.first)
    made = QPixmap(round(wide * ratio), round(tall * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(face.ink))
    painter.drawRoundedRect(QRectF(0, 0, wide, tall), tall / 2, tall / 2)
    paint_avatar(painter, QRectF(3, 3, tall - 6, tall - 6), face, "surface")
    painter.setFont(font)
    painter.setPen(QColor(ON_PERSON))
    words = QRectF(tall + 2, 0, wide - tall, tall)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, face.first)
    painter.end()
    return made


def _width(words: str) -> float:
    from PySide6.QtGui import QFontMetricsF

    return QFontMetricsF(fonts.strong("small")).horizontalAdvance(words)
