"""Who looks at this incident now: says that we do, and shows the others as faces."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.incidents.seat import Seat
from ui.theme.space import XS
from ui.widgets.avatar import AvatarRow
from ui.widgets.picture import Picture

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.together import Present
    from app.store import Store

AGAIN = 20_000  # ms after which we say again that we are here


class Looking(QWidget):
    """Hidden while nobody else is here; `changed` when that begins or ends."""

    changed = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat, self._number = seat, 0
        self._desk = uuid4().hex
        self.faces = AvatarRow(scale=1.3, most=4)
        self._eye = Picture("eye", "muted", 0.9)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._eye)
        layout.addWidget(self.faces)
        self._clock = QTimer(self, interval=AGAIN)
        self._clock.timeout.connect(self._say)
        seat.bridge.changed.connect(self._hear)
        self._seen = False
        self.hide()

    def look_at(self, number: int) -> None:
        """This one from now on; whoever shows us says so as well when the page is hidden."""
        if number != self._number:
            self._number = number
            self.show_present(())
            self._say()

    def begin(self) -> None:
        """The incident is on the screen."""
        self._seen = True
        self._clock.start()
        self._say()

    def end(self) -> None:
        """It is not seen any more."""
        self._seen = False
        self._clock.stop()
        if self._ready:
            with suppress(RuntimeError):  # the program ends: we are forgotten in a minute anyway
                self._seat.bridge.write(partial(_away, seat=self._desk), None, _quietly)

    def show_present(self, present: "tuple[Present, ...]") -> None:
        """The others; nobody is told of themselves."""
        others = [each for each in present if each.person != self._seat.me]
        faces = [self._seat.faces.face(each.person) for each in others]
        self.faces.show_faces(faces)
        names = ", ".join(face.first for face in faces)
        self.setToolTip(self.tr("Also looking at it now: %1").replace("%1", names))
        self.setAccessibleName(self.toolTip() if names else self.tr("Nobody else is here"))
        if self.isHidden() is bool(faces):
            self.setVisible(bool(faces))
            self.changed.emit()

    @property
    def _ready(self) -> bool:
        return self._seat.bridge.post is not None and self._seat.me_id is not None

    def _say(self) -> None:
        if not self._number or not self._ready or not self._seen:
            return
        here = partial(_here, seat=self._desk, person=self._seat.me_id or 0, number=self._number)
        self._seat.bridge.write(here, self._ask_all, _quietly)

    def _hear(self, changes: "Changes") -> None:
        if self._seen and changes.touch("presence"):
            self._ask_all()

    def _ask_all(self, _news: object = None) -> None:
        if self._number and self._ready:
            question = partial(_present, number=self._number)
            self._seat.bridge.read(question, self.show_present, key=(id(self), "present"))


def _here(store: "Store", seat: str, person: int, number: int) -> bool:
    from app.operations import presence

    return presence.here(store, seat, person, number)


def _away(store: "Store", seat: str) -> bool:
    from app.operations import presence

    return presence.away(store, seat)


def _present(store: "Store", number: int) -> "tuple[Present, ...]":
    from app.queries.together import present

    return present(store, number)


def _quietly(_fault: Exception) -> None:
    """Not being seen is no reason to disturb anybody."""
