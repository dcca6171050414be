"""Less motion: as the user chose here or, where Qt does not tell, as the system's own settings say.
To ask a system takes up to a second or two, so it is done on a worker's thread, after the start."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from ui.theme.current import theme

KEY, SYSTEM, LESS = "look/motion", "system", "less"
PATIENCE = 3.0  # seconds for a desktop that does not answer
PORTAL = "org.freedesktop.portal"
ASKED = (
    "gdbus", "call", "--session", "--dest", f"{PORTAL}.Desktop",
    "--object-path", "/org/freedesktop/portal/desktop", "--method", f"{PORTAL}.Settings.Read",
    "org.gnome.desktop.interface", "enable-animations",
)  # fmt: skip
CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION
Run = Callable[[Callable[[], bool], Callable[[bool], None], Callable[[Exception], None]], Any]


def heed(settings: QSettings, run: Run | None = None) -> None:
    """What was chosen, at once; what the system says, when `run` has asked it."""
    less = settings.value(KEY, SYSTEM) == LESS
    theme().still = less
    if run is not None and not less:
        run(system_wants_less, lambda found: _hear(settings, found), lambda _: None)


def system_wants_less() -> bool:
    """On any thread but the GUI's. False where nobody can tell."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _macos()
        if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
            return kde_still(_kdeglobals())
        return _portal()
    except (OSError, ValueError, AttributeError, subprocess.SubprocessError):
        return False


def kde_still(text: str) -> bool:
    """Whether a kdeglobals says that nothing takes time to appear."""
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = line
        elif group == "[KDE]" and line.partition("=")[0].strip() == "AnimationDurationFactor":
            return float(line.partition("=")[2]) == 0
    return False


def _hear(settings: QSettings, found: bool) -> None:
    """Unless something was chosen while the system was asked."""
    theme().still = found or settings.value(KEY, SYSTEM) == LESS


def _kdeglobals() -> str:
    folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return (Path(folder) / "kdeglobals").read_text("utf-8", "replace")


def _portal() -> bool:
    """As GNOME and those like it say it; no bus is begun where there is none."""
    bus = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere") / "bus"
    if not (os.environ.get("DBUS_SESSION_BUS_ADDRESS") or bus.exists()):
        return False
    told = subprocess.run(ASKED, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return told.returncode == 0 and "false" in told.stdout


def _windows() -> bool:
    import ctypes

    on = ctypes.c_int(1)
    asked = ctypes.windll.user32.SystemParametersInfoW  # type: ignore[attr-defined,unused-ignore]
    return bool(asked(CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0)) and not on.value


def _macos() -> bool:
    import ctypes

    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    send = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    ask = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    space = send(("objc_msgSend", objc))(
        objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace")
    )
    word = objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")
    return bool(ask(("objc_msgSend", objc))(space, word))
