"""Tabs as underlined words, for a page with a few faces."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget


class Tabs(QTabBar):
    """`chosen` carries the key of the tab."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`tabs` are (key, words)."""
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.currentChanged.connect(self._tell)

    def choose(self, key: str) -> None:
        """Go to a tab by its key."""
        for at in range(self.count()):
            if self.tabData(at) == key:
                self.setCurrentIndex(at)

    def set_words(self, key: str, words: str) -> None:
        """Change a tab's words, such as a count."""
        for at in range(self.count()):
            if self.tabData(at) == key:
                self.setTabText(at, words)

    def _tell(self, at: int) -> None:
        self.updateGeometry()  # the chosen words are bolder, and may be wider by a pixel
        self.chosen.emit(str(self.tabData(at)))
