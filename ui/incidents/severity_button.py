"""The severity pill that can be pressed: a menu of the four, each with what it means."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from models.kinds import Severity
from ui.incidents.word import severity_help
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.widgets.menu import Menu, drop
from ui.widgets.pill import paint_pill, pill_size, severity_ink


class SeverityButton(QToolButton):
    """`wanted` carries the severity that was chosen, and what it was of when the menu opened; the
    owner decides and calls `show_severity`."""

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = Severity.SEV3
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._menu = Menu(parent=self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.show_severity(self.severity)

    def show_severity(self, severity: Severity, about: object = None) -> None:
        """Another one, or of something else."""
        self.severity, self._about = severity, about
        self.setAccessibleName(self.tr("Severity %1").replace("%1", severity))
        self.setToolTip(severity_help(severity))
        self.update()

    def ask(self) -> None:
        """As a click does, without waiting for the answer."""
        drop(self, self._menu)

    def sizeHint(self) -> QSize:
        return pill_size(self.severity) + QSize(round(fonts.em("tiny") * 0.95), 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            ring = QPen(colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(ring)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        pill = QRectF(0, 0, pill_size(self.severity).width(), pill_size(self.severity).height())
        pill.moveTo(0 if not self.isRightToLeft() else box.right() - pill.width(), 0)
        pill.moveTop(box.center().y() - pill.height() / 2)
        paint_pill(painter, pill, self.severity, severity_ink(self.severity))
        side = fonts.em("tiny") * 0.75
        left = 2 if self.isRightToLeft() else pill.right() + 2
        mark = QRectF(left, box.center().y() - side / 2, side, side)
        paint_icon(painter, mark, "chevron-down", "muted")

    def _fill(self) -> None:
        self._menu.clear()
        for severity in Severity:
            words = f"{severity} – {severity_help(severity)}"
            want = partial(self._want, severity, self.severity, self._about)
            self._menu.add_choice(words, severity is self.severity, want)

    def _want(self, severity: Severity, now: Severity, about: object, _on: bool) -> None:
        if severity is not now:
            self.wanted.emit(severity, about)
