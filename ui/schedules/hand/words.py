"""What a gesture is called: people by their first names, times by the clock of a zone."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ui.language.times import clock, dated
from ui.schedules.faces import face_in
from ui.schedules.mark import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.board import Board
    from app.domain.window import Window
    from app.domain.workspace import Handle

SOON = timedelta(days=6)


def name_of(board: "Board", handle: "Handle") -> str:
    """The first name, or the handle of somebody who has none."""
    ident = board.idents.get(handle)
    return face_in(board, ident).first if ident is not None else handle


def names_of(board: "Board", handles: "Iterable[Handle]") -> str:
    """Ana, Ben."""
    return ", ".join(name_of(board, each) for each in handles)


def span_words(window: "Window", zone: ZoneInfo, *, brief: bool = False) -> str:
    """Thu 26 Nov 09:00 – 15:36; Thu 26 Nov 20:00 – Fri 27 Nov 08:00. Brief: without the dates,
    where a weekday says enough."""
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    brief = brief and window.length < SOON
    until = clock(end) if end.date() == start.date() else moment_words(window.end, zone, brief)
    return f"{moment_words(window.start, zone, brief)} – {until}"


def moment_words(at: datetime, zone: ZoneInfo, brief: bool = False) -> str:
    """Thu 26 Nov 09:00, or Thu 09:00."""
    there = at.astimezone(zone)
    return f"{dated(there, 'ddd' if brief else 'ddd d MMM')} {clock(there)}"


def day_words(at: datetime, zone: ZoneInfo) -> str:
    """26 Nov."""
    there = at.astimezone(zone)
    return dated(there, "d MMM")


def times(window: "Window", zone: ZoneInfo, shown: ZoneInfo, *, brief: bool = False) -> str:
    """In the zone that is shown, and in the schedule's where that is another clock."""
    said = span_words(window, shown, brief=brief)
    if _same(window.start, zone, shown) and _same(window.end, zone, shown):
        return said
    return f"{said} ({span_words(window, zone, brief=brief)} {zone.key})"


def covers(board: "Board", who: "Handle", instead: "Iterable[Handle]") -> str:
    """Cy covers Ben; Fay covers, where nobody was."""
    others = names_of(board, instead)
    said = tr("%1 covers %2") if others else tr("%1 covers")
    return _put(said, name_of(board, who), others)


def said(form: str, *words: str) -> str:
    """A sentence with its places (%1, %2 ...) filled."""
    return _put(form, *words)


def _put(form: str, *words: str) -> str:
    for place, each in enumerate(words, 1):
        form = form.replace(f"%{place}", each)
    return form


def _same(at: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return at.astimezone(one).utcoffset() == at.astimezone(other).utcoffset()
