"""One icon as a label, tinted from the theme."""

from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import fonts
from ui.theme.current import theme
from ui.theme.icons import pixmap


class Picture(QLabel):
    """One icon as a label that follows the theme."""

    def __init__(
        self, name: str, tint: str = "muted", scale: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scale = scale
        self.show_icon(name, tint)
        theme().changed.connect(self._draw)

    def show_icon(self, name: str, tint: str = "muted") -> None:
        """Another icon."""
        self._told = (name, tint)
        self._draw()

    def _draw(self) -> None:
        side = round(fonts.em() * self._scale)
        self.setPixmap(pixmap(*self._told, side, self.devicePixelRatioF()))
