"""A tick box whose words break into lines where there is no room for them in one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui.theme import fonts
from ui.theme.space import XS, S

LEAST = 12  # ems of words that a line has at least
FLAGS = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextHideMnemonic


class Check(QCheckBox):
    """Qt's own never breaks its words, and pushes a narrow page out of its frame."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        least = round(fonts.em() * LEAST) + self._mark()
        return QSize(min(whole.width(), least), whole.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        needs = self._bounds(width - self._mark()).height() + XS
        return max(self.sizeHint().height(), needs)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter, style = QPainter(self), self.style()
        line = self.sizeHint().height()
        option.rect = QRect(0, 0, self.width(), line)  # the box beside the first line
        style.drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        room = self.rect().adjusted(self._mark(), (line - self.fontMetrics().height()) // 2, 0, 0)
        room = QStyle.visualRect(self.layoutDirection(), self.rect(), room)
        flags = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        style.drawItemText(
            painter, room, flags | FLAGS, self.palette(), self.isEnabled(), self.text(),
            self.foregroundRole(),
        )  # fmt: skip

    def hitButton(self, spot: QPoint) -> bool:
        """All lines of its words, and not what lies beside them."""
        across = QRect(0, 0, min(self.width(), self.sizeHint().width()), self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), across).contains(spot)

    def _mark(self) -> int:
        """The box and what keeps the words from it."""
        return round(fonts.em() * 0.95) + 2 + S + XS

    def _bounds(self, width: int) -> QRect:
        room = QRect(0, 0, max(1, width), 10_000)
        return self.fontMetrics().boundingRect(room, FLAGS, self.text())
