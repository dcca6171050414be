"""What the tray says of requests and of the pager, from values alone; times are this machine's."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.kinds import RequestKind, RequestState
from ui.language.times import clock
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.domain.window import Window
    from app.operations.pager import Pager
    from app.queries.pager import Taken
    from app.queries.request import RequestRow, Someone


def title(row: "RequestRow") -> str:
    """Ben asks you to cover; Ben offers you a swap; Ben and Cy would swap."""
    if row.state is RequestState.ACCEPTED and row.taker is not None:
        swap = row.kind is RequestKind.SWAP
        form = _tr("%1 and %2 would swap") if swap else _tr("%2 would cover %1")
        return form.replace("%2", _first(row.taker)).replace("%1", _first(row.holder))
    if row.kind is RequestKind.SWAP:
        return _tr("%1 offers you a swap").replace("%1", _first(row.holder))
    form = _tr("%1 asks the team to cover") if row.anyone else _tr("%1 asks you to cover")
    return form.replace("%1", _first(row.holder))


def text(row: "RequestRow", now: datetime) -> str:
    """primary, Thu 26 Nov 18:00 – 23:00."""
    said = f"{row.schedule}, {span(row.window, now)}"
    if row.theirs is None:
        return said
    return _tr("%1 for %2").replace("%1", said).replace("%2", span(row.theirs, now))


def span(window: "Window", now: datetime) -> str:
    """From until; the day once where it is one."""
    start, end = window.start.astimezone(), window.end.astimezone()
    until = clock(end) if start.date() == end.date() else moment_text(window.end, now)
    return f"{moment_text(window.start, now)} – {until}"


def held(taken: "Taken", now: datetime) -> str:
    """Give the pager of primary back (until 15:58)."""
    form = _tr("Give the pager of %1 back (until %2)")
    return form.replace("%1", taken.schedule).replace("%2", moment_text(taken.until, now))


def pager(found: "Pager", now: datetime) -> str:
    """Who has it now, and what is left as it is."""
    who = ", ".join(found.people) or _tr("Nobody")
    if found.until is None:
        said = _tr("%1 has the pager now.").replace("%1", who)
    else:
        said = _tr("You have the pager until %1.").replace("%1", moment_text(found.until, now))
    if not found.still:
        return said
    more = _tr("Open incidents that page somebody already go on with them: %1.")
    return f"{said} {more.replace('%1', str(found.still))}"


def length(wanted: timedelta) -> str:
    """For 30 minutes, for 2 hours."""
    minutes = wanted // timedelta(minutes=1)
    if minutes < 60:
        return _tr("For %1 minutes").replace("%1", str(minutes))
    hours = minutes // 60
    return _tr("For 1 hour") if hours == 1 else _tr("For %1 hours").replace("%1", str(hours))


def _first(who: "Someone") -> str:
    return who.title.split()[0]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Asked", words)
