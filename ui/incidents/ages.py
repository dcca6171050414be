"""How long ago everything was moves on by itself while somebody sees it: one clock for a page."""

from PySide6.QtCore import QObject, QTimer, Signal

OFTEN = 20_000  # ms; young ages are told in seconds


class Ages(QObject):
    """Whoever shows an age tells it anew on `moved`."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, interval=OFTEN)
        self._clock.timeout.connect(self.moved)

    @property
    def moving(self) -> bool:
        """Whether the page is seen."""
        return self._clock.isActive()

    def begin(self) -> None:
        """It is seen (again), perhaps after hours."""
        self.moved.emit()
        self._clock.start()

    def end(self) -> None:
        """Nobody sees it."""
        self._clock.stop()
