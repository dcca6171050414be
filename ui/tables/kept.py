"""What the chips above a list say, remembered for the next time. They stay visible where they are
on, so nobody wonders why a list is short."""

import json
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSettings

from ui.widgets.chip import ChipBar, MenuChip


def remember(bar: ChipBar, name: str, keys: Iterable[str], **more: Any) -> None:
    """Under `name/filter`: chips that are on, and what those with a menu chose."""
    said = {key: bar.value(key) for key in keys}
    QSettings().setValue(f"{name}/filter", json.dumps({**said, **more}))


def recall(bar: ChipBar, name: str, keys: Iterable[str]) -> dict[str, Any]:
    """Puts them back without a signal; gives all that was kept. What another version kept, and
    this one does not know, is left out."""
    place = f"{name}/filter"
    try:
        kept = json.loads(str(QSettings().value(place, "{}")))
    except ValueError:
        kept = None
    if not isinstance(kept, dict):
        QSettings().remove(place)
        return {}
    for key in keys:
        _put(bar, key, kept.get(key))
    return kept


def _put(bar: ChipBar, key: str, value: object) -> None:
    chip = bar.chip(key)
    if isinstance(chip, MenuChip):
        said = value if isinstance(value, list) else []
        chip.set_value(each for each in said if chip.offers(each))
    elif isinstance(value, bool):
        bar.turn(key, value)
