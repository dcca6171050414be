"""Many instants at once on a wall clock: a zone's offsets over a span, found once."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.cases import SECOND, Numbers

DAY = 86_400
EDGES = (-62_135_596_800 + 2 * DAY, 253_402_300_799 - 2 * DAY)  # what a datetime can hold, seconds


def walls(at: Numbers, where: ZoneInfo) -> Numbers:
    """Microseconds of the wall clock since 1970-01-01T00:00 of that wall, for instants in
    microseconds since 1970 UTC."""
    if not at.size:
        return at
    first, last = int(at.min()) // SECOND, int(at.max()) // SECOND
    days = max(first, EDGES[0]) // DAY, min(last, EDGES[1]) // DAY + 1
    changes, offsets = _offsets(where, *days)
    place = np.searchsorted(changes, at // SECOND, side="right")
    return at + offsets[place] * SECOND


@lru_cache(maxsize=256)
def _offsets(where: ZoneInfo, first: int, last: int) -> tuple[Numbers, Numbers]:
    """Seconds since 1970 at which the offset changes, and the offsets between them (one more), from
    one day since 1970 to another. Every figure of a page asks for nearly the same days."""
    changes, offsets = [], [_offset(where, first * DAY)]
    for day in range(first, last):
        low, high = day * DAY, (day + 1) * DAY
        while _offset(where, high) != offsets[-1]:  # two changes within a day are found in turn
            low, change = _change(where, low, high)
            changes.append(change)
            offsets.append(_offset(where, change))
    return np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _change(where: ZoneInfo, low: int, high: int) -> tuple[int, int]:
    """The first instant after `low` whose offset is another than before, by halving."""
    was = _offset(where, low)
    begin = low
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(where, middle) == was else (low, middle)
    return max(begin, high), high


def _offset(where: ZoneInfo, at: int) -> int:
    moment = datetime.fromtimestamp(at, UTC).astimezone(where)
    return round((moment.utcoffset() or timedelta()).total_seconds())
