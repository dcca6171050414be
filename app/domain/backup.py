"""When a backup is due, and which of the old ones need not be kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MONTHS = 12  # of older ones, the last of each month is kept for so long


def is_due(made: Sequence[datetime], every: timedelta, now: datetime) -> bool:
    """Whether the latest is old enough; one from the future (a clock went back) counts as old."""
    latest = max(made, default=None)
    return latest is None or not timedelta() <= now - latest < every


def superfluous(made: Sequence[datetime], keep: int) -> frozenset[datetime]:
    """All but the `keep` latest, and of those before the last of each month, for a year."""
    ordered = sorted(made, reverse=True)
    old = ordered[keep:]
    months: dict[tuple[int, int], datetime] = {}
    for at in old:
        months.setdefault((at.year, at.month), at)
    spared = sorted(months.values(), reverse=True)[:MONTHS]
    return frozenset(old) - frozenset(spared)
