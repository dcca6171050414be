"""The four severities side by side, each in its colour, with what the chosen one means below."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from models.kinds import Severity
from ui.incidents.word import severity_help
from ui.theme import fonts
from ui.theme.colours import mixed
from ui.theme.current import colour, colours
from ui.theme.space import XS, S
from ui.widgets.pill import severity_ink
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text


class SeverityTile(QAbstractButton):
    """One of them."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self.setText(severity)
        self.setCheckable(True)
        self.setAccessibleName(severity)
        self.setAccessibleDescription(severity_help(severity))
        self.setToolTip(severity_help(severity))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        em = fonts.em()
        return QSize(self.fontMetrics().horizontalAdvance("SEV0") + em * 2, round(em * 1.9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, box = severity_ink(self.severity), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on, lit = self.isChecked(), self.underMouse()
        edge = colour(ink if on else "line_strong" if lit else "line")
        painter.setPen(
            QPen(colour("focus") if self.hasFocus() else edge, 2 if self.hasFocus() else 1.4)
        )
        ground = mixed(colours().surface, colour(ink).name(), 0.13) if on else colours().surface
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(box, 7, 7)
        painter.setFont(fonts.strong("small") if on else fonts.font("small"))
        painter.setPen(colour(ink if on or lit else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class SeverityChoice(QWidget):
    """`changed` carries the severity chosen by hand."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {severity: SeverityTile(severity) for severity in Severity}
        self._group = QButtonGroup(self)
        self._help = Text(look="small", wrap=True)
        for tile in self._tiles.values():
            self._group.addButton(tile)
            tile.toggled.connect(self._tell_help)
        self._group.buttonClicked.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(row(*self._tiles.values(), STRETCH, gap=S))
        layout.addWidget(self._help)
        self.set_value(Severity.SEV3)

    def value(self) -> Severity:
        """The chosen one."""
        return next(severity for severity, tile in self._tiles.items() if tile.isChecked())

    def set_value(self, severity: Severity) -> None:
        """Choose without a signal."""
        self._tiles[severity].setChecked(True)

    def _tell_help(self, on: bool) -> None:
        if on:
            self._help.setText(severity_help(self.value()))

    def _tell(self, _tile: QAbstractButton) -> None:
        self.changed.emit(self.value())
