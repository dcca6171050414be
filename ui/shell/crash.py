"""What is our own fault is written down: a report of each bug, and of an end that nobody wanted.
Reports stay on this machine; addresses and whatever looks like a secret are masked in them."""

import faulthandler
import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal

ADDRESS = re.compile(r"\b[a-zA-Z][\w+.-]*://\S+")
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+")
LONG = re.compile(r"\b[A-Za-z0-9_+/=-]{24,}\b")
HOME = re.compile(r"(/home/|/Users/|[A-Za-z]:\\Users\\)[^/\\\s\"':]+")
NUMBER = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")  # an IPv4, perhaps with a port
PHONE = re.compile(r"(?<![\w.:-])(?:(?:\+|00)\d[\d ()/.-]{6,}\d|\(?0\d[\d ()/-]{5,}\d(?!\w))")
SECRET = re.compile(
    r"(?i)\b([\w-]*(?:password|passwort|passwd|token|key|secret)\w*[\"']?\s*[=:]\s*)\S+"
)
BARE = "\n-- without what it said --\n"
KEPT = 20  # reports
RECENT = timedelta(days=2)  # a report of what somebody may ask about
AFRESH = 60  # seconds before the same bug is written down again


def scrubbed(said: str) -> str:
    """Without addresses, mails, phone numbers, who sits here, or what may be a key."""
    said = HOME.sub(r"\1…", SECRET.sub(r"\1…", said))
    for pattern in (ADDRESS, MAIL, LONG, NUMBER, PHONE):
        said = pattern.sub("…", said)
    return said


def folder() -> Path:
    """Where reports lie."""
    from app.paths import data_folder

    place = data_folder() / "reports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def write(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> Path:
    """One report; the oldest go."""
    from app.version import VERSION

    lines = traceback.format_exception(kind, fault, trace)
    at = datetime.now(UTC)
    file = folder() / f"{at:%Y%m%dT%H%M%S%f}.txt"
    head = f"Watchbill {VERSION}, Python {sys.version.split()[0]}, {at:%Y-%m-%d %H:%M:%SZ}\n\n"
    file.write_text(head + scrubbed("".join(lines)) + BARE + scrubbed(bare(fault, trace)), "utf-8")
    for old in sorted(folder().glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file


def bare(fault: BaseException, trace: TracebackType | None) -> str:
    """The classes and the places of a fault and of what led to it; nothing that was said."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = fault
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        stack = trace if now is fault else now.__traceback__
        lines += [f"{type(now).__name__}\n", *traceback.format_tb(stack)]
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "".join(lines)


def latest() -> str:
    """The newest report's text; empty where there is none."""
    found = sorted(folder().glob("*.txt"))
    return found[-1].read_text("utf-8", "replace").partition(BARE)[0][-8000:] if found else ""


def recent() -> str:
    """Where and as what the newest bug was met, without what it said; empty when it is not new."""
    for file in sorted(folder().glob("*.txt"))[-1:]:
        met_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if datetime.now(UTC) - met_at < RECENT:
            said = file.read_text("utf-8", "replace")
            rest = said.partition(BARE)[2]
            return f"{said.partition(chr(10))[0]}\n{rest}"[:8000] if rest else ""
    return ""


class CrashWatch(QObject):
    """Takes what nothing else caught, on any thread. `seen` carries the report's path, `ended` the
    trace of a program that ended in the middle. Programs of another `name` (the sample team has
    none) have a trace of their own."""

    seen = Signal(str)
    _heard = Signal(str)

    def __init__(self, parent: QObject | None = None, name: str = "") -> None:
        super().__init__(parent)
        self._name = name or "aside"
        self._told: dict[str, float] = {}
        self._file: IO[str] | None = None
        self._before: Callable[..., object] = sys.excepthook
        self._before_thread: Callable[..., object] = threading.excepthook
        self._heard.connect(self.seen, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> str:
        """From now on; returns the trace of the last run where it ended by force, or nothing."""
        sys.excepthook = self._take
        threading.excepthook = self._take_thread
        try:
            return self._last()
        except OSError:  # there is no place for it
            return ""

    def leave(self) -> None:
        """As it was before; an orderly end leaves nothing behind."""
        sys.excepthook, threading.excepthook = self._before, self._before_thread
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
            self._file = None
            self._trace().unlink(missing_ok=True)

    def _last(self) -> str:
        file = self._trace()
        said = file.read_text("utf-8", "replace") if file.exists() else ""
        self._file = file.open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        return scrubbed(said)

    def _trace(self) -> Path:
        return folder() / f"{self._name}.trace"

    def _take(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        self._before(kind, fault, trace)
        if issubclass(kind, Exception):
            self._note(kind, fault, trace)

    def _take_thread(self, told: threading.ExceptHookArgs) -> None:
        self._before_thread(told)
        if told.exc_value is not None and issubclass(told.exc_type, Exception):
            self._note(told.exc_type, told.exc_value, told.exc_traceback)

    def _note(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug that comes with every click is written once a minute."""
        where = traceback.extract_tb(trace)[-1:] if trace else []
        key = f"{kind.__name__} {where}"
        now = datetime.now(UTC).timestamp()
        if now - self._told.get(key, 0) < AFRESH:
            return
        self._told[key] = now
        try:
            self._heard.emit(str(write(kind, fault, trace)))
        except OSError:
            self._heard.emit("")  # the disk is full: the bar must do
