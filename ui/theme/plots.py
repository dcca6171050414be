"""The theme's colours for charts. Ask when drawing, never keep them."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ui.language.numbers import counted
from ui.theme import fonts
from ui.theme.current import colours

if TYPE_CHECKING:
    from app.charts.palette import Palette

LIGHT = ("#0F766E", "#D97706", "#4F46E5", "#BE185D", "#0284C7", "#65A30D", "#7C3AED", "#78716C")
DARK = ("#2DD4BF", "#FBBF24", "#818CF8", "#F472B6", "#38BDF8", "#A3E635", "#C084FC", "#A8A29E")


def palette() -> "Palette":
    """On a card."""
    from app.charts.palette import Palette

    worn = colours()
    return Palette(
        ground=worn.surface,
        text=worn.text,
        muted=worn.muted,
        line=worn.line,
        accent=worn.accent,
        good=worn.good,
        warn=worn.warn,
        alarm=worn.alarm,
        severities=(worn.sev1, worn.sev2, worn.sev3, worn.sev4),
        series=DARK if worn.dark else LIGHT,
        font=QFontInfo(QApplication.font()).family(),
        points=fonts.points("small"),
        counted=counted,
    )
