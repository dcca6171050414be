"""Text sizes, all relative to the font the system (or the user) chose.

Inter (OFL) is shipped for desktops that name no font of their own, and for stable pictures.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

import resources

SCALE = {
    "display": 1.9,
    "title": 1.4,
    "heading": 1.08,
    "body": 1.0,
    "small": 0.92,
    "tiny": 0.84,
}
FAMILY = "Inter"
_UNNAMED = {"Sans Serif", "Sans", ""}  # what Qt says when no desktop told it a font
_FOLDER = Path(resources.__path__[0]) / "fonts"


def choose_font(app: QApplication) -> None:
    """Keep the system's font; where the system names none, take the shipped one at 10 pt."""
    if app.font().family() in _UNNAMED:
        use_shipped(app)


def use_shipped(app: QApplication, points: float = 10) -> None:
    """Inter at `points`, whatever the machine has: for stable pictures."""
    for path in sorted(_FOLDER.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    chosen = QFont(FAMILY)
    chosen.setPointSizeF(points)
    app.setFont(chosen)
    forget()


@lru_cache(maxsize=16)
def points(size: str = "body") -> float:
    """The point size of a role, from the application's font."""
    return round(QFontInfo(QApplication.font()).pointSizeF() * SCALE[size], 2)


def font(
    size: str = "body", weight: QFont.Weight = QFont.Weight.Normal, figures: bool = False
) -> QFont:
    """A font for painting; `figures` asks for digits of one width."""
    return QFont(_made(points(size), weight, figures))


def scaled(size: str, by: float) -> QFont:
    """The half-bold of a role, so many times as large."""
    return QFont(_made(max(1.0, points(size) * by), QFont.Weight.DemiBold, False))


@lru_cache(maxsize=64)
def _made(points: float, weight: QFont.Weight, figures: bool) -> QFont:
    """Kept, so that Qt looks for the face of a font only once."""
    made = QFont(QApplication.font())
    made.setPointSizeF(points)
    made.setWeight(weight)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def strong(size: str = "body") -> QFont:
    """The half-bold of a role."""
    return font(size, QFont.Weight.DemiBold)


def mono(size: str = "body") -> QFont:
    """The system's fixed-width font at a role's size."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(points(size))
    return made


@lru_cache(maxsize=16)
def em(size: str = "body") -> int:
    """The height of a line of a role in device-independent pixels: the measure of icons."""
    return round(QFontMetricsF(font(size)).height())


def forget() -> None:
    """Measure again: the application's font has changed."""
    points.cache_clear()
    em.cache_clear()
    _made.cache_clear()
