"""What a hand does to a rota: each edit takes the spec as it is and gives it as it will be.

An edit says who shall be on call in each stretch of its window; overrides there are trimmed away
and the smallest one that gives just that takes their place. Nothing before the board's now changes.
"""

from dataclasses import dataclass
from datetime import datetime

from app.domain.board import Board
from app.domain.window import Window
from app.domain.workspace import Handle, ScheduleSpec

Slot = tuple[Handle, ...]


class Unfit(Exception):
    """An edit that cannot be, or would change nothing; its text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Held:
    """A bar of the final row that somebody grabbed: one person on call without a break."""

    person: Handle
    window: Window


def cover(
    board: Board, spec: ScheduleSpec, window: Window, people: tuple[Handle, ...]
) -> ScheduleSpec:
    """These alone are on call for the whole window. Raises Unfit."""
    raise NotImplementedError


def move(board: Board, spec: ScheduleSpec, shift: Held, to: Window) -> ScheduleSpec:
    """The shift is served at another time instead. Raises Unfit."""
    raise NotImplementedError


def copied(board: Board, spec: ScheduleSpec, shift: Held, to: Window) -> ScheduleSpec:
    """The shift is served at another time too. Raises Unfit."""
    raise NotImplementedError


def resized(
    board: Board, spec: ScheduleSpec, shift: Held, to: Window, *, gap: bool = False
) -> ScheduleSpec:
    """The shift begins or ends at another time. A neighbour gives what it grows by and takes what
    it shrinks by; with `gap` nobody takes that. Raises Unfit."""
    raise NotImplementedError


def swapped(board: Board, spec: ScheduleSpec, one: Held, other: Held) -> ScheduleSpec:
    """Two people serve each other's shift. Raises Unfit."""
    raise NotImplementedError


def reassigned(board: Board, spec: ScheduleSpec, shift: Held, person: Handle) -> ScheduleSpec:
    """Somebody else serves the shift. Raises Unfit."""
    raise NotImplementedError


def split(
    board: Board, spec: ScheduleSpec, shift: Held, at: datetime, later: Handle
) -> ScheduleSpec:
    """Somebody else serves the shift from an instant on. Raises Unfit."""
    raise NotImplementedError


def removed(board: Board, spec: ScheduleSpec, shift: Held) -> ScheduleSpec:
    """Nobody serves the shift; where it was a cover, those whom it covered are back.
    Raises Unfit."""
    raise NotImplementedError


def with_hand_off(spec: ScheduleSpec, rotation: str, start: datetime) -> ScheduleSpec:
    """A rotation's hand-offs lie on the grid of another start (the schedule's wall clock).
    Raises Unfit."""
    raise NotImplementedError


def reordered(spec: ScheduleSpec, rotation: str, people: tuple[Slot, ...]) -> ScheduleSpec:
    """A rotation's people take turns in another order. Raises Unfit."""
    raise NotImplementedError
