"""What every part of the incident screens is handed: bridge, faces, acts, ages, and the clock."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ui.bridge import Bridge
from ui.incidents.acts import Acts
from ui.incidents.ages import Ages
from ui.incidents.faces import Faces


@dataclass(frozen=True, slots=True)
class Seat:
    """One per page."""

    bridge: Bridge
    faces: Faces
    acts: Acts
    ages: Ages

    @classmethod
    def on(cls, bridge: Bridge, acts: Acts | None = None) -> "Seat":
        """A seat of its own at a bridge."""
        return cls(bridge, Faces(bridge, bridge), acts or Acts(bridge, bridge), Ages(bridge))

    @property
    def me(self) -> str:
        """The handle of whoever sits here; empty for nobody in particular."""
        return self.bridge.user

    @property
    def me_id(self) -> int | None:
        """Their id."""
        return self.bridge.user_id

    def now(self) -> datetime:
        """By the database's clock, which every desktop shares."""
        post = self.bridge.post
        return post.store.now() if post is not None else datetime.now(UTC)
