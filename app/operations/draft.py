"""Drafts are kept in the database, one for each person and schedule, so that others see them."""

from app.domain.actor import Actor
from app.domain.draft import Draft
from app.store import Store


def keep_draft(store: Store, schedule_id: int, draft: Draft, by: Actor) -> None:
    """Stores the actor's draft in place of the one before. Raises Refused when the schedule is
    gone."""
    raise NotImplementedError


def drop_draft(store: Store, schedule_id: int, by: Actor) -> None:
    """Forgets the actor's draft, if there is one."""
    raise NotImplementedError
