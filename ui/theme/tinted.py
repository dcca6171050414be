"""QIcons that are rendered and tinted when Qt asks, so that a change of theme needs no new ones."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.icons import paint_icon, pixmap


def tinted_icon(name: str, tint: str, on: str) -> QIcon:
    """The icon of a Lucide name; `on` tints it while checked."""
    return QIcon(_LucideEngine(name, tint, on))


def _with_gap(made: QPixmap, size: QSize, scale: float) -> QPixmap:
    """A wider picture: the rest is the gap between a button's icon and its words."""
    wide = QPixmap(size * scale)
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(scale)
    backwards = QGuiApplication.isRightToLeft()
    painter = QPainter(wide)
    painter.drawPixmap(QPoint(size.width() - size.height() if backwards else 0, 0), made)
    painter.end()
    return wide


_cloned: list[QIconEngine] = []


class _LucideEngine(QIconEngine):
    """Renders when asked, so that a change of theme needs no new icons."""

    def __init__(self, name: str, tint: str, on: str) -> None:
        super().__init__()
        self._told = (name, tint, on)

    def clone(self) -> QIconEngine:
        made = _LucideEngine(*self._told)
        _cloned.append(made)  # PySide6 6.11.3 frees a clone that only C++ holds
        return made

    def key(self) -> str:
        return "watchbill-lucide"

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = self._told[0]
        paint_icon(painter, rect, name, self._ink(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # `size` is device-independent since Qt 6.8.
        side = min(size.width(), size.height())
        if side <= 0:
            return QPixmap()  # a field that has no room yet
        made = pixmap(self._told[0], self._ink(mode, state), side, scale)
        return made if size.width() <= side else _with_gap(made, size, scale)

    def _ink(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return "faint"
        return self._told[2] if state is QIcon.State.On else self._told[1]
