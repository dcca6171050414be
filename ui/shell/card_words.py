"""What the alert card says, from values alone."""

import os
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect

from ui.language.names import listed
from ui.widgets.when import span_text

if TYPE_CHECKING:
    from app.queries.called import Call

MOST = 140  # characters of a title


def headline(call: "Call") -> str:
    """You are paged, or nobody answered."""
    return _tr("You are paged") if call.to_me else _tr("Nobody answered")


def short(title: str) -> str:
    """A title in at most two or three lines, with places to break it."""
    words = " ".join(title.split())
    words = words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…"
    return " ".join("\N{ZERO WIDTH SPACE}".join(_cut(word)) for word in words.split(" "))


def facts(call: "Call") -> str:
    """Service, detail, sender."""
    return " · ".join(part for part in (call.service, call.detail, call.sender) if part)


def clock(length: timedelta) -> str:
    """0:48, 12:05, 1:02:09."""
    seconds = max(0, int(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def ahead(call: "Call", now: datetime) -> str:
    """Why me, and who is next."""
    return " ".join(part for part in (_why(call), _next(call, now)) if part)


def row_of(room: QRect, height: int, across: int) -> int:
    """The y of the card: where the desktop's own notifications are not, or are at the side."""
    top = sys.platform == "darwin" or "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "")
    return room.top() + across if top else room.bottom() - height - across


def _next(call: "Call", now: datetime) -> str:
    if not call.to_me:
        return ""
    if call.next is None or not call.next.people:
        return _tr("Nobody is paged after you.")
    left = call.next.at - now
    when = _tr("in %1").replace("%1", span_text(left)) if left > timedelta(0) else _tr("now")
    return _who(call).replace("%2", when).replace("%1", listed(call.others))


def _who(call: "Call") -> str:
    if not call.others:
        return _tr("You are paged again %2.")
    if call.again:
        return _tr("You and %1 are paged %2.")
    return _tr("%1 is paged %2.") if len(call.others) == 1 else _tr("%1 are paged %2.")


def _why(call: "Call") -> str:
    if not call.to_me:
        return _tr("Everybody of its policy was paged, and nobody has it.")
    if call.part:
        return _tr("You are %1.").replace("%1", call.part[:1].upper() + call.part[1:])
    if call.level > 1:
        return _tr("Nobody before you answered.")
    return ""


def _cut(word: str) -> list[str]:
    return [word[at : at + 24] for at in range(0, len(word), 24)]


def _tr(words: str) -> str:
    return QCoreApplication.translate("AlertCard", words)
