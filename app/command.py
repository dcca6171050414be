"""What is typed to run a command of this program: where it is installed as a window on Windows and
macOS, `watchbill` is not in the PATH, and commands are in the program beside it."""

import shutil
import sys
from pathlib import Path

NAMES = {"win32": "watchbill-engine.exe", "darwin": "watchbill-engine"}


def own_command() -> str:
    """`watchbill`, or the whole path of the program that has the commands, in quotes."""
    if not getattr(sys, "frozen", False) or shutil.which("watchbill"):
        return "watchbill"
    here = Path(sys.executable)
    path = f'"{here.with_name(NAMES.get(sys.platform, here.name))}"'
    return f"& {path}" if sys.platform == "win32" else path  # & is PowerShell's
