"""What the requests of the rota page have written, on the writer's thread."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from ui.language.sentence import worded

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.request import Act
    from app.domain.window import Window
    from app.operations.pager import Pager
    from app.store import Store


def answer(
    store: "Store", number: int, act: "Act", by: "Actor", seen: int, person: int | None = None
) -> str:
    """Does it; returns what became of it, in one sentence. Raises Refused, Conflict."""
    from app.domain.request import Act
    from app.operations import request, request_answer, request_decision

    if act is Act.TAKE_BACK:
        request.take_back(store, number, by, seen=seen)
        return ""
    if act is Act.TURN_DOWN:
        return worded(request_decision.turn_down(store, number, by).sentence)
    if act is Act.FORCE:
        return worded(request_decision.force(store, number, by, person, seen=seen).sentence)
    verbs = {
        Act.ACCEPT: request_answer.accept,
        Act.DECLINE: request_answer.decline,
        Act.APPROVE: request_decision.approve,
    }
    return worded(verbs[act](store, number, by, seen=seen).sentence)


def ask(
    store: "Store",
    schedule: int,
    holder: str,
    window: "Window",
    people: Sequence[str],
    note: str,
    by: "Actor",
) -> int:
    """Asks people by handle, none: anyone. Returns the number. Raises Refused."""
    from app.operations.request import ask_cover
    from app.queries.named import person_id

    asked = [person_id(store, each) for each in people]
    holder_id = person_id(store, holder)
    return ask_cover(store, schedule, holder_id, window, asked, by, note=note)


def offer(
    store: "Store",
    schedule: int,
    holder: str,
    window: "Window",
    other: str,
    theirs: "Window",
    note: str,
    by: "Actor",
) -> int:
    """Offers a swap. Returns the number. Raises Refused."""
    from app.operations.request import offer_swap
    from app.queries.named import person_id

    one, two = person_id(store, holder), person_id(store, other)
    return offer_swap(store, schedule, one, window, two, theirs, by, note=note)


def take(store: "Store", schedule: int, length: timedelta, by: "Actor") -> "tuple[int, Pager]":
    """Takes the pager; returns the schedule beside. Raises Refused."""
    from app.operations.pager import take

    return schedule, take(store, schedule, length, by)


def give_back(store: "Store", schedule: int, by: "Actor") -> "Pager":
    """Gives the pager back. Raises Refused."""
    from app.operations.pager import give_back

    return give_back(store, schedule, by)
