"""Start at login, as each system does it: an XDG autostart file, a launch agent, a registry value.
It belongs to this user on this machine; the database knows nothing of it."""

import os
import plistlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import Unavailable

NAME = "watchbill"
LABEL = "org.watchbill.desktop"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
ENTRY = """[Desktop Entry]
Type=Application
Version=1.4
Name=Watchbill
Comment=Pages reach you from the moment you log in
Exec={command}
Icon=watchbill
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
"""


def starts() -> bool:
    """Whether Watchbill starts when this user logs in."""
    if sys.platform == "win32":
        return _registered()
    return _file().exists()


def start_at_login(on: bool) -> None:
    """From the next login on. Raises Unavailable when this system does not let us."""
    try:
        if sys.platform == "win32":
            _register(on)
        elif on:
            _write(_file(), content(command(), sys.platform))
        else:
            _file().unlink(missing_ok=True)
    except OSError as fault:
        raise Unavailable(f"It could not be set: {fault.strerror or fault}.") from fault


def command() -> tuple[str, ...]:
    """What starts this very program, into the tray."""
    if getattr(sys, "frozen", False):
        return *window(), "--hidden"
    installed = shutil.which(NAME, path=str(Path(sys.executable).parent)) or shutil.which(NAME)
    return (installed, "--hidden") if installed else (sys.executable, "-m", "app", "--hidden")


def window() -> tuple[str, ...]:
    """What opens a window of this very program; frozen, it lies beside the engine."""
    if getattr(sys, "frozen", False):
        engine = Path(sys.executable)
        return (str(engine.with_name(NAME + engine.suffix)),)
    return sys.executable, "-m", "ui"


def content(words: Sequence[str], platform: str) -> str:
    """The file that a system reads at login."""
    if platform == "darwin":
        told = {"Label": LABEL, "ProgramArguments": list(words), "RunAtLoad": True}
        return plistlib.dumps(told).decode()
    return ENTRY.format(command=" ".join(_quoted(word) for word in words))


def _quoted(word: str) -> str:
    """As the desktop entry specification wants it; a percent sign would be a field code."""
    if word.replace("/", "").replace("-", "").replace(".", "").replace("_", "").isalnum():
        return word
    escaped = "".join(f"\\{each}" if each in '"`$\\' else each for each in word)
    return f'"{escaped}"'.replace("%", "%%").replace("\\", "\\\\")


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    said = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    base = said if said.is_absolute() else Path.home() / ".config"  # as its specification wants it
    return base / "autostart" / f"{NAME}.desktop"


def _write(file: Path, said: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_text(said, "utf-8")
    part.replace(file)


def _registered() -> bool:
    winreg = _winreg()
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
        try:
            winreg.QueryValueEx(key, NAME)
        except FileNotFoundError:
            return False
    return True


def _register(on: bool) -> None:
    winreg = _winreg()
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN, 0, winreg.KEY_SET_VALUE) as key:
        if on:
            winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, windows_line(command()))
        elif _registered():
            winreg.DeleteValue(key, NAME)


def windows_line(words: Sequence[str]) -> str:
    """A command as Windows reads it."""
    import subprocess

    return subprocess.list2cmdline(words)


def _winreg() -> Any:
    import winreg

    return winreg
