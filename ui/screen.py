"""Where no window can be opened, one sentence says so: Qt would abort, with a core dump and a guess
at reinstalling."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import NoReturn, TypeVar

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

REFUSED = 1  # the exit code
NEITHER = "there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."
NONE_AT = "no window can be opened on %s."
INSTEAD = "Start it on a desktop, or run the engine without a window: watchbill serve."
CAUSE = "could not connect to display"
MISSING = (
    "A library that Qt needs may be missing: `python3 packaging/run.py` in a checkout names and "
    "installs them."
)

UNSIZED = "%s makes windows of no size that a screen could show; it is left out."
SIZES = {"QT_SCALE_FACTOR": (0.2, 10.0), "QT_FONT_DPI": (20.0, 960.0)}  # what is left to Qt

Made = TypeVar("Made")


def on_a_screen(make: Callable[[], Made]) -> Made:
    """What `make` makes, which is the QApplication; or the end, with a sentence on stderr."""
    for each in unsized(os.environ):
        _say(f"watchbill: {UNSIZED.replace('%s', f'{each}={os.environ.pop(each)}')}")
    heard: list[str] = []
    qInstallMessageHandler(partial(_hear, heard))
    made = make()
    qInstallMessageHandler(None)
    for words in heard:
        _say(words)
    return made


def unsized(around: Mapping[str, str]) -> list[str]:
    """The variables under which Qt would paint for ever, or nothing; words that are no number it
    passes over itself."""
    return [name for name, (least, most) in SIZES.items()
            if not least <= _number(around.get(name, ""), least) <= most]  # fmt: skip


def _number(said: str, usual: float) -> float:
    try:
        return float(said)
    except ValueError:
        return usual


def _hear(heard: list[str], kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        _leave(heard)
    heard.append(words)


def _leave(heard: list[str]) -> NoReturn:
    """At once: Qt aborts as soon as it is told."""
    _say(f"watchbill: {refusal(heard)}")
    os._exit(REFUSED)


def _say(words: str) -> None:
    if sys.stderr is not None:  # a window's own program on Windows has none
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()


def refusal(heard: list[str]) -> str:
    """Why there is no window, from what Qt `heard` on the way, and what to do."""
    place = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    wanted = os.environ.get("QT_QPA_PLATFORM")
    if not place and not wanted:
        return f"{NEITHER} {INSTEAD}"
    where = NONE_AT.replace("%s", place or str(wanted))
    if any(CAUSE in words for words in heard):
        return f"{where} {INSTEAD}"
    return f"{where} {MISSING}"
