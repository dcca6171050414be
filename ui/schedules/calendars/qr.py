"""An address as a picture that a phone's camera reads."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts

SIDE = 10.5  # ems
QUIET = 3  # modules of white around


class QrCode(QWidget):
    """Black on white in every theme: cameras know no other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("QR code of the address, for a phone's camera"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rows: list[bytearray] = []

    def show_text(self, text: str) -> None:
        """Another address; nothing for none."""
        import segno  # late: only who subscribes needs it

        made = segno.make(text, micro=False, error="m") if text else None
        self._rows = [bytearray(row) for row in made.matrix] if made is not None else []
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    @property
    def modules(self) -> list[bytearray]:
        """The squares, row by row; 1 is black."""
        return self._rows

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * SIDE)
        if self._rows:
            count = len(self._rows) + 2 * QUIET
            side = count * max(1, round(side / count))  # whole pixels, sharp edges
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._rows:
            return
        count = len(self._rows) + 2 * QUIET
        size = max(1, min(self.width(), self.height()) // count)
        left = (self.width() - size * len(self._rows)) / 2
        top = (self.height() - size * len(self._rows)) / 2
        for down, row in enumerate(self._rows):
            for along, black in enumerate(row):
                if black:
                    box = QRectF(left + along * size, top + down * size, size, size)
                    painter.fillRect(box, Qt.GlobalColor.black)
