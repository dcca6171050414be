"""A team with a rota, changed as the workspace file changes it, and the calendars it sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.window import Window
from app.operations.feed import Wish, fetched, subscribe
from app.queries.oncall import finals
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import FeedKind, Source
from tests.foreign import Seen, by_ical

ANA = Actor("ana", Source.SHELL)
PEOPLE = (("ana", "Ana Ruiz"), ("ben", "Ben Okafor"), ("cy", "Cy, the 3rd; née Łoś"), ("dan", ""))


@dataclass
class Team:
    """The four, on one schedule or more."""

    store: Store
    clock: SetClock

    def plans(self, *schedules: dict[str, Any], people: Iterable[str] = ()) -> None:
        """What the workspace says from now on; people not named have left."""
        staying = set(people) or {name for name, _ in PEOPLE}
        listed = [
            {"name": name, "full_name": full, "active": name in staying} for name, full in PEOPLE
        ]
        teams = [{"name": "platform", "members": sorted(staying)}]
        document = {"watchbill": 1, "people": listed, "teams": teams, "schedules": [*schedules]}
        reading = read(yaml.safe_dump(document).encode())
        assert list(reading.problems) == []
        apply(self.store, reading.workspace, Actor("test", Source.FILE), prune=True)

    def token(self, kind: FeedKind, name: str, **wish: Any) -> str:
        """The secret of a feed."""
        found = subscribe(self.store, kind, name, ANA, Wish(**wish))
        assert found.token is not None
        return found.token

    def sees(self, token: str) -> dict[str, Seen]:
        """What a calendar program is shown, by UID."""
        return {each.uid: each for each in by_ical(self.data(token))}

    def data(self, token: str) -> bytes:
        """What it fetches."""
        found = fetched(self.store, token)
        assert found is not None
        return found.body()

    def tag(self, token: str) -> str:
        """The entity tag."""
        found = fetched(self.store, token)
        assert found is not None
        return found.tag

    def forward(self, **by: float) -> None:
        """Time passes."""
        self.clock.forward(timedelta(**by))

    def resolver(self, schedule: str, window: Window) -> list[tuple[datetime, datetime]]:
        """The starts and ends of a schedule's shifts inside a window."""
        (final,) = finals(self.store, window, schedule)
        inside = [
            each for each in final.shifts if window.start < each.start and each.end < window.end
        ]
        return [(each.start, each.end) for each in inside]


def weekly(name: str = "primary", zone: str = "Europe/Madrid", **more: Any) -> dict[str, Any]:
    """A rota of three by the week."""
    rotation = {
        "name": "weekly",
        "start": "2024-01-01T09:00",
        "shift": {"every": 1, "unit": "week"},
        "people": ["ana", "ben", "cy"],
    }
    return {"name": name, "time_zone": zone, "rotations": [rotation]} | more


def cover(start: str, end: str, who: str) -> dict[str, str]:
    """An override."""
    return {"start": start, "end": end, "cover": who}


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
