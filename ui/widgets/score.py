"""One expectation of a drill, met or missed, in words and with a sign."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLayout

from ui.theme import fonts
from ui.theme.space import XS
from ui.widgets.picture import Picture
from ui.widgets.rows import row
from ui.widgets.text import Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.queries.drill import Mark

OPEN = 0.7  # a whole circle looks larger than a tick of its size


def mark_line(mark: "Mark") -> QLayout:
    """Acknowledged: after 3 min (5 min expected), by ana."""
    sign = _sign("check", "good_text") if mark.met else _sign("x", "alarm_text")
    if mark.took is None:
        done = _tr("not done, within %1").replace("%1", age_text(mark.within))
        sign = _sign("circle", "muted", OPEN)
    else:
        done = _tr("after %1 (%2 expected), by %3").replace("%1", age_text(mark.took))
        done = done.replace("%2", age_text(mark.within)).replace("%3", mark.by)
    line = row(sign, Text(f"{deed_text(mark.deed)}: {done}", wrap=True), gap=XS)
    line.setStretch(1, 1)
    return line


def _sign(icon: str, tint: str, scale: float = 1.0) -> Picture:
    made = Picture(icon, tint, scale)
    made.setFixedWidth(round(fonts.em()))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def deed_text(deed: str) -> str:
    """What somebody did."""
    return {
        "acknowledge": _tr("Acknowledged"),
        "resolve": _tr("Resolved"),
        "note": _tr("First note"),
        "role": _tr("First role given"),
    }[str(deed)]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Score", words)
