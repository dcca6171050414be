"""A screen that nobody sees, as wide as the desks of people are: Qt's own has 800 x 800 pixels, and
a window is never larger than its screen."""

import json
from pathlib import Path

SCREEN = {
    "name": "wide", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1,
    "logicalDpi": 96, "logicalBaseDpi": 96,
}  # fmt: skip


def wide(folder: Path) -> str:
    """What QT_QPA_PLATFORM is to be; the screen is told in a file in `folder`."""
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [SCREEN]}))
    return f"offscreen:configfile={file}"
