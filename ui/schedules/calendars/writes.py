"""What the calendars of the rota page ask for, on a worker's thread."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.window import Window
    from app.domain.workspace import ScheduleSpec, TimeOffSpec
    from app.operations.calendar import Imported
    from app.operations.feed import Wish
    from app.store import Store
    from models.kinds import FeedKind

EVERYWHERE, HERE, NOWHERE = "everywhere", "here", "nowhere"


@dataclass(frozen=True)
class Address:
    """A subscription as it is shown; `reach` says from where its address answers; `command`
    is this program's own, as it is typed."""

    kind: "FeedKind"
    name: str
    url: str
    webcal: str
    reach: str
    command: str
    ahead: int
    back: int
    reminders: tuple[timedelta, ...]


def subscribe(
    store: "Store", kind: "FeedKind", name: str, by: "Actor", wish: "Wish", serves: bool
) -> Address:
    """The feed with its address; made when it is new. Raises Refused."""
    from app.command import own_command
    from app.operations import feed
    from app.settings import load
    from app.vault import Locked

    found = feed.subscribe(store, kind, name, by, wish)
    if found.token is None:
        raise Locked(store.vault.missing)
    url = feed.address(store, load().url, found.token)
    local = feed.is_local(url)
    reach = EVERYWHERE if not local else HERE if serves else NOWHERE
    ways = (feed.webcal(url), reach, own_command())
    return Address(kind, name, url, *ways, found.ahead, found.back, found.reminders)


def exported(
    store: "Store", schedule: str | None, person: str | None, window: "Window | None"
) -> bytes:
    """The final shifts as a file. Raises Refused."""
    from app.operations.calendar import exported

    return exported(store, schedule=schedule, person=person, window=window)


def away_preview(store: "Store", data: bytes, person: str) -> "list[TimeOffSpec]":
    """The times off of a file that are new. Raises Refused."""
    from app.operations.calendar import away_preview

    return away_preview(store, person, data)


def add_away(
    store: "Store", person: str, away: "list[TimeOffSpec]", by: "Actor"
) -> "list[TimeOffSpec]":
    """Adds them. Raises Refused."""
    from app.operations.calendar import import_time_off

    return import_time_off(store, person, away, by)


def schedule_preview(
    store: "Store", data: bytes, name: str, people: dict[str, str], zone: str
) -> "Imported":
    """The schedule that a file comes to. Raises Refused with every sentence, one a line."""
    from app.errors import Refused
    from app.operations.calendar import is_schedule, schedule_preview

    if is_schedule(store, name):
        raise Refused(f"There is already a schedule called {name!r}; expected another name.")
    return schedule_preview(store, name, data, people=people, otherwise=zone)


def add_schedule(store: "Store", spec: "ScheduleSpec", by: "Actor") -> int:
    """Adds it; returns the id. Raises Refused."""
    from app.operations.calendar import import_schedule

    return import_schedule(store, spec, by)
