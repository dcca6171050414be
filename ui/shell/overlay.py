"""A floating card over the whole window, with everything else dimmed: palette and key map."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.current import colours
from ui.theme.space import L
from ui.widgets.popup import paint_floating


class Overlay(QWidget):
    """Covers its window; Escape or a click beside the card closes it and gives the focus back."""

    def __init__(self, window: QWidget, ems: float = 38) -> None:
        super().__init__(window)
        self._ems = ems
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        window.installEventFilter(self)
        self.hide()

    def hold(self, form: Any) -> None:
        """A form that says itself that it may go (`left`), or is higher or lower (`grown`)."""
        self.body.addWidget(form)
        form.left.connect(self.leave)
        form.grown.connect(self.refit)

    def open(self) -> None:
        """Show over the window and take the focus."""
        self._before = self.window().focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def most_height(self) -> int:
        """How high the card may be."""
        return round(self.height() * 0.72)

    def refit(self) -> None:
        """Lay the card out again: its content changed."""
        self._fit()
        self.update()

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        width = min(fonts.em() * self._ems, self.width() - 4 * L)
        self.card.setFixedWidth(round(width))
        self.card.resize(round(width), min(self._height(round(width)), self.most_height()))
        self.card.move(round((self.width() - width) / 2), round(self.height() * 0.12))

    def _height(self, width: int) -> int:
        """What the words need at this width: Qt's hint is for the width they would like."""
        hint = self.card.sizeHint().height()
        return max(hint, self.body.heightForWidth(width)) if self.body.hasHeightForWidth() else hint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.refit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(colours().shadow)
        shade.setAlphaF(0.5 if colours().dark else 0.26)
        painter.fillRect(self.rect(), shade)
        paint_floating(painter, QRectF(self.card.geometry()))
