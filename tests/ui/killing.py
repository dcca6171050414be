"""Windows that end in the middle of a word, for tests of what comes back."""

from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.bar import Bar

Shown = TypeVar("Shown", bound=QWidget)

OPEN: list[QWidget] = []
BACK = "Your unsaved words from "
CHANGED = "Somebody changed this meanwhile: look before you save."


def killed(window: QWidget) -> None:
    """At once, without closing anything in order."""
    shiboken6.delete(window)


def shown(window: Shown) -> Shown:
    """It stands until it is killed, or all end."""
    OPEN.append(window)
    window.resize(1170, 780)
    window.show()
    return window


def end_all() -> None:
    """Those that were not killed by hand."""
    for window in filter(shiboken6.isValid, OPEN):
        shiboken6.delete(window)
    OPEN.clear()


def news(window: QWidget) -> str:
    """What the bars in it say."""
    QApplication.processEvents()  # what was put into a layout is shown a moment later
    bars = (each for each in window.findChildren(Bar) if each.isVisibleTo(window))
    return "\n".join(each.accessibleName() for each in bars)
