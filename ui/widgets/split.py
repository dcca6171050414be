"""Panels side by side with a handle between them; where it stood is remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Split(QSplitter):
    """`shares` are the widths it begins with and grows by. No panel can be lost by dragging."""

    def __init__(
        self,
        name: str,
        parts: Sequence[QWidget],
        shares: Sequence[int],
        *,
        standing: bool = False,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`standing` puts the panels one above the other."""
        way = Qt.Orientation.Vertical if standing else Qt.Orientation.Horizontal
        super().__init__(way, parent)
        self._name, self._settings = name, settings or QSettings()
        self.setChildrenCollapsible(False)
        for at, (part, share) in enumerate(zip(parts, shares, strict=True)):
            self.addWidget(part)
            self.setStretchFactor(at, share)
        self.setSizes(list(shares))
        told = self._settings.value(f"split/{name}")
        if isinstance(told, QByteArray):
            self.restoreState(told)
        self.splitterMoved.connect(self._remember)

    def _remember(self) -> None:
        self._settings.setValue(f"split/{self._name}", self.saveState())
