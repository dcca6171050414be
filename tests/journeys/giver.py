"""A folder's window out of which a file is dragged into ours: `python -m tests.journeys.giver FILE`
is another program, as the file manager of a real desktop is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.program import ROOT
from tests.journeys.window import Spot, wait
from tests.screen import Screen

PLACE = (1400, 40, 160, 90)  # left, top, width and height, beside whatever is dropped on
NAME = "giver"


class Giver(QWidget):
    """All of it is the file."""

    def __init__(self, file: str) -> None:
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self.file = file
        self.setWindowTitle(NAME)
        self.setGeometry(*PLACE)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        drag, mime = QDrag(self), QMimeData()
        mime.setUrls([QUrl.fromLocalFile(self.file)])
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


@contextmanager
def giving(screen: Screen, file: Path) -> Iterator[Spot]:
    """Where the mouse grabs it; the program is ended whatever happens."""
    line = [sys.executable, "-m", "tests.journeys.giver", str(file)]
    with subprocess.Popen(line, env=screen.env, cwd=ROOT) as process:
        try:
            wait(lambda: bool(screen.finds("--onlyvisible", "--name", f"^{NAME}$")), "the folder")
            yield PLACE[0] + PLACE[2] // 2, PLACE[1] + PLACE[3] // 2
        finally:
            process.terminate()


if __name__ == "__main__":
    app = QApplication([])
    giver = Giver(sys.argv[1])
    giver.show()
    app.exec()
