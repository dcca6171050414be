"""A line that is edited in place: what is too long for it ends in an ellipsis."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QStylePainter

from ui.widgets.field import LineField

EDGE = 2  # what Qt leaves free at both sides of the text


class BriefField(LineField):
    """Whole in its tooltip, and while it has the focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_LineEditContents
        box = self.style().subElementRect(element, option, self).adjusted(EDGE, 0, -EDGE, 0)
        long = self.fontMetrics().horizontalAdvance(self.text()) > box.width()
        if self.toolTip() != (whole := self.text() if long else ""):
            self.setToolTip(whole)
        if self.hasFocus() or not long:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        painter.setPen(self.palette().text().color())
        mode = Qt.TextElideMode.ElideRight
        said = self.fontMetrics().elidedText(self.text(), mode, box.width())
        start = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, start | Qt.AlignmentFlag.AlignVCenter, said)
