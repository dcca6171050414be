"""Who was on call for how long, over all schedules, and what an hour is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.days import Days, days_of
from app.domain.duty import Duty, Rate, duties
from app.domain.rota import Shift
from app.domain.window import Window
from app.queries.holiday import holidays_of
from app.queries.rota import final, schedules
from app.store import Store, setting
from models.rota import Schedule

RATES = "on-call rates"  # a setting


@dataclass(frozen=True, slots=True)
class Pay:
    """`rates` are an hour's, in `currency` (a word, such as EUR)."""

    currency: str
    rates: dict[Rate, float]


def duty(store: Store, window: Window, teams: frozenset[int] = frozenset()) -> tuple[Duty, ...]:
    """Up to now, most hours first; of some teams' schedules, or of all. Raises Unavailable."""
    now = store.now()
    passed = window.meet(Window(window.start, now))
    with store.read() as session:
        found = [each for each in schedules(session) if not teams or each.team_id in teams]
        return duties(_served(session, each, passed, now) for each in found if passed)


def pay(store: Store) -> Pay:
    """The team's rates; nothing is paid where nobody said."""
    with store.read() as session:
        said = setting(session, RATES)
    rates = {kind: float(said.get(kind.value, 0.0)) for kind in Rate}
    return Pay(str(said.get("currency", "EUR")), rates)


def _served(
    session: Session, schedule: Schedule, window: Window, now: datetime
) -> tuple[Sequence[Shift], Days]:
    shifts = final(session, schedule, window, now).shifts
    days = (window.start.date(), window.end.date())
    free = holidays_of(session, [schedule.holidays], *days).get(schedule.holidays or "", ())
    return shifts, days_of(schedule.time_zone, window, free)
