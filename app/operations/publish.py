"""Publishing a draft: written once, the past frozen, those affected told; and restoring."""

from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.draft import Draft, Step
from app.domain.effect import Effect
from app.store import Store


@dataclass(frozen=True)
class Published:
    """The schedule's version now, the number of the edition, what changed in words, and how many
    people are told."""

    version: int
    edition: int
    changes: tuple[str, ...]
    told: int


def publish(
    store: Store, schedule_id: int, draft: Draft, effect: Effect, by: Actor, *, note: str = ""
) -> Published:
    """Makes the schedule what the draft says. Raises Refused, or Conflict when somebody published
    since the draft began: then merge with what is `stored` (app.queries.draft) and publish that."""
    raise NotImplementedError


def restore(store: Store, schedule_id: int, number: int, by: Actor) -> Step:
    """The step that brings an edition back, for a draft; nothing is written. Overrides that are
    over stay as they are stored. Raises Refused when there is no such edition, or it names
    somebody who left."""
    raise NotImplementedError
