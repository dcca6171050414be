"""Corrects one of an incident's clocks: with a reason, and the first value kept in the timeline."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.incident import CLOCK
from app.errors import Refused
from app.operations import incident_field
from app.store import Store

CLOCKS = {label: name for name, label in CLOCK.items() if name != "created_at"}


def correct(
    store: Store,
    number: int,
    clock: str,
    at: datetime | None,
    reason: str,
    by: Actor,
    seen: int | None = None,
) -> int:
    """`clock` as it is stored (`detected_at`) or as it is said ("detected"); None where it never
    happened. Returns the incident's version. Raises Refused, also without a reason, or Conflict
    where the incident is not as it was at version `seen`."""
    name = CLOCKS.get(clock.strip().lower().replace("_", " ").removesuffix(" at"), clock)
    if name not in CLOCKS.values():
        raise Refused(f"{clock!r} is no clock of an incident; there are: {', '.join(CLOCKS)}.")
    if not reason.strip():
        raise Refused("Say why: the reason and the first value stay in the timeline.", "why")
    return incident_field.change(store, number, by, seen, why=reason, **{name: at})
