"""What publishing asks the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.board import Board
    from app.domain.draft import Step
    from app.queries.draft import Edition
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Past:
    """Every version of a schedule, the latest first, and what compares them."""

    board: "Board"
    editions: "tuple[Edition, ...]"


def past(store: "Store", schedule_id: int) -> Past | None:
    """None when the schedule is gone."""
    from app.domain.window import Window
    from app.queries.board import board
    from app.queries.draft import editions

    now = store.now()
    found = board(store, schedule_id, Window(now, now + timedelta(days=1)))
    return Past(found, tuple(editions(store, schedule_id))) if found is not None else None


def publisher(store: "Store", schedule_id: int) -> str:
    """Who wrote the version that is in force; empty when nobody is known."""
    from app.queries.draft import editions

    return next((each.actor for each in editions(store, schedule_id)), "")


def restored(store: "Store", schedule_id: int, number: int, by: "Actor") -> "Step":
    """The step that brings a version back."""
    from app.operations.publish import restore

    return restore(store, schedule_id, number, by)
