"""Says what an act will do, right where it was asked for: Enter does it, Escape leaves it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

WIDTH = 19  # ems


class ConfirmPopup(PopupCard):
    """For what wakes people: it cannot be undone, so it is said before it is done."""

    def __init__(
        self, words: str, act: str, run: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, padding=12)
        self._run = run
        self.act = Button(act, "primary", on_click=self.go)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close)
        self.body.setSpacing(S)
        self.body.addWidget(Text(words, wrap=True))
        self.body.addLayout(row(STRETCH, cancel, self.act))
        self.setAccessibleName(words)
        self.closed.connect(self.deleteLater)

    def ask(self, anchor: QWidget) -> None:
        """Open under `anchor`."""
        self.open_below(anchor, fonts.em() * WIDTH)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self) -> None:
        """As the button does."""
        run = self._run
        self.close()
        run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        else:
            super().keyPressEvent(event)
