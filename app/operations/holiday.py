"""Keeps the public holidays that schedules are planned by, so that they stay as they were."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.calendars.country import public_holidays
from app.queries.holiday import stored_years
from app.store import Store
from models.rota import Holiday, Schedule

AHEAD = 2  # years beyond this one: a rota is planned so far


def keep_holidays(store: Store) -> int:
    """Writes down, for each country that a schedule in use names, the years from when it was stored
    to those that may be planned now. Returns how many days were new."""
    today = store.now().date()
    with store.read() as session:
        asked = select(Schedule.holidays, Schedule.stored_at).where(
            Schedule.active, Schedule.holidays.is_not(None)
        )
        used = [(code, at.year) for code, at in session.execute(asked) if code]
        if not used:
            return 0
        years = range(min(year for _, year in used), today.year + AHEAD + 1)
        known = stored_years(session, {code for code, _ in used}, years)
    missing = [
        (code, day, name)
        for code in sorted({code for code, _ in used})
        for year in years
        if (code, year) not in known
        for day, name in public_holidays(code, year)
    ]
    return _kept(store, missing)


def _kept(store: Store, missing: list[tuple[str, date, str]]) -> int:
    if not missing:
        return 0
    try:
        with store.write() as session:
            session.add_all(
                Holiday(country=code, day=day, name=name[:200]) for code, day, name in missing
            )
    except IntegrityError:  # another engine was as quick
        return 0
    return len(missing)
