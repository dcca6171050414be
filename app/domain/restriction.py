"""Weekly windows of wall-clock time, and the instants at which they open and close."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import lru_cache

from app.domain.rota import Restriction
from app.domain.wall import DAY, EARLIEST, EPOCH_ON_THE_WALL, MONDAY, WEEK, Clock, face

Span = tuple[int, int]  # opens, closes
Week = tuple[Span, ...]  # wall time since Monday 00:00, ascending, apart; the last may run over


@lru_cache(maxsize=1024)
def united_week(restrictions: tuple[Restriction, ...]) -> Week | None:
    """All windows of a week united; None where there are none or they leave nothing out."""
    spans = [span for each in restrictions for span in _spans(each)]
    weeks = range(-WEEK, 3 * WEEK, WEEK)  # with those before and after, into which windows run
    united = _united(sorted((week + a, week + z) for week in weeks for a, z in spans))
    if not united or any(z - a >= WEEK for a, z in united):
        return None
    return tuple((a, z) for a, z in united if 0 <= a < WEEK)


def open_windows(week: Week, clock: Clock, low: int, high: int) -> list[Span]:
    """The windows between two instants and clipped to them, as instants, ascending, apart."""
    earliest, latest = clock.wall(low) - WEEK - DAY, clock.highest(high)
    mondays = range(earliest - (earliest - MONDAY) % WEEK, latest + 1, WEEK)
    opens = clock.first([monday + opens for monday in mondays for opens, _ in week])
    closes = clock.last([monday + closes for monday in mondays for _, closes in week])
    first, last = bisect_right(closes, low), bisect_left(opens, high)
    found = _united(zip(opens[first:last], closes[first:last], strict=True))
    if found:
        found[0] = (max(found[0][0], low), found[0][1])
        found[-1] = (found[-1][0], min(found[-1][1], high))
    return found


def _spans(restriction: Restriction) -> Iterator[Span]:
    (opening, opens), (closing, closes) = restriction.opens, restriction.closes
    if opening is not None and closing is not None:
        begin = opening * DAY + _since_midnight(opens)
        length = (closing * DAY + _since_midnight(closes) - begin) % WEEK or WEEK
        yield begin, begin + length
        return
    length = (_since_midnight(closes) - _since_midnight(opens)) % DAY or DAY
    for day in restriction.days or range(7):
        begin = day * DAY + _since_midnight(opens)
        yield begin, begin + length


def _since_midnight(at: time) -> int:
    return face(datetime.combine(EPOCH_ON_THE_WALL, at))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Ascending spans without those that are empty, one of those that overlap or touch."""
    united: list[Span] = []
    until = EARLIEST
    for span in spans:
        opens, closes = span
        if opens > until and opens < closes:
            united.append(span)
            until = closes
        elif closes > until and opens < closes:
            united[-1] = (united[-1][0], closes)
            until = closes
    return united
