"""What a frozen program puts right before anything else runs."""

import os
import sys
from pathlib import Path


def ready():
    """Programs that we start find their own libraries, not ours; a window has no console."""
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
