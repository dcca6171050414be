"""What a gesture comes to if the hand lets go now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.board import Board
from app.domain.window import Window
from app.domain.workspace import Handle, ScheduleSpec
from ui.language.sentence import fault_words
from ui.schedules.hand.snap import Snap
from ui.schedules.mark import GridRow, Mark, tr


class Act(StrEnum):
    """What a hand does."""

    COVER = "cover"
    MOVE = "move"
    COPY = "copy"
    RESIZE = "resize"
    SWAP = "swap"
    REASSIGN = "reassign"
    HAND_OFF = "hand-off"


@dataclass(frozen=True)
class Ground:
    """What a gesture works on: a schedule as it is drafted, and how its picture snaps. `shown` is
    the zone of the picture, `scale` its pixels an hour."""

    board: Board
    spec: ScheduleSpec
    snap: Snap
    shown: ZoneInfo
    scale: float = 1.0

    @property
    def zone(self) -> ZoneInfo:
        """The schedule's."""
        return self.snap.zone

    @property
    def now(self) -> datetime:
        """What lies before it cannot be changed."""
        return self.board.now


@dataclass(frozen=True)
class Spot:
    """Where the hand is. `mark` and `row` lie beneath it, `deep` says how far across the bar
    (0 to 1); `free` (Shift), `loose` (Alt) and `through` (Ctrl) are held keys."""

    at: datetime
    mark: Mark | None = None
    row: GridRow | None = None
    deep: float = 0.5
    free: bool = False
    loose: bool = False
    through: bool = False


@dataclass(frozen=True)
class Bar:
    """A bar as it would be, and where it was."""

    person: Handle
    window: Window
    old: Window | None = None


@dataclass(frozen=True)
class Proposal:
    """`words` name the step. Without a `spec` it cannot be; `refusal` says why (empty: nothing
    would change). `note` says what it does besides; `rotation` is the row of a hand-off."""

    act: Act
    bars: tuple[Bar, ...]
    words: str
    spec: ScheduleSpec | None = None
    refusal: str = ""
    note: str = ""
    rotation: str = ""


def tried(proposal: Proposal, edit: Callable[[], ScheduleSpec], ground: Ground) -> Proposal:
    """With what the edit makes of the schedule, or why it cannot be."""
    from dataclasses import replace

    from app.domain.rota_edit import Unfit

    try:
        spec = edit()
    except Unfit as fault:
        return replace(proposal, refusal=fault_words(fault))
    return proposal if spec == ground.spec else replace(proposal, spec=spec)


def ahead(window: Window, ground: Ground) -> Window:
    """The part that can still be changed; empty for what is over."""
    return Window(max(window.start, ground.now), window.end)


def past_words() -> str:
    """Why what is over stays."""
    return tr("What was, stays: the past cannot be changed.")
