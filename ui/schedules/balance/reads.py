"""What the balance of a schedule is judged by, and the search for a better one; on a reader's
thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from ui.language.choice import worn

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

    now = store.now()
    return _ground(store, schedule_id, Window(now - BACK, now + AHEAD + TAIL))


def viewed(store: "Store", schedule_id: int, window: "Window") -> Ground | None:
    """The same of exactly a window, such as the one that the grid shows."""
    return _ground(store, schedule_id, window)


def _ground(store: "Store", schedule_id: int, window: "Window") -> Ground | None:
    from app.domain.window import Window
    from app.queries.board import board
    from app.queries.interruption import interruptions

    found = board(store, schedule_id, window, worn().value)
    if found is None:
        return None
    past = Window(window.start, max(window.start, min(found.now, window.end)))
    return Ground(found, interruptions(store, found.stored.time_zone, past))


@dataclass(frozen=True)
class Wanted:
    """What is to be filled: turns that begin in the window, rows and people by name (none: all)."""

    window: "Window"
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
            _cut(ground.board, wanted.window),
            spec,
            wanted.window,
            rows=wanted.rows or None,
            people=wanted.people or None,
            rates=ground.behind.rates,
            enough=lambda: stop.is_set() or monotonic() > last,
        )
    except Unfit as fault:
        raise Refused(str(fault)) from fault


def _cut(board: "Board", window: "Window") -> "Board":
    """The board as far as the last turn goes: what lies beyond need not be checked."""
    from dataclasses import replace

    from app.domain.window import Window

    end = max(board.now, min(board.window.end, window.end + TAIL))
    return replace(board, window=Window(board.window.start, end))
