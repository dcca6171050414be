"""How things stand, at a glance: for a tray, with little room and one question."""

from dataclasses import dataclass

from app.queries.choice import people
from app.queries.incident import incident_ids, incident_rows, open_counts
from app.queries.incident_filter import By, Filter, Sort
from app.queries.incident_row import Counts, IncidentRow
from app.queries.rota import NextShift, OnCall, next_shifts, on_call_now
from app.store import Store

MOST = 6  # incidents


@dataclass(frozen=True)
class Glance:
    """`names` are the names people use, by handle; `shift` is the one that runs or comes
    next, `open` the worst of what is open, `newest` the latest of it."""

    on_call: tuple[OnCall, ...]
    names: dict[str, str]
    shift: NextShift | None
    open: tuple[IncidentRow, ...]
    newest: IncidentRow | None
    counts: Counts

    def has(self, person: int | None) -> bool:
        """Whether somebody is on call for anything now."""
        return any(person == ident for duty in self.on_call for ident, _ in duty.people)


def glance(store: Store, person: int | None) -> Glance:
    """As it concerns a person (None: nobody in particular)."""
    ids = incident_ids(store, Filter(), Sort(By.SEVERITY, down=False), limit=MOST)
    newest = incident_ids(store, limit=1)
    shifts = next_shifts(store, person, most=1) if person is not None else []
    return Glance(
        on_call=tuple(on_call_now(store)),
        names={each.name: each.full_name or each.name for each in people(store)},
        shift=shifts[0] if shifts else None,
        open=tuple(incident_rows(store, ids)),
        newest=next(iter(incident_rows(store, newest)), None),
        counts=open_counts(store, person),
    )
