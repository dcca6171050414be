"""What the balance of a schedule is judged by, and the search for a better one; on a reader's
thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.fill import Filled
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec
    from app.queries.interruption import Interruptions
    from app.store import Store

BACK, AHEAD = timedelta(days=91), timedelta(days=7 * 52)
TAIL = timedelta(days=35)  # the last turn that begins within what is planned may end after it
LONGEST = 5.0  # seconds of looking


@dataclass(frozen=True)
class Ground:
    """A schedule from a quarter back to a year ahead, and what incidents did to its people."""

    board: "Board"
    behind: "Interruptions"


def ground(store: "Store", schedule_id: int) -> Ground | None:
    """None when the schedule is gone."""
    from app.domain.window import Window
    from app.queries.board import board
    from app.queries.interruption import interruptions

    now = store.now()
    found = board(store, schedule_id, Window(now - BACK, now + AHEAD + TAIL))
    if found is None:
        return None
    behind = interruptions(store, found.stored.time_zone, Window(now - BACK, now))
    return Ground(found, behind)


@dataclass(frozen=True)
class Wanted:
    """What is to be filled: the next so many days from the board's now, rows and people by name
    (none: all)."""

    days: int
    rows: Sequence[str] = ()
    people: Sequence[str] = ()


def proposed(
    _store: "Store", ground: Ground, spec: "ScheduleSpec", wanted: Wanted, stop: Event
) -> "Filled":
    """The fairest that was found when it was enough. Raises Refused."""
    from app.domain.fill import Unfit, filled
    from app.errors import Refused

    last = monotonic() + LONGEST
    try:
        return filled(
            _cut(ground.board, wanted.days),
            spec,
            _span(ground.board, wanted.days),
            rows=wanted.rows or None,
            people=wanted.people or None,
            rates=ground.behind.rates,
            enough=lambda: stop.is_set() or monotonic() > last,
        )
    except Unfit as fault:
        raise Refused(str(fault)) from fault


def _span(board: "Board", days: int) -> "Window":
    from app.domain.window import Window

    return Window(board.now, board.now + timedelta(days=days))


def _cut(board: "Board", days: int) -> "Board":
    """The board as far as the last turn goes: what lies beyond need not be checked."""
    from dataclasses import replace

    from app.domain.window import Window

    end = min(board.window.end, board.now + timedelta(days=days) + TAIL)
    return replace(board, window=Window(board.window.start, end))
