"""What a frozen program puts right before anything else runs."""

import os
import sys
from pathlib import Path

RUNNING = Path("/proc/self/exe")  # this program, also when an update has put another in its place


def ready():
    """Programs that we start find their own libraries, not ours; a window has no console; what is
    imported late comes from the program that was started."""
    _hold()
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(name + "_ORIG", None)
        os.environ.pop(name, None)
        if before:
            os.environ[name] = before
    # A second one of us finds ours by itself, instead of taking them for found already.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Windows, started by a double click
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as we run
            setattr(sys, name, nowhere)


def _hold():
    """PyInstaller (6.22) opens the file by its name for every import: after an update it would
    find another program's bytes there, and a desktop in the tray would page nobody any more."""
    archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    name = getattr(archive, "_filename", None)  # nothing public says it
    if name is not None and RUNNING.exists() and RUNNING.samefile(name):
        archive._filename = str(RUNNING)  # noqa: SLF001
