"""What the playbooks page and card do; run on a worker, where the late imports are made."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.notify.errand import Ended
    from app.store import Store


def save(store: "Store", text: str, by: "Actor", ident: int | None, seen: int | None) -> int:
    """Raises Refused and Conflict."""
    from app.operations.playbook import save as act

    return act(store, text, by, ident=ident, seen=seen)


def remove(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Conflict."""
    from app.operations.playbook import remove as act

    act(store, ident, by, seen=seen)


def start(store: "Store", number: int, name: str, by: "Actor") -> int:
    """Raises Refused."""
    from app.operations.play import start as act

    return act(store, number, name, by)


def finish(store: "Store", step: int, by: "Actor", outcome: str = "") -> None:
    """Raises Refused."""
    from app.operations.play import finish as act

    act(store, step, by, outcome)


def skip(store: "Store", step: int, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.play import skip as act

    act(store, step, by)


def decide(store: "Store", step: int, answer: str, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.play import decide as act

    act(store, step, answer, by)


def give(store: "Store", step: int, to: int | None, by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.play import give as act

    return act(store, step, to, by)


def carry_out(
    store: "Store", step: int, text: str, values: "Mapping[str, str]", by: "Actor"
) -> "Ended":
    """As slow as the command. Raises Refused."""
    from app.operations.errand import carry_out as act

    return act(store, step, text, values, by)
