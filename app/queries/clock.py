"""An incident's clocks, with what they were at first and why they were corrected."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.domain.case import CLOCKS
from app.domain.incident import CLOCK
from app.errors import Refused
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind


@dataclass(frozen=True, slots=True)
class Correction:
    """The last one; `first` is the value before anybody corrected it."""

    first: datetime | None
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockRow:
    """`name` as it is stored, `label` as it is said."""

    name: str
    label: str
    at: datetime | None
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class ClockSheet:
    """`figures`: by the names of `CLOCKS`, how long it took; None where a time is missing."""

    number: int
    version: int
    clocks: tuple[ClockRow, ...]
    figures: dict[str, timedelta | None]


def clocks(store: Store, number: int) -> ClockSheet:
    """In the order in which they should happen. Raises Refused when there is no such incident."""
    asked = (
        select(Event)
        .where(Event.incident_id == number, Event.kind == EventKind.FIELD)
        .order_by(Event.id)
    )
    with store.read() as session:
        found = session.get(Incident, number)
        if found is None:
            raise Refused(f"There is no incident #{number}.")
        events = [each for each in session.scalars(asked) if each.data.get("field") in CLOCK]
        rows = tuple(
            ClockRow(name, label, getattr(found, name), _correction(name, events))
            for name, label in _ordered()
        )
        return ClockSheet(number, found.version, rows, _figures(rows))


def _ordered() -> list[tuple[str, str]]:
    return sorted(CLOCK.items(), key=lambda each: ORDER.index(each[0]))


ORDER = ("impact_started_at", "detected_at", "created_at", "acknowledged_at", "mitigated_at",
         "resolved_at")  # fmt: skip


def _correction(name: str, events: list[Event]) -> Correction | None:
    own = [each for each in events if each.data.get("field") == name]
    if not own:
        return None
    old, last = own[0].data.get("old"), own[-1]
    first = datetime.fromisoformat(str(old)) if old else None
    return Correction(first, last.actor, str(last.data.get("why", "")), last.at)


def _figures(rows: tuple[ClockRow, ...]) -> dict[str, timedelta | None]:
    at = {each.name.removesuffix("_at"): each.at for each in rows}
    found: dict[str, timedelta | None] = {}
    for clock in CLOCKS:
        begin, end = at[clock.begin], at[clock.end]
        found[clock.name] = end - begin if begin and end else None
    return found
