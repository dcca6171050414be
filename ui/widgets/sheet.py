"""A card over the whole window for what must be decided now; everything else is dimmed."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.current import colours
from ui.theme.space import XS, L, M, S
from ui.widgets.button import IconButton
from ui.widgets.popup import paint_floating
from ui.widgets.rows import set_margins
from ui.widgets.text import ElidedLabel, Line, Text


class Sheet(QWidget):
    """Title, `body`, and `foot` with the buttons. Escape, the cross or a click beside it closes it
    and gives the focus back; Tab stays inside. `tall` takes all the height there is."""

    closed = Signal()

    def __init__(self, over: QWidget, title: str, ems: float = 38, *, tall: bool = False) -> None:
        super().__init__(over.window())
        self._ems, self._tall = ems, tall
        self._before: QWidget | None = None
        self.first: QWidget | None = None  # what has the focus when it opens
        self.card = QFrame(self)
        self.title = Text(title, "heading")
        self.hint = ElidedLabel(look="muted")
        self.body, self.foot = QVBoxLayout(), QHBoxLayout()
        self.setAccessibleName(title)
        self._build()
        over.window().installEventFilter(self)
        self.card.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        cross = IconButton("x", self.tr("Close"), on_click=self.leave)
        head = QHBoxLayout()
        set_margins(head, L, M, S, S)
        head.setSpacing(S)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addWidget(cross)
        self.body.setContentsMargins(L, 0, L, M)
        self.body.setSpacing(M)
        self.foot.setContentsMargins(L, S, L, M)
        self.foot.setSpacing(S)
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(self.body, 1)
        outer.addWidget(Line())
        outer.addSpacing(XS)
        outer.addLayout(self.foot)

    def open(self) -> None:
        """Show over the window and take the focus."""
        self._before = self.window().focusWidget()
        self.refit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.first is not None and self.first.isVisible():
            self.first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(True)

    def leave(self) -> None:
        """Close and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def refit(self) -> None:
        """Lay the card out again: its content or the window changed."""
        self.setGeometry(self.window().rect())
        wide = round(min(fonts.em() * self._ems, self.width() - 4 * L))
        self.card.setFixedWidth(wide)
        most = self.height() - 4 * L
        layout = self.card.layout()
        needs = layout.totalHeightForWidth(wide) if layout is not None else 0
        high = most if self._tall else min(most, max(needs, self.card.sizeHint().height()))
        self.card.resize(wide, high)
        top = (self.height() - high) / (2 if self._tall else 3)
        self.card.move(round((self.width() - wide) / 2), round(top))
        self.update()

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Tab goes round inside the card."""
        now: QWidget | None = self.window().focusWidget() or self  # type: ignore[truthy-bool]
        step = now
        while step is not None:
            step = step.nextInFocusChain() if ahead else step.previousInFocusChain()
            if step is None or step is now:
                break
            takes = step.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and step.isVisible() and step.isEnabled() and self.card.isAncestorOf(step):
                reason = Qt.FocusReason.TabFocusReason
                step.setFocus(reason if ahead else Qt.FocusReason.BacktabFocusReason)
                break
        return True

    def event(self, event: QEvent) -> bool:
        """Keys mean what they mean here; no shortcut of the window works from behind."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        grown = event.type() is QEvent.Type.LayoutRequest and watched is self.card
        resized = event.type() is QEvent.Type.Resize and watched is not self.card
        if self.isVisible() and (grown or resized):
            self.refit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()  # the page below hears nothing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(colours().shadow)
        shade.setAlphaF(0.5 if colours().dark else 0.26)
        painter.fillRect(self.rect(), shade)
        paint_floating(painter, QRectF(self.card.geometry()))
