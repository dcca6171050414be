"""What the cards beside an incident have in common: they read for themselves, follow the changes,
and say below what was refused."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme.space import S
from ui.widgets.card import Card
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.changes import Changes


class SideCard(Card):
    """Below: `question` is asked with the number; `show_found` fills `lines`."""

    touching: ClassVar[tuple[str, ...]] = ()

    def __init__(self, bridge: Bridge, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(title)
        self.setAccessibleName(title)
        self.bridge = bridge
        self.number = 0
        self.shown: Any = None
        self.lines = QVBoxLayout()
        self.lines.setSpacing(S)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.add(self.lines)
        self.add(self.error)
        bridge.changed.connect(self._hear)

    def question(self) -> Callable[..., object]:
        """A read that takes the store and `number`."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """What it answered."""
        raise NotImplementedError

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self.number, self.shown = number, None
        self.hide()
        self.complain("")
        self.ask()

    def ask(self) -> None:
        """Read again."""
        if self.number:
            ask = partial(self.question(), number=self.number)
            answer = partial(self._answer, self.number)
            self.bridge.read(ask, answer, key=(id(self), "beside"))

    def act(self, verb: Callable[..., object], **said: object) -> None:
        """Do something, as whoever sits here."""
        self.bridge.write(partial(verb, by=self.bridge.actor(), **said), self._done, self.fail)

    def fail(self, fault: Exception) -> None:
        """Say below what was refused."""
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.complain(fault_words(fault))
        else:
            self.bridge.failed.emit(fault)

    def complain(self, sentence: str) -> None:
        """Below; empty for nothing."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _answer(self, number: int, found: object) -> None:
        if number == self.number and found != self.shown:
            self.shown = found
            self.show_found(found)

    def _done(self, _: object) -> None:
        self.complain("")
        self.ask()

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*self.touching):
            self.ask()
