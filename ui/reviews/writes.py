"""What the reviews page does; run on a worker, where the late imports are made."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.assistant import Question
    from app.store import Store
    from models.kinds import ReviewState


def draft(store: "Store", number: int, by: "Actor", zone: ZoneInfo, template: str) -> int:
    """Raises Refused."""
    from app.operations.review import draft as act

    return act(store, number, by, zone, template)


def waive(store: "Store", number: int, reason: str, by: "Actor") -> int:
    """Raises Refused beside `reason`."""
    from app.operations.review import waive as act

    return act(store, number, reason, by)


def write(store: "Store", number: int, section: str, text: str, was: str, by: "Actor") -> int:
    """Raises Refused and Conflict."""
    from app.operations.review import write as act

    return act(store, number, section, text, by, was=was)


def move(store: "Store", number: int, to: "ReviewState", by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.review import move as act

    act(store, number, to, by)


def dress(store: "Store", number: int, template: str, by: "Actor", zone: ZoneInfo) -> None:
    """Raises Refused."""
    from app.operations.review import dress as act

    act(store, number, template, by, zone)


def recover(store: "Store", number: int, edition: int, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.review import recover as act

    act(store, number, edition, by)


def comment(store: "Store", number: int, text: str, by: "Actor", section: str) -> int:
    """Raises Refused."""
    from app.operations.review import comment as act

    return act(store, number, text, by, section)


def take_items(store: "Store", number: int, by: "Actor") -> int:
    """The lines of the action items become follow-ups. Raises Refused."""
    from app.operations.followup import from_review

    return from_review(store, number, by)


def ask_model(store: "Store", question: "Question", by: "Actor") -> str:
    """As slow as the model. Raises Refused and Unavailable."""
    from app.operations.assistant import ask

    return ask(store, question, by)
