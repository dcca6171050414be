"""The one style sheet: resources/styles/*.css with colours and the font's measures filled in."""

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QGuiApplication

import resources
from ui.theme import fonts
from ui.theme.colours import Colours, mixed

_OTHER = {"left": "right", "right": "left"}
_SIDE = r"(padding-)(left|right)"
_FIELD = r"(?m)^(?:QComboBox|QLineEdit|QAbstractSpinBox)\b[^{]*\{[^}]*\}"
_NAMED = r"\$\{?(\w+)\}?"  # $name or ${name}
_FOLDER = Path(resources.__path__[0]) / "styles"


def sheet_of(colours: Colours) -> str:
    """The style sheet of one theme for the application's font, turned round where one reads from
    right to left."""
    marks = (_FOLDER / ("dark" if colours.dark else "light")).as_posix()
    known = {**colours._asdict(), "marks": marks, **_toast(colours), **_sizes()}
    parts = list(_parts())
    parts[1::2] = [known[name] for name in parts[1::2]]
    text = "".join(parts)
    return turned(text) if QGuiApplication.isRightToLeft() else text


def turned(sheet: str) -> str:
    """With the paddings of fields and drop-down boxes at the other side; those of buttons Qt
    turns round itself (6.11)."""

    def other(rule: re.Match[str]) -> str:
        return re.sub(_SIDE, lambda side: side[1] + _OTHER[side[2]], rule[0])

    return re.sub(_FIELD, other, sheet)


@lru_cache(maxsize=1)
def _parts() -> tuple[str, ...]:
    """The files, every second part the name of what is filled in. (string.Template takes 1 ms.)"""
    names = ("base.css", "controls.css", "views.css")
    whole = "\n".join((_FOLDER / name).read_text("utf-8") for name in names)
    return tuple(re.split(_NAMED, whole))


def _toast(colours: Colours) -> dict[str, str]:
    """A toast wears the other theme's ground, so its link needs a tint of its own."""
    link = "#0C6B64" if colours.dark else "#5EEAD4"
    return {"toast_link": link, "toast_hover": mixed(colours.tip, colours.on_tip, 0.14)}


def _sizes() -> dict[str, str]:
    line = fonts.em()
    small = fonts.em("small")
    pad, edit, chip = round(line * 0.38), round(line * 0.38), round(small * 0.27)
    sizes: dict[str, float] = {name: fonts.points(name) for name in fonts.SCALE}
    sizes |= {
        "pad_v": pad,
        "pad_v_1": pad - 1,
        "pad_h": round(line * 0.8),
        "pad_h_1": round(line * 0.8) - 1,
        "edit_v": edit,
        "edit_v_1": edit - 1,
        "pick_v": edit + 1,
        "pad_menu": round(line * 2.0),
        "chip_menu": round(small * 1.8),
        "chip_v": chip,
        "chip_v_1": chip - 1,
        "chip_v_2": max(0, chip - 2),
        "chip_h": round(small * 0.7),
        "chip_h_1": round(small * 0.7) - 1,
        "chip_round": (small + 2 * chip + 2) // 2,
        "check": round(line * 0.95),
        "check_round": round(line * 0.95) // 2 + 1,
        "mark": round(line * 0.85),
        "mark_small": round(line * 0.7),
        "spin_room": round(line * 1.5),
        "item": round(line * 1.1),
    }
    return {name: f"{size:g}" for name, size in sizes.items()}
