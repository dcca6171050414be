"""What the panes of the status page's screen share: they are shown what is stored, and act."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.status.reads import Desk
from ui.theme.space import L, M
from ui.widgets.page import ScrollPage
from ui.widgets.text import Text


class Pane(ScrollPage):
    """`told` carries what was done, in words."""

    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=L, padding=M)
        self._bridge = bridge
        self.desk: Desk | None = None
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.add(self.error)

    @property
    def bridge(self) -> Bridge:
        """For cards inside."""
        return self._bridge

    def show_desk(self, desk: Desk) -> None:
        """As it is stored."""
        self.desk = desk

    def act(self, verb: Callable[..., Any], words: str, then: Callable[[], None] | None = None,
            **said: Any) -> None:  # fmt: skip
        """Does something as whoever sits here; `words` say that it was done."""
        work = partial(verb, by=self._bridge.actor(), **said)
        self._bridge.write(work, partial(self._done, words, then), self._fail)

    def _done(self, words: str, then: Callable[[], None] | None, _value: object) -> None:
        self.error.hide()
        if then is not None:
            then()
        self.told.emit(words)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.error.setText(fault_words(fault))
            self.error.show()
            self.ensureWidgetVisible(self.error)
        else:
            self._bridge.failed.emit(fault)
