"""From double click to the first painted window, and to the list, beside a bare window; each
kind in turn, so that what else the machine does meets them all."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.store import open_store
from tests.bench.history import fill
from tests.bench.table import Row
from tests.offscreen import wide

RUNS = 7
SORTS = ("paint", "list", "all")
BARE = """
import sys, time, os
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication(["bare", "-style", "fusion"])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
def done():
    peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
    print(time.time() - float(sys.argv[1]), int(peak) / 1024)
    sys.stdout.flush(); os._exit(0)
window = Window(); window.resize(1360, 850); window.show(); app.exec()
"""
OURS = """
import sys, time, os, gc
gc.disable()
from PySide6.QtCore import QEvent, QObject, QTimer
import ui.main as main
began, sort = float(sys.argv.pop(1)), sys.argv.pop(1)
def done():
    peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
    print(time.time() - began, int(peak) / 1024)
    sys.stdout.flush(); os._exit(0)
def first(self, desktop):
    if sort == "paint":
        done()
    listen(self, desktop)
def begun(self):
    begin(self)
    page = self.places.incidents
    if sort == "list":
        page.counted.connect(lambda counts: Painted(page.list.view.viewport()))
    else:
        self.bridge.opened.connect(lambda: QTimer.singleShot(3000, done))
class Painted(QObject):
    def __init__(self, view):
        super().__init__(view)
        view.installEventFilter(self)
        view.update()
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, done)
        return False
listen, begin = main.Program._first, main.Desktop.begin
main.Program._first = first
main.Desktop.begin = begun
main.run(sys.argv[1:])
"""


def rows() -> list[Row]:
    """Medians of several processes each."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        store = open_store(url, durable=False)
        fill(store, 10_000)
        store.close()
        kinds = [(BARE, []), *((OURS, [sort, "--database", url]) for sort in SORTS)]
        told = [[_run(code, words, folder) for code, words in kinds] for _ in range(RUNS + 1)][1:]
    (bare, bare_mb), (paint, _), (listed, listed_mb), (_, all_mb) = (
        tuple(median(each) for each in zip(*runs, strict=True)) for runs in zip(*told, strict=True)
    )
    return [
        Row("first painted window", f"{paint * 1e3:.0f} ms", f"bare window {bare * 1e3:.0f} ms",
            paint / bare, "<= 1.5x", paint <= 1.5 * bare),
        Row("list of 10,000 filled", f"{listed * 1e3:.0f} ms", f"bare window {bare * 1e3:.0f} ms",
            listed / bare, "<= bare + 400 ms", listed <= bare + 0.4),
        Row("memory with the list", f"{listed_mb:.0f} MB", f"bare window {bare_mb:.0f} MB",
            listed_mb / bare_mb, "<= bare + 80 MB", listed_mb <= bare_mb + 80),
        Row("memory, engine and all", f"{all_mb:.0f} MB", f"bare window {bare_mb:.0f} MB",
            all_mb / bare_mb, "-", None),
    ]  # fmt: skip


def _run(code: str, arguments: list[str], home: str) -> tuple[float, float]:
    """Seconds and megabytes."""
    door = tempfile.mkdtemp(dir=home)  # none that a killed desktop left is asked who it is
    env = {**os.environ, "QT_QPA_PLATFORM": wide(Path(home)), "HOME": home, "TMPDIR": door}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time()
    words = [sys.executable, "-c", code, str(began), *arguments]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True, timeout=60)
    seconds, megabytes = (float(word) for word in done.stdout.split())
    return seconds, megabytes
