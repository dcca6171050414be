"""Says something of an event that is there already: a better text, a pin. The event itself never
changes; what is said of it is an event of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.domain.incident import NUMBERS
from app.domain.story import EDITABLE, about_of
from app.errors import Conflict, Refused
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind


def edit(store: Store, event: int, text: str, by: Actor, seen: str | None = None) -> bool:
    """Gives a note another text; the old ones stay to be read. False when it said so already.
    `seen` is the text that was on the screen. Raises Refused, or Conflict when somebody else
    changed it meanwhile."""
    said = rules.storable(text).strip("\r\n").rstrip()
    refuse(None if said.strip() else "There is nothing left of the note.", "text")
    refuse(rules.why_too_long(said, "note"), "text")
    with store.write() as session:
        about, incident = _held(session, event)
        if about.kind not in EDITABLE:
            raise Refused("Only notes can be edited; everything else is the record of what was.")
        now_says = _latest(session, about)
        if seen is not None and seen != now_says:
            raise Conflict("Somebody changed this note meanwhile; it was read again.")
        if said == now_says:
            return False
        data = {"event": about.id, "old": now_says}
        record(session, incident, EventKind.EDIT, said, by, store.now(), data=data)
        return True


@patient
def pin(store: Store, event: int, by: Actor) -> bool:
    """Keeps an event where everybody sees it; False when it was pinned already. Raises Refused."""
    return _pinned(store, event, by, on=True)


@patient
def unpin(store: Store, event: int, by: Actor) -> bool:
    """Takes the pin away; False when there was none. Raises Refused."""
    return _pinned(store, event, by, on=False)


def _pinned(store: Store, event: int, by: Actor, *, on: bool) -> bool:
    with store.write() as session:
        about, incident = _held(session, event)
        said = _said_of(session, about, EventKind.PIN)
        if (bool(said) and bool(said[-1].data.get("on", True))) is on:
            return False
        line = " ".join(about.text.split())
        words = f"Pinned: {line[:200]}" if on else f"Unpinned: {line[:200]}"
        data = {"event": about.id, "on": on}
        record(session, incident, EventKind.PIN, words, by, store.now(), data=data)
        return True


def _held(session: Session, event: int) -> tuple[Event, Incident]:
    row = session.get(Event, event) if event in NUMBERS else None
    if row is None:
        raise Refused("This entry of the timeline is not there.")
    if row.kind in (EventKind.EDIT, EventKind.PIN):
        raise Refused("An edit or a pin cannot be edited or pinned itself.")
    return row, held(session, row.incident_id)


def _latest(session: Session, about: Event) -> str:
    said = _said_of(session, about, EventKind.EDIT)
    return said[-1].text if said else about.text


def _said_of(session: Session, about: Event, kind: EventKind) -> list[Event]:
    asked = select(Event).where(Event.incident_id == about.incident_id, Event.kind == kind)
    rows = session.scalars(asked.order_by(Event.recorded_at, Event.id))
    return [row for row in rows if about_of(row.data) == about.id]
