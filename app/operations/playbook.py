"""Playbooks are saved whole; each edition stays. An incident keeps the edition it started."""

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.playbook import PlaybookSpec
from app.domain.playbook_text import read
from app.errors import Conflict, Refused
from app.operations import audit
from app.operations.patience import patient
from app.store import Store
from models.playbook import Playbook, PlaybookEdition


@patient
def save(
    store: Store, text: str, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a playbook, or a new edition of the one an editor was opened on; returns the id. Raises
    Refused with the first fault's line, Conflict when somebody was faster."""
    spec = sound(text)
    with store.write() as session:
        audit.hold(session)
        named = session.scalar(select(Playbook).where(Playbook.name == spec.name))
        row = named if ident is None else session.get(Playbook, ident)
        if ident is not None and row is None:
            raise Conflict("Somebody took this playbook out meanwhile.")
        if ident is None and named is not None:
            raise Refused(f"There is already a playbook called {spec.name!r}.", "text")
        if named is not None and named is not row:
            raise Refused(f"There is already a playbook called {spec.name!r}.", "text")
        if row is not None and seen is not None and row.version != seen:
            raise Conflict(f"{row.changed_by} changed this playbook meanwhile; it was read again.")
        now = store.now()
        if row is None:
            row = Playbook(name=spec.name, text="", number=0, changed_at=now, changed_by=by.name)
            session.add(row)
        elif row.text == text:
            return row.id
        row.name, row.text, row.number = spec.name, text, row.number + 1
        row.changed_at, row.changed_by = now, by.name
        session.flush()
        edition = PlaybookEdition(
            playbook_id=row.id, number=row.number, text=text, at=now, by=by.name
        )
        session.add(edition)
        data = {"edition": row.number}
        audit.record(session, by, "playbook saved", f"playbook {spec.name}", now, data)
        return row.id


@patient
def remove(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a playbook out; what incidents started of it stays. Raises Conflict."""
    with store.write() as session:
        audit.hold(session)
        row = session.get(Playbook, ident)
        if row is None:
            return
        if seen is not None and row.version != seen:
            raise Conflict(f"{row.changed_by} changed this playbook meanwhile.")
        session.delete(row)
        audit.record(session, by, "playbook removed", f"playbook {row.name}", store.now(), {})


def sound(text: str) -> PlaybookSpec:
    """What the text says. Raises Refused with the first fault."""
    spec, faults = read(text)
    if faults:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        first = str(faults[0])
        raise Refused(first[0].upper() + first[1:] + more, "text")
    return spec
