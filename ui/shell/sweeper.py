"""Garbage is collected on the GUI thread alone: a widget that went with a cycle would else be taken
apart by whatever thread happened to allocate, and Qt dies of that."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK = 250  # ms; the longer it waits, the longer a sweep takes


class Sweeper(QObject):
    """Collects as Python would by itself, but only here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(LOOK)

    def sweep(self) -> None:
        """The oldest generation that is due, and with it the younger ones."""
        due = [n > most for n, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(at for at, each in enumerate(due) if each))
