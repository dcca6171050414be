"""Words on the screen: labels with a look, labels that elide, key hints, thin lines."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget

from ui.widgets.early import LEFT, PLAIN, RICH, RIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class Text(QLabel):
    """A label with a look: body, strong, heading, title, display, muted, small, caption, error,
    good, warn, alarm. Plain text unless `rich`."""

    def __init__(
        self,
        text: str = "",
        look: str = "body",
        *,
        wrap: bool = False,
        rich: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("look", look)
        self.setProperty("textFormat", RICH if rich else PLAIN)
        self.setWordWrap(wrap)
        if self.isRightToLeft():
            self.setAlignment(self.alignment())
        if selectable:
            from PySide6.QtCore import Qt

            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def setAlignment(self, wanted: "Qt.AlignmentFlag") -> None:
        """By the window, as Qt's labels have it by their words: an incident's English title begins
        where everything begins."""
        if self.isRightToLeft():
            from PySide6.QtCore import Qt  # only now: their enums take a fifth of a start
            from PySide6.QtWidgets import QStyle

            absolute = Qt.AlignmentFlag.AlignAbsolute
            wanted = QStyle.visualAlignment(self.layoutDirection(), wanted) | absolute
        super().setAlignment(wanted)

    def set_look(self, look: str) -> None:
        """Change the look of a label that is on the screen."""
        if self.property("look") != look:
            self.setProperty("look", look)
            repolish(self)


class ElidedLabel(Text):
    """One line that ends in an ellipsis where it does not fit; the tooltip has the whole."""

    def __init__(
        self,
        text: str = "",
        look: str = "body",
        mode: "Qt.TextElideMode | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, look, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A few letters, and never more than all: what stands beside a short one stays close."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * 4), whole.height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        whole = self.text() if self._shown() != self.text() else ""
        if whole != self.toolTip():
            self.setToolTip(whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        style, shown = self.style(), self._shown()
        flags = style.visualAlignment(self.layoutDirection(), self.alignment())
        role = self.foregroundRole()
        style.drawItemText(
            painter, self.contentsRect(), flags, self.palette(), self.isEnabled(), shown, role
        )

    def _shown(self) -> str:
        return elided(self.text(), self.fontMetrics(), self.contentsRect().width(), self._mode)


class KeyHint(Text):
    """A key or chord as a small cap, such as `Ctrl+K`."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, "key", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Key %s").replace("%s", keys))


class Line(QFrame):
    """A hair line, lying or standing."""

    def __init__(self, standing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.VLine if standing else QFrame.Shape.HLine)


def elided(
    text: str,
    metrics: QFontMetrics,
    width: int,
    mode: "Qt.TextElideMode | None" = None,
) -> str:
    """`text` cut to `width` with an ellipsis, at its end unless `mode` says where; line breaks
    become spaces."""
    words = " ".join(text.split())
    if metrics.horizontalAdvance(words) <= width:
        return words
    from PySide6.QtCore import Qt

    return metrics.elidedText(words, mode or Qt.TextElideMode.ElideRight, width)


def edge_of(backwards: bool, end: bool = False) -> int:
    """For `drawText` into a box that is already mirrored: the leading edge, or the trailing one."""
    return RIGHT if backwards != end else LEFT


def begin_where_lines_do(field: QLineEdit) -> None:
    """Qt has the words of a field at the edge of their own script; from right to left an English
    hint would stand far from its icon."""
    if field.isRightToLeft():
        from PySide6.QtCore import Qt

        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)


def repolish(widget: QWidget) -> None:
    """Have the sheet look again after a property that it selects on has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_flag(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the sheet selects on, and repaint only if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        repolish(widget)
