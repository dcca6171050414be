"""Questions about one field, open while others work on the same incident: each goes with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.incidents.ask_popup import AskPopup
from ui.incidents.seat import Seat
from ui.incidents.wish import Wish, overtaken, wish_of

if TYPE_CHECKING:
    from ui.incidents.reads import Seen

SHOWN = 60  # characters of a value that are said
Read = Callable[["Seen"], object]


class Asking(QObject):
    """`answered` carries a `Wish` for what was shown when it was asked, or was said since."""

    answered = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._open: dict[AskPopup, tuple[Wish, Read]] = {}

    def ask(
        self, popup: AskPopup, anchor: QWidget, seen: "Seen", field: str, read: Read, name: str = ""
    ) -> None:
        """Open it with what `read` finds in the incident; `name` is a field of the team's own."""
        self._open[popup] = wish_of(seen, field, popup=popup, name=name), read
        popup.fill(read(seen))
        popup.closed.connect(partial(self._forget, popup))
        popup.closed.connect(popup.deleteLater)
        popup.ask(anchor, partial(self._answer, popup))

    def show_seen(self, seen: "Seen") -> None:
        """The same incident later: where somebody else changed that very field, it is said."""
        for popup, (wish, read) in list(self._open.items()):
            if wish.number != seen.detail.row.number:
                continue
            event = overtaken(wish, seen, self._seat.bridge.actor().name)
            if event is not None:
                self._open[popup] = wish.at(seen), read
                popup.late = False  # what is said is what is stored now
                who = self._seat.faces.face(event.actor).first
                popup.follow(read(seen), partial(changed, who))

    def _answer(self, popup: AskPopup, value: object) -> None:
        wish, _ = self._open[popup]
        told = {wish.name: value} if wish.name else value
        self.answered.emit(replace(wish, value=told))

    def _forget(self, popup: AskPopup) -> None:
        self._open.pop(popup, None)


def retitled(before: "Seen | None", seen: "Seen", seat: Seat) -> str:
    """Who gave it another title since it was read before; empty for nobody but the viewer."""
    if before is None or before.detail.row.number != seen.detail.row.number:
        return ""
    event = overtaken(wish_of(before, "title"), seen, seat.bridge.actor().name)
    return seat.faces.face(event.actor).first if event is not None else ""


def changed(who: str, value: str) -> str:
    """What somebody else made of a field."""
    words = _tr("%1 set it to “%2” meanwhile.") if value else _tr("%1 emptied it meanwhile.")
    return words.replace("%1", who).replace("%2", shortened(value))


def shortened(value: object) -> str:
    """In one line that fits a bar."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
