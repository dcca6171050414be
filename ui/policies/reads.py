"""What the policies page asks the database, on a reader's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.queries.choice import PersonChoice
    from app.queries.policy import PolicyRow
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """All policies as they would page now; `people` by the name that policies show of them."""

    policies: "tuple[PolicyRow, ...]"
    people: "Mapping[str, PersonChoice]"
    now: datetime


def seen(store: "Store") -> Seen:
    """By name."""
    from app.queries.choice import people
    from app.queries.policy import policies

    named = {who.full_name or who.name: who for who in people(store)}
    return Seen(tuple(policies(store)), named, store.now())
