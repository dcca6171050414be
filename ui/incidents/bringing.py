"""A conversation that was dropped onto the page: looked into, shown what would come, brought in."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.seat import Seat
from ui.language.sentence import fault_words, worded
from ui.widgets.choices import Choice
from ui.widgets.picker import ChoicePopup

if TYPE_CHECKING:
    from app.domain.conversation import Conversation
    from app.operations.conversation import Taken
    from app.store import Store

STRANGERS = 4  # authors who are nobody of the team, named


class Bringing(QObject):
    """One file; `otherwise` is done with what turns out to be no conversation, and `unread` says
    why."""

    unread = Signal(str)

    def __init__(self, seat: Seat, number: int, path: Path, over: QWidget, otherwise: Any) -> None:
        super().__init__(over)
        self._seat, self._number, self._path = seat, number, path
        self._over, self._otherwise = over, otherwise
        self._talk: Conversation | None = None
        self._channels: tuple[str, ...] = ()

    def begin(self) -> None:
        """Look into it, on a worker."""
        self._seat.bridge.read(partial(_read, path=self._path), self._have_read, self._no_talk)

    def _no_talk(self, fault: Exception) -> None:
        """An archive or a document like any other is kept as a file; what was meant as a
        conversation as well, and it is said why it cannot be read as one."""
        from app.errors import Refused
        from app.intake.conversation.file import UNKNOWN

        if not isinstance(fault, Refused):
            self._seat.bridge.failed.emit(fault)
            return
        self._otherwise([self._path])
        if str(fault) != UNKNOWN or self._path.suffix.lower() not in (".zip", ".json"):
            self.unread.emit(fault_words(fault))
        self.deleteLater()

    def _have_read(self, talk: "Conversation") -> None:
        self._talk = talk
        self._look()

    def _look(self) -> None:
        """What would come of it; nothing is written."""
        self._seat.bridge.write(self._work(dry=True), self._ask, self._refused)

    def _work(self, *, dry: bool) -> Any:
        talk, number, channels = self._talk, self._number, self._channels
        by = self._seat.bridge.actor()

        def work(store: "Store") -> "Taken":
            from app.operations import conversation

            assert talk is not None
            return conversation.bring(store, number, talk, by, channels=channels, dry=dry)

        return work

    def _refused(self, fault: Exception) -> None:
        if getattr(fault, "field", None) == "channel" and not self._channels:
            self._ask_channel()
        else:
            self._seat.acts.failed.emit(fault)

    def _ask_channel(self) -> None:
        assert self._talk is not None
        popup = ChoicePopup(self._over)
        popup.picked.connect(self._chosen)
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        names = sorted(self._talk.channels)
        popup.offer(self._over, [Choice(name, f"#{name}", icon="message-square") for name in names])

    def _chosen(self, choice: Choice) -> None:
        self._channels = (str(choice.key),)
        self._look()

    def _ask(self, found: "Taken") -> None:
        if not found.added:
            words = self.tr("Everything in %1 is there already.").replace("%1", self._path.name)
            self._seat.acts.told.emit(words, None)
            return
        popup = ConfirmPopup(self.told(found), self.tr("Bring in"), self._bring, self._over)
        popup.ask(self._over)

    def told(self, found: "Taken") -> str:
        """What would come."""
        one = self.tr("1 message from %2 comes into the timeline at the time it was written.")
        many = self.tr("%1 messages from %2 come into the timeline at the time they were written.")
        words = one if found.added == 1 else many
        words = words.replace("%1", str(found.added)).replace("%2", found.source.value.capitalize())
        if found.known:
            words += " " + self.tr("%1 are there already.").replace("%1", str(found.known))
        if found.outside:
            words += " " + self.tr("%1 of another time stay out.").replace("%1", str(found.outside))
        if found.strangers:
            names = ", ".join(found.strangers[:STRANGERS])
            names += " …" if len(found.strangers) > STRANGERS else ""
            words += " " + self.tr("Nobody of the team: %1.").replace("%1", names)
        return words

    def _bring(self) -> None:
        self._seat.bridge.write(self._work(dry=False), self._done, self._refused)

    def _done(self, found: "Taken") -> None:
        self._seat.acts.told.emit(worded(found.sentence), None)
        self.deleteLater()


def _read(_store: "Store", path: Path) -> "Conversation":
    from app.errors import Refused
    from app.intake.conversation import file
    from app.intake.conversation.message import FILE

    if path.stat().st_size > FILE:
        raise Refused(f"{path.name} is larger than 200 MB; export a shorter time.")
    return file.read(path.read_bytes(), path.name)
