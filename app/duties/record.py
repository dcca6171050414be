"""Writes down, once a day, who was on call and which public holidays there are: so that the past no
longer hangs on the rules, nor on a library."""

from datetime import timedelta

from sqlalchemy import select

from app.operations.holiday import keep_holidays
from app.operations.rota import freeze_past
from app.store import Store
from models.rota import Schedule

DAILY = timedelta(days=1)


def freeze(store: Store) -> int:
    """Brings the record of each schedule up to date; returns how many there were to do."""
    keep_holidays(store)
    with store.read() as session:
        now = store.now().replace(microsecond=0)
        asked = select(Schedule.id).where(Schedule.recorded_until < now - DAILY, Schedule.active)
        idents = session.scalars(asked).all()
    for ident in idents:
        with store.write() as session:
            row = session.get(Schedule, ident, with_for_update=True)
            if row is not None and row.active:
                freeze_past(session, row, now)
    return len(idents)
