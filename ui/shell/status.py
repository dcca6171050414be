"""The quiet line below everything: engine, database, the last change, notices."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme.space import XL, XS, L, S
from ui.widgets.early import TAB, focus_by, show_hand
from ui.widgets.pill import Dot
from ui.widgets.rows import set_margins

if TYPE_CHECKING:
    from ui.widgets.progress import LateProgress


class StatusLine(QFrame):
    """Says; never asks. Clicking a part, or Enter on it, leads to where there is more of it."""

    engine_clicked = Signal()
    database_clicked = Signal()
    change_clicked = Signal()
    notices_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = Dot("quiet")
        self._engine = _Word(self.tr("How pages leave"))
        self._database = _Word(self.tr("Which database this is, and its backups"))
        self._change = _Word(self.tr("Show what changed"))
        self._notices = _Word(self.tr("What was told to you"))
        self._progress: LateProgress | None = None
        self._build()
        self.show_engine(self.tr("Starting"), "quiet")

    def _build(self) -> None:
        self._row = layout = QHBoxLayout(self)
        set_margins(layout, L, XS - 1, L - S, XS)
        layout.setSpacing(XS)
        layout.addWidget(self._dot)
        for word in (self._engine, self._database, self._change):
            layout.addWidget(word)
        layout.addSpacing(XL)
        self._room = layout.count()
        layout.addStretch(1)
        layout.addWidget(self._notices)
        self._engine.clicked.connect(self.engine_clicked)
        self._database.clicked.connect(self.database_clicked)
        self._change.clicked.connect(self.change_clicked)
        self._notices.clicked.connect(self.notices_clicked)

    @property
    def progress(self) -> "LateProgress":
        """Long work shows here; made when first wanted."""
        if self._progress is None:
            from ui.widgets.progress import LateProgress

            self._progress = LateProgress(cancellable=False)
            self._row.insertWidget(self._room, self._progress)
        return self._progress

    def show_engine(self, words: str, mood: str) -> None:
        """Such as `Engine running on watch-1`; mood good, warn, alarm or quiet."""
        self._dot.show_mood(mood)
        self._engine.tell(words)

    def show_database(self, words: str) -> None:
        """Such as `PostgreSQL · team database`."""
        self._database.tell(words)

    def show_change(self, words: str) -> None:
        """Such as `Ben changed #482 2 s ago`."""
        self._change.tell(words)

    def show_notices(self, words: str) -> None:
        """Such as `1 notice`."""
        self._notices.tell(words)


class _Word(QPushButton):
    """Words that can be clicked and look like words; hidden while empty."""

    def __init__(self, leads_to: str) -> None:
        super().__init__()
        focus_by(self, TAB)
        self.setToolTip(leads_to)
        self.setAccessibleDescription(leads_to)
        self.setAutoDefault(False)
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        show_hand(self)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, too: Qt's own buttons take the space bar alone outside a dialog."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def tell(self, words: str) -> None:
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
