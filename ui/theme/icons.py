"""Lucide icons by name, tinted with the colours worn when they are painted.

The shipped ones are small files beside us; any other name is looked up in python-lucide's database.
Nothing is read or rendered before it is painted.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap

import resources
from ui.theme import icon_box
from ui.theme.current import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

FOLDER = Path(resources.__path__[0]) / "icons"
_LOOK_UP = """SELECT svg FROM icons
WHERE name = coalesce((SELECT name FROM icon_aliases WHERE alias = ?1), ?1)"""
# They point on or back, or show where a line begins: drawn the other way round from right to left.
MIRRORED = frozenset((
    "arrow-left", "arrow-right", "arrow-up-right", "chevron-left", "chevron-right",
    "corner-down-left", "external-link", "layout-list", "list", "list-checks", "list-todo",
    "log-out", "panel-left", "panel-left-close", "panel-left-open", "panel-right", "redo-2",
    "send", "undo-2",
))  # fmt: skip
_UNKNOWN = '<svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" stroke="currentColor"/></svg>'


def icon(name: str, tint: str = "text", on: str = "accent_text") -> "QIcon":
    """An icon that follows the theme. `tint` and `on` (when checked) are names in `Colours`."""
    from ui.theme.tinted import tinted_icon

    return tinted_icon(name, tint, on)


def pixmap(name: str, tint: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` device-independent pixels, tinted now."""
    ink = tint if tint.startswith("#") else getattr(colours(), tint)
    return _rendered(name, ink, round(size * ratio), ratio, name in MIRRORED and _backwards())


def _backwards() -> bool:
    return QGuiApplication.isRightToLeft()


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, tint: str) -> None:
    """An icon centred in `rect`, for delegates and custom widgets."""
    box = QRectF(rect)
    size = round(min(box.width(), box.height()))
    ratio = painter.device().devicePixelRatioF()
    at = box.center() - QRectF(0, 0, size, size).center()
    painter.drawPixmap(at, pixmap(name, tint, size, ratio))


@lru_cache(maxsize=1024)
def _rendered(name: str, ink: str, pixels: int, ratio: float, mirrored: bool) -> QPixmap:
    look = (name, ink, pixels, ratio, mirrored)
    kept = icon_box.taken(look)
    if kept is not None:
        return kept
    from PySide6.QtSvg import QSvgRenderer

    made = QPixmap(pixels, pixels)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    renderer = QSvgRenderer(svg(name).replace("currentColor", ink).encode())
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    if mirrored:
        from PySide6.QtGui import QTransform

        made = made.transformed(QTransform().scale(-1, 1))
    made.setDevicePixelRatio(ratio)
    icon_box.note(look, made)
    return made


@lru_cache(maxsize=256)
def svg(name: str) -> str:
    """The SVG text of an icon; a plain circle for a name nobody knows."""
    try:
        found: str | None = (FOLDER / f"{name}.svg").read_bytes().decode()
    except FileNotFoundError:
        found = _from_package(name)
    return (found or _UNKNOWN).replace('stroke-width="2"', 'stroke-width="1.9"')


def _from_package(name: str) -> str | None:
    """Straight from python-lucide's database: importing the package costs 66 ms."""
    import sqlite3

    spec = find_spec("lucide")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "data" / "lucide-icons.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        row = database.execute(_LOOK_UP, (name,)).fetchone()
    return str(row[0]) if row else None


def app_icon() -> "QIcon":
    """The program's own mark, for windows, tray and notifications. Set it after the first paint."""
    from PySide6.QtGui import QIcon

    return QIcon(str(FOLDER / "app" / "watchbill.svg"))
