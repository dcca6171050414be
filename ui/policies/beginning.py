"""What the first policy of a team most likely says, so that it only has to be looked at."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.workspace import PolicySpec
    from ui.policies.targets import Offer

FIRST = "primary"  # as the first schedule is called, unless it has another name
MANY = 8  # people that one level pages at once, at most


def begun(offer: "Offer") -> "PolicySpec":
    """Whoever is on call, then everybody, who are the last resort too. Nothing but an empty level
    once there are policies, or as long as there is nobody."""
    from app.domain.workspace import LevelSpec, PolicySpec, TargetSpec
    from models.kinds import TargetKind

    active = [who for who in offer.people if who.active]
    everybody = tuple(TargetSpec(TargetKind.PERSON, who.name) for who in active[:MANY])
    if offer.policies or not everybody:
        return PolicySpec("", (LevelSpec(()),))
    if not offer.schedules:
        return PolicySpec(FIRST, (LevelSpec(everybody),), last_resort=everybody)
    chosen = FIRST if FIRST in offer.schedules else offer.schedules[0]
    on_call = LevelSpec((TargetSpec(TargetKind.SCHEDULE, chosen),))
    levels = (on_call, LevelSpec(everybody)) if len(everybody) > 1 else (on_call,)
    return PolicySpec(chosen, levels, last_resort=everybody)
