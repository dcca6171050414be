"""Who carries how much."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.load import Load, loads
from app.domain.rota import Shift

MADRID = ZoneInfo("Europe/Madrid")


def test_loads_count_nights_and_weekends_once() -> None:
    begin = datetime(2026, 11, 27, 22, tzinfo=UTC)  # Friday 23:00 in Madrid
    shifts = [
        Shift(begin, begin + timedelta(hours=8), 1, "nights"),
        Shift(begin + timedelta(hours=24), begin + timedelta(hours=32), 1, "nights"),
        Shift(begin - timedelta(hours=12), begin, 2, "days"),
    ]
    nights, day = Load(1, timedelta(hours=16), 2, 1), Load(2, timedelta(hours=12), 0, 0)
    assert loads(shifts, MADRID) == (nights, day)
