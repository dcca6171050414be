"""The program's mark as each system wants it, from the one drawing. Run by the bundle's Python."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app" / "watchbill.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)


def paint(size, target):
    """The drawing at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    if not image.save(str(target)):
        sys.exit("{} could not be written.".format(target))


def main(folder):
    """PNGs for Linux, one .ico for Windows, one .icns for macOS."""
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        paint(size, folder / "{}.png".format(size))
    largest = Image.open(folder / "1024.png")
    largest.save(folder / "watchbill.ico", sizes=[(size, size) for size in SIZES[:7]])
    largest.save(folder / "watchbill.icns")
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
