"""What a schedule's people may be asked for; the checks measure by it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """None or 0 switches one off. Hours are time on call in any seven days; nights and days are
    calendar days running in the schedule's zone; seven nights are the usual turn of a week."""

    rest: timedelta = timedelta(hours=11)
    nights_running: int = 7
    days_running: int = 14
    week_hours: int = 0


USUAL = Limits()
