"""What was just done, with Undo, for a few seconds at the bottom of the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme.space import XL, L, M, S
from ui.widgets.button import Button
from ui.widgets.rows import set_margins
from ui.widgets.text import Text


class Toast(QFrame):
    """One at a time in a window; stays while the mouse is over it or the focus is in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._undo: Callable[[], object] | None = None
        self._build()
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self._text = Text()
        self._button = Button("", on_click=self._act)
        layout = QHBoxLayout(self)
        set_margins(layout, L, S, S, S)
        layout.setSpacing(M)
        layout.addWidget(self._text)
        layout.addWidget(self._button)

    def tell(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        *,
        undo_text: str = "",
        seconds: float = 6.0,
    ) -> None:
        """Say what was done; `undo` is called when the button is pressed."""
        self._undo = undo
        self._text.setText(text)
        self.setAccessibleName(text)
        self._button.setText(undo_text or self.tr("Undo"))
        self._button.setVisible(undo is not None)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._clock.start(round(seconds * 1000))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start(2000)
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        window = self._over
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - XL * 2)

    def _act(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
