"""Lucide icons by name, tinted with the colours worn when they are painted.

The shipped ones are small files beside us; any other name is looked up in python-lucide's database.
Nothing is read or rendered before it is painted.
"""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.current import colours

_FOLDER = Path(resources.__path__[0]) / "icons"
_UNKNOWN = '<svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" stroke="currentColor"/></svg>'


def icon(name: str, tint: str = "text", on: str = "accent_text") -> QIcon:
    """An icon that follows the theme. `tint` and `on` (when checked) are names in `Colours`."""
    return QIcon(_LucideEngine(name, tint, on))


def pixmap(name: str, tint: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` device-independent pixels, tinted now."""
    ink = tint if tint.startswith("#") else getattr(colours(), tint)
    return _rendered(name, ink, round(size * ratio), ratio)


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, tint: str) -> None:
    """An icon centred in `rect`, for delegates and custom widgets."""
    box = QRectF(rect)
    size = round(min(box.width(), box.height()))
    ratio = painter.device().devicePixelRatioF()
    at = box.center() - QRectF(0, 0, size, size).center()
    painter.drawPixmap(at, pixmap(name, tint, size, ratio))


@lru_cache(maxsize=1024)
def _rendered(name: str, ink: str, pixels: int, ratio: float) -> QPixmap:
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(svg(name).replace("currentColor", ink).encode()))
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def svg(name: str) -> str:
    """The SVG text of an icon; a plain circle for a name nobody knows."""
    shipped = _FOLDER / f"{name}.svg"
    found = shipped.read_text() if shipped.exists() else _from_package(name)
    return re.sub(r'stroke-width="2"', 'stroke-width="1.9"', found or _UNKNOWN)


def _from_package(name: str) -> str | None:
    """Straight from python-lucide's database: importing the package costs 66 ms."""
    import sqlite3

    spec = find_spec("lucide")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "data" / "lucide-icons.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        row = database.execute("SELECT svg FROM icons WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _with_gap(made: QPixmap, size: QSize, scale: float) -> QPixmap:
    """A wider picture: the rest is the gap between a button's icon and its words."""
    wide = QPixmap(size * scale)
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(scale)
    backwards = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
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
        made = pixmap(self._told[0], self._ink(mode, state), side, scale)
        return made if size.width() <= side else _with_gap(made, size, scale)

    def _ink(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return "faint"
        return self._told[2] if state is QIcon.State.On else self._told[1]
