"""What a draft comes to, in words: Cy +54 h, Ben −54 h. One gap of 6 h 36 on Thu 26 Nov."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from ui.language.times import clock
from ui.schedules.editor.words import date_text
from ui.schedules.hand.words import name_of
from ui.schedules.length import length_words

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.rota import PersonId, Resolved
    from app.domain.shift_difference import Difference
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec

SPAN = timedelta(days=90)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOST = 4  # people named in one sentence


def ahead(board: "Board") -> "Window":
    """The days that a draft is judged by: ninety from now."""
    from app.domain.window import Window

    return Window(board.now, board.now + SPAN)


def row_of(board: "Board", spec: "ScheduleSpec", window: "Window") -> "Resolved":
    """Who is on call by a spec, also beyond what the page shows."""
    from app.domain.board import rota_of
    from app.domain.resolve import resolve

    return resolve(rota_of(spec, board.idents), window)


def change(board: "Board", before: "ScheduleSpec", after: "ScheduleSpec") -> "Difference":
    """What changes hands in the ninety days to come."""
    from app.domain.shift_difference import difference

    window = ahead(board)
    return difference(row_of(board, before, window), row_of(board, after, window))


def told(board: "Board", found: "Difference", zone: ZoneInfo) -> str:
    """The sentence of the draft bar."""
    if not found:
        return tr("No shift of the next 90 days changes.")
    said = [hours_told(board, found)]
    said += [
        gaps_told(found.opened, zone, tr("One gap of %1 on %2"), tr("%1 gaps, the first on %2"))
    ]
    said += [gaps_told(found.closed, zone, tr("Fills a gap of %1 on %2"), tr("Fills %1 gaps"))]
    ended = (f"{each.removesuffix('.')}." for each in said if each)  # a month may end in one
    return " ".join(ended) or tr("Hours stay as they are.")


def hours_told(board: "Board", found: "Difference") -> str:
    """Cy +54 h, Ben −54 h; those who gain first."""
    moved = [(each.after - each.before, each.person) for each in found.hours]
    moved = [(by, person) for by, person in moved if abs(by) >= MINUTE]
    moved.sort(key=lambda each: (-each[0], each[1]))
    half = MOST // 2
    named = moved if len(moved) <= MOST else [*moved[:half], *moved[-half:]]
    parts = [f"{name(board, person)} {signed(by)}" for by, person in named]
    if len(moved) > MOST:
        rest = len(moved) - MOST
        parts.append(tr("1 other") if rest == 1 else tr("%1 others").replace("%1", str(rest)))
    return ", ".join(parts)


def gaps_told(gaps: "Sequence[Window]", zone: ZoneInfo, one: str, many: str) -> str:
    """How many, how long, when."""
    if not gaps:
        return ""
    first = gaps[0]
    day = date_text(first.start.astimezone(zone).date(), "ddd d MMM")
    length = length_words(first.end - first.start) if len(gaps) == 1 else str(len(gaps))
    return (one if len(gaps) == 1 else many).replace("%1", length).replace("%2", day)


def name(board: "Board", person: "PersonId") -> str:
    """The first name behind an id."""
    found = board.members.get(person)
    return name_of(board, found.name) if found is not None else "?"


def names(board: "Board", people: "Sequence[PersonId]") -> str:
    """Ana + Ben, or nobody."""
    return " + ".join(name(board, each) for each in people) or tr("nobody")


def signed(length: timedelta) -> str:
    """+54 h, −6 h 36."""
    return ("+" if length >= timedelta() else "\N{MINUS SIGN}") + length_words(abs(length))


def span_text(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Thu 26 Nov 09:00 – 15:36, or – Sat 07:00 where the day needs no date."""
    one, other = start.astimezone(zone), end.astimezone(zone)
    last, days = clock(other), (other.date() - one.date()).days
    if days:
        last = f"{date_text(other.date(), 'ddd' if days < 7 else 'ddd d MMM')} {last}"
    return f"{date_text(one.date(), 'ddd d MMM')} {clock(one)} – {last}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Mon 30 Nov 09:00."""
    there = at.astimezone(zone)
    return f"{date_text(there.date(), 'ddd d MMM')} {clock(there)}"


def tr(words: str) -> str:
    """In the words of the rota."""
    return QCoreApplication.translate("Rota", words)
