"""Work that takes longer than 300 ms shows that it runs, and can be cancelled."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour, moves
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.text import Text

LATE_MS = 300


class Spinner(QWidget):
    """A turning arc; where motion is not allowed it stands still beside its words."""

    def __init__(self, scale: float = 1.1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._turn = scale, 0
        self.setAccessibleName(self.tr("Working"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clock = QTimer(self)
        self._clock.setInterval(40)
        self._clock.timeout.connect(self._step)

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * self._scale)
        return QSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if moves():
            self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = max(2.0, self.width() / 9)
        box = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        painter.setPen(QPen(colour("line"), thick))
        painter.drawEllipse(box)
        painter.setPen(QPen(colour("accent"), thick, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, -self._turn * 16, 100 * 16)

    def _step(self) -> None:
        self._turn = (self._turn + 14) % 360
        self.update()


class LateProgress(QWidget):
    """Words, a bar (or a spinner while the end is unknown) and Cancel; seen only after 300 ms."""

    cancelled = Signal()

    def __init__(self, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(cancellable)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LATE_MS)
        self._clock.timeout.connect(self.show)
        self.hide()

    def _build(self, cancellable: bool) -> None:
        self._spinner, self._words, self._bar = Spinner(), Text(look="muted"), QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(self.tr("Cancel"), "quiet", on_click=self._stop)
        if not cancellable:  # never `show` what has no parent yet: it would be a window
            self._cancel.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        for widget, stretch in ((self._spinner, 0), (self._words, 0), (self._bar, 1)):
            layout.addWidget(widget, stretch)
        layout.addWidget(self._cancel)

    def begin(self, words: str = "") -> None:
        """Work begins; nothing is seen if it ends within 300 ms."""
        self._words.setText(words or self.tr("Working"))
        self.tell(None)
        self._clock.start()

    def tell(self, part: float | None) -> None:
        """How much is done, 0 to 1; None while nobody knows."""
        self._bar.setVisible(part is not None)
        self._bar.setRange(0, 1000)
        self._bar.setValue(round((part or 0) * 1000))

    def end(self) -> None:
        """Work has ended."""
        self._clock.stop()
        self.hide()

    def _stop(self) -> None:
        self.end()
        self.cancelled.emit()
