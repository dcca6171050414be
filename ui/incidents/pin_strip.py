"""What somebody pinned, above the timeline: a line each; a click goes there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.incidents.happened import happened
from ui.incidents.seat import Seat
from ui.theme.space import XS, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.picture import Picture
from ui.widgets.rows import clear, row
from ui.widgets.text import ElidedLabel
from ui.widgets.when import clock_text

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow
    from ui.incidents.reads import Seen

MOST = 3


class PinStrip(QFrame):
    """`opened` and `dropped` carry an event's id."""

    opened = Signal(int)
    dropped = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._shown: list[EventRow] = []
        self.setAccessibleName(self.tr("Pinned"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(M, XS, M, XS)
        self._rows.setSpacing(0)
        self.hide()

    def show_seen(self, seen: "Seen") -> None:
        """The latest pins."""
        pinned = [each for each in seen.told if each.data.get("pinned")][-MOST:]
        self.setVisible(bool(pinned))
        if pinned == self._shown:
            return
        self._shown = pinned
        clear(self._rows)
        for event in pinned:
            text = " ".join(happened(event).replace("**", "").replace("`", "").split())
            words = ElidedLabel(text)
            words.setToolTip(happened(event))
            go = Button(clock_text(event.at), "link", tip=self.tr("Go there"))
            go.setAccessibleName(self.tr("Go to: %1").replace("%1", text[:80]))
            go.clicked.connect(partial(self._open, event.id))
            off = IconButton("x", self.tr("Unpin"))
            off.clicked.connect(partial(self._drop, event.id))
            line = row(Picture("pin", "accent_text", 0.8), go, gap=S)
            line.addWidget(words, 1)
            line.addWidget(off)
            self._rows.addLayout(line)

    def _open(self, event: int, _on: bool = False) -> None:
        self.opened.emit(event)

    def _drop(self, event: int, _on: bool = False) -> None:
        self.dropped.emit(event)
