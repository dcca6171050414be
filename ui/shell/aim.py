"""Where things are on the screen, written to the file WATCHBILL_AIM names: so that a test can aim a
real mouse at them. Without that variable nothing of this is made."""

import json
import os
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

OFTEN = 150  # ms


class Aim(QObject):
    """Writes `[[window, class, words, x, y, width, height], ...]` of what can be seen. A widget
    that paints things itself tells them with `aims() -> [(words, box)]`; their class is "aim"."""

    def __init__(self, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(self._write)
        self._timer.start()

    def _write(self) -> None:
        shown = [each for each in QApplication.allWidgets() if each.isVisible()]
        seen = [*map(_place, shown), *(place for each in shown for place in _painted(each))]
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps([each for each in seen if each[2]]), "utf-8")
        part.replace(self._file)


def aim(parent: QObject) -> None:
    """Begins to write, where a test asked for it."""
    if file := os.environ.get("WATCHBILL_AIM"):
        Aim(Path(file), parent)


def _place(widget: QWidget) -> list[object]:
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton | QLabel):
        words = widget.text()
    top = widget.mapToGlobal(QPoint(0, 0))
    window = widget.window().windowTitle()
    return [window, type(widget).__name__, words, top.x(), top.y(), widget.width(), widget.height()]


def _painted(widget: QWidget) -> list[list[object]]:
    aims = getattr(widget, "aims", None)
    if aims is None:
        return []
    top, window = widget.mapToGlobal(QPoint(0, 0)), widget.window().windowTitle()
    return [
        [window, "aim", words, top.x() + box.x(), top.y() + box.y(), box.width(), box.height()]
        for words, box in aims()
    ]
