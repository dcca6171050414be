"""Whether windows can be see-through here. Without a compositor they would get black corners.

Windows, macOS and Wayland always can; an X server only while some program owns its compositing.
"""

import ctypes
import ctypes.util
from functools import lru_cache

from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

_ATOM = b"_NET_WM_CM_S0"


@lru_cache(maxsize=1)
def see_through() -> bool:
    """Asked once: a compositor that starts later is noticed at the next start."""
    return QGuiApplication.platformName() != "xcb" or _x_composites()


def _x_composites() -> bool:
    """Whether the X server's compositing selection has an owner."""
    try:
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    pointer = ctypes.c_void_p(display)
    atom = ctypes.c_ulong(x11.XInternAtom(pointer, _ATOM, False))
    owner = int(x11.XGetSelectionOwner(pointer, atom))
    x11.XCloseDisplay(pointer)
    return owner != 0


def round_corners(window: QWidget, radius: float) -> None:
    """Cut a pop-up window's corners off where it cannot be see-through. Call when it is resized."""
    if not see_through():
        path = QPainterPath()
        path.addRoundedRect(0, 0, window.width(), window.height(), radius, radius)
        window.setMask(QRegion(path.toFillPolygon().toPolygon()))
