"""Shift+F1: every word of the field that can be seen just now, with what it means."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from ui.language.glossary import Explained
from ui.shell.overlay import Overlay
from ui.theme.space import XL, L, M, S
from ui.widgets.note import NoteView
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Text

EMS = 44


class WordSheet(Overlay):
    """Can be read with arrow keys, and by a screen reader; Escape leaves it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, ems=EMS)
        title = self.tr("What the words here mean")
        self.setAccessibleName(title)
        self.view, self._page = NoteView(), ScrollPage()
        self.view.setAccessibleName(title)
        reading, choosing = (
            Qt.TextInteractionFlag.TextBrowserInteraction,
            Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.view.setTextInteractionFlags(reading | choosing)
        self._page.add(self.view)
        self._page.body.addStretch(1)
        self.body.setContentsMargins(XL, L, XL, L)
        self.body.setSpacing(M)
        self.body.addLayout(row(Text(title, "title"), STRETCH, KeyHint("Esc")))
        self.body.addWidget(self._page, 1)

    def tell(self, words: Sequence[Explained]) -> None:
        """Open with these."""
        lines = [f"**{each.word}** – {each.meaning}" for each in words]
        plain = self.tr("Every word here is a plain one.")
        self.view.show_note("\n\n".join(lines) or plain)
        self.open()
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        self.refit()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def refit(self) -> None:
        """As high as the words, as far as there is room."""
        room, wanted = round(self.height() * 0.6), self.view.sizeHint().height() + S
        self._page.setMinimumHeight(min(wanted, room))
        super().refit()
