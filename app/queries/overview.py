"""What the metrics page shows first, of incidents that were read: six figures with the time before,
and what its charts are drawn from. Everything is reckoned from columns; nothing is read here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.domain.alike import Titles
from app.domain.case import MTTA, MTTR, Clock, Excluded
from app.domain.cases import SEVERITIES, Cases, Mask, Numbers
from app.domain.interruption import KINDS, Hours, Interruptions, Pages, interruptions
from app.domain.metrics import excluded, hours_of_week, to_resolve
from app.domain.recurrence import (
    MICRO,
    WITHIN,
    Recurrence,
    recurrence,
    since_last,
    telling,
)
from app.domain.spread import EDGES, places
from app.domain.statistic import Summary, summary
from app.domain.survival import Survival
from app.domain.trend import Step, Steps, readable, stacked, steps, summaries
from app.domain.uptime import Level, without
from app.domain.window import Window
from app.queries.asked import Asked
from app.queries.attention import Somebody
from app.queries.ledger import NOBODY, Ledger, Outages, micros
from app.queries.metrics import behind, personal

SIGMAS = 1.96  # 95 % of a normal distribution
NEARLY = 0.02  # months and years are not of one length
FELT = 0.0001  # a change of availability of which somebody may speak
Value = float | None
Band = tuple[float, float | None] | None
Key = tuple[object, ...]  # what stands behind a part of a chart; see `numbers_behind`


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the six: seconds, a share (0 to 1) or a count. `n` is the sample; `spark` is the
    figure along the span. `sure`: the change is more than chance, as far as bands can tell; None
    where nobody knows. `open` ones are counted as not over yet; where too many are to tell a
    median, it is more than `least`. `scaled`: the time before was of another length, and
    `before` is what it comes to in one as long."""

    name: str
    value: Value
    before: Value
    n: int
    spark: tuple[Value, ...]
    sure: bool | None = None
    open: int = 0
    least: Value = None
    scaled: bool = False

    @property
    def more(self) -> bool:
        """Only a lower bound is known."""
        return self.value is None and self.least is not None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The incidents of one window that count, with their figures."""

    asked: Asked
    cases: Cases
    excluded: Excluded
    along: Steps
    acknowledge: Summary
    resolve: Summary
    lasting: Survival
    trend: tuple[Summary, ...]
    unended: Numbers  # how many of each step are still open
    volume: Numbers  # a row a severity, a column a step
    levels: tuple[Level, ...]

    @property
    def availability(self) -> Value:
        """The mean of the services."""
        known = [each.uptime for each in self.levels if each.uptime is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """A span and the one it is compared with."""

    now: datetime
    part: Part
    before: Part
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Care:
    """Whom it cost what: interruptions of the span and of the one before; `services` has a row for
    each of `KINDS`, a column a service of the catalogue and a last one for none."""

    found: Interruptions
    before: Interruptions
    services: Numbers
    tile: Tile


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """What came back within 30 days: of the span, and of the one before; `again` are numbers."""

    found: Recurrence
    before: Recurrence
    again: Numbers
    tile: Tile


def span_read(asked: Asked, earlier: Window) -> Window:
    """What must be read for a span and the one it is compared with."""
    return behind(Window(min(earlier.start, asked.window.start), asked.window.end), WITHIN[0])


def overview(books: Ledger, asked: Asked, earlier: Window, now: datetime) -> Overview:
    """Of what was read; at 100,000 incidents in some 30 ms."""
    fit = books.fitting(asked)
    step = readable(asked.window, int(np.count_nonzero(books.within(asked.window) & fit)))
    down = books.outages(asked, micros(now))
    part = _part(books, asked, fit, down, now, step)
    before = _part(books, replace(asked, window=earlier), fit, down, now, step)
    tiles = (
        _acknowledged(part, before),
        _resolved(part, before),
        _counted(part, before),
        _available(books, part, before, down, now),
    )
    return Overview(now, part, before, tiles)


def returned(books: Ledger, titles: Titles, view: Overview) -> Returned:
    """Once titles were read, too."""
    cases = books.cases.at(books.counts)
    since, known = since_last(cases, titles), telling(cases, titles)
    fit = books.fitting(view.part.asked)
    inside, earlier = (
        (books.within(each.asked.window) & fit)[books.counts] for each in (view.part, view.before)
    )
    found, was = (recurrence(since, known, WITHIN[0], each) for each in (inside, earlier))
    again = inside & known & (since <= WITHIN[0] // MICRO)
    tile = _recurring(view.part, cases.created[again], found, was)
    return Returned(found, was, cases.number[again], tile)


def care(pages: Pages, people: Mapping[int, Somebody], view: Overview) -> Care:
    """Once pages were read, too."""
    zones = {each.id: each.zone for each in people.values()}
    found, before = (_interrupted(pages, zones, each) for each in (view.part, view.before))
    cases, along = view.part.cases, view.part.along
    rows = found.by_incident(cases.service, cases.number, len(cases.services))
    asleep = found.at[found.kind == KINDS.index(Hours.SLEEP)]
    nights = stacked(along, asleep, np.zeros(len(asleep), dtype=np.int64), 1)[0]
    spark = tuple(float(each) for each in nights)
    count, was = len(asleep), before.counts()[Hours.SLEEP]
    longer = _longer(view.part, view.before)
    tile = _number("sleep", count, was, len(found.at), spark, longer)
    return Care(found, before, rows, tile)


def numbers_behind(
    view: Overview, key: Key, felt: Care | None = None, back: Returned | None = None
) -> list[int]:
    """The incidents behind a part of a chart, newest first. Keys: ("all",), ("open",), ("again",),
    ("acknowledged",), ("resolved",), ("step", n), ("step", n, severity), ("hour", day, hour),
    ("spread", n), ("service", place), ("kind", kind), ("kind", kind, place), ("person", id),
    ("person", id, kind); places are those of the cases' services, -1 for none."""
    part = view.part
    cases = part.cases
    kind, rest = str(key[0]), key[1:]
    finders: dict[str, Callable[..., Mask]] = {
        "all": lambda: np.ones(len(cases), dtype=np.bool_),
        "open": lambda: cases.open,
        "again": lambda: np.isin(cases.number, NOBODY if back is None else back.again),
        "acknowledged": lambda: _timed(cases, MTTA)[1],
        "resolved": lambda: _timed(cases, MTTR)[1] | cases.open,
        "step": lambda *at: _in_step(part, *at),
        "hour": lambda day, hour: hours_of_week(cases.created, part.asked.where) == day * 24 + hour,
        "spread": lambda step: places(_took(cases)) == step,
        "service": lambda place: cases.service == place,
    }
    if kind in finders:
        return _newest(cases, finders[kind](*rest))
    return _newest(cases, np.isin(cases.number, _interrupting(view, felt, kind, *rest)))


def spreading(part: Part) -> Numbers:
    """How many took how long, by the steps of `app.domain.spread`."""
    found = places(_took(part.cases))
    return np.bincount(found[found >= 0], minlength=len(EDGES))


def weekly(part: Part) -> Numbers:
    """Seven rows of 24 hours."""
    hours = hours_of_week(part.cases.created, part.asked.where)
    return np.bincount(hours, minlength=168).reshape(7, 24)


def _part(books: Ledger, asked: Asked, fit: Mask, down: Outages, now: datetime,
          step: Step) -> Part:  # fmt: skip
    chosen = books.within(asked.window) & fit
    cases = books.cases.at(np.flatnonzero(chosen & books.counts))
    along = steps(asked.window, asked.where, step)
    took, fine = _timed(cases, MTTR)
    answered, said = _timed(cases, MTTA)
    unended = stacked(along, cases.created[cases.open], cases.severity[cases.open] * 0, 1)[0]
    return Part(
        asked=asked,
        cases=cases,
        excluded=excluded(books.cases, chosen),
        along=along,
        acknowledge=summary(answered[said]),
        resolve=summary(took[fine]),
        lasting=to_resolve(cases, micros(now)),
        trend=_lasting(along, cases, took, fine, unended, micros(now)),
        unended=unended,
        volume=stacked(along, cases.created, cases.severity, len(SEVERITIES)),
        levels=books.levels(asked, micros(now), down),
    )


def _timed(cases: Cases, clock: Clock) -> tuple[NDArray[np.float64], Mask]:
    """Seconds, and where they are known and do not run backwards."""
    took, known = cases.since(clock.begin, clock.end)
    return took, known & (took >= 0)


def _lasting(along: Steps, cases: Cases, took: NDArray[np.float64], fine: Mask, unended: Numbers,
             now: int) -> tuple[Summary, ...]:  # fmt: skip
    """One for each step; where some are still open, median and p90 count them as such."""
    found = list(summaries(along, cases.created[fine], took[fine]))
    places = along.places(cases.created)
    for at in np.flatnonzero(unended):
        of = to_resolve(cases.at(places == at), now)
        found[at] = replace(found[at], median=of.median, p90=of.p90, band=None)
    return tuple(found)


def _acknowledged(part: Part, before: Part) -> Tile:
    found, was = part.acknowledge, before.acknowledge
    took, fine = _timed(part.cases, MTTA)
    along = summaries(part.along, part.cases.created[fine], took[fine])
    spark = tuple(each.median for each in along)
    return Tile("mtta", found.median, was.median, found.n, spark, _apart(found.band, was.band))


def _resolved(part: Part, before: Part) -> Tile:
    """Open ones count as not yet resolved, or the slowest would be missing."""
    found, was = (_ended(each) for each in (part, before))
    spark = tuple(each.median for each in part.trend)
    still, count = part.lasting.censored, part.lasting.censored + part.lasting.ended
    least = part.lasting.longest if found.median is None and count else None
    return Tile("mttr", found.median, was.median, count, spark, _apart(found.band, was.band),
                still, least)  # fmt: skip


def _ended(part: Part) -> Summary | Survival:
    return part.lasting if part.lasting.censored else part.resolve


def _apart(found: Band, was: Band) -> bool | None:
    """Whether one lies wholly beside the other; an end that is not known is far away."""
    if found is None or was is None:
        return None
    (low, high), (before, after) = found, was
    return (high is not None and high < before) or (after is not None and after < low)


def _counted(part: Part, before: Part) -> Tile:
    spark = tuple(float(each) for each in part.volume.sum(axis=0))
    count = len(part.cases)
    return _number("incidents", count, len(before.cases), count, spark, _longer(part, before))


def _number(name: str, count: int, was: int, n: int, spark: tuple[Value, ...],
            longer: float) -> Tile:  # fmt: skip
    """A count beside that of a time as long, or what it would have been in one."""
    return Tile(name, float(count), was * longer, n, spark, _more(count, was, longer),
                scaled=longer != 1)  # fmt: skip


def _longer(part: Part, before: Part) -> float:
    """How many times as long a span is as the one it is compared with; 1 where that is nearly
    so."""
    one, other = part.asked.window.length, before.asked.window.length
    times = one / other if other else 1.0
    return times if abs(times - 1) > NEARLY else 1.0


def _more(count: int, was: int, longer: float) -> bool:
    """Whether two counts differ by more than chance (Poisson, 95 %)."""
    return abs(count - was * longer) > SIGMAS * sqrt(count + was * longer**2)


def _other(one: Recurrence, was: Recurrence) -> bool | None:
    """Whether two shares differ by more than chance (pooled, 95 %)."""
    if not one.known or not was.known:
        return None
    pooled = (one.again + was.again) / (one.known + was.known)
    spread = sqrt(pooled * (1 - pooled) * (1 / one.known + 1 / was.known))
    return abs((one.share or 0.0) - (was.share or 0.0)) > SIGMAS * spread


def _recurring(part: Part, came: Numbers, found: Recurrence, was: Recurrence) -> Tile:
    """`came`: when those came that came again."""
    totals = part.volume.sum(axis=0)
    again = stacked(part.along, came, np.zeros_like(came), 1)[0]
    spark = tuple(float(a / n) if n else None for a, n in zip(again, totals, strict=True))
    return Tile("recurrence", found.share, was.share, found.known, spark, _other(found, was))


def _available(books: Ledger, part: Part, before: Part, down: Outages, now: datetime) -> Tile:
    count = sum(each.uptime is not None for each in part.levels)
    now_, was = part.availability, before.availability
    clear = None if now_ is None or was is None else abs(now_ - was) >= FELT
    return Tile("availability", now_, was, count, _up(books, part, down, now), clear)


def _up(books: Ledger, part: Part, down: Outages, now: datetime) -> tuple[Value, ...]:
    """Along the span, the mean of the services."""
    edges = np.minimum(part.along.edges, micros(now))
    shares = np.zeros(len(edges) - 1)
    known = np.zeros(len(edges) - 1)
    for service, stretches in down.items():
        idle = books.idle(part.asked, service)
        passed = np.diff(edges) - _within(idle, edges)
        lost = _within(without(stretches, idle), edges)
        shares += np.where(passed > 0, 1 - lost / np.maximum(passed, 1), 0)
        known += passed > 0
    return tuple(float(share / n) if n else None for share, n in zip(shares, known, strict=True))


def _within(spans: Numbers, edges: Numbers) -> NDArray[np.float64]:
    """How much of sorted, separate spans lies in each stretch between edges."""
    if not len(spans):
        return np.zeros(len(edges) - 1)
    lengths = np.concatenate([[0], np.cumsum(spans[:, 1] - spans[:, 0])])
    place = np.searchsorted(spans[:, 0], edges, side="right")
    over = np.where(place > 0, np.maximum(spans[np.maximum(place - 1, 0), 1] - edges, 0), 0)
    return np.asarray(np.diff(lengths[place] - over), dtype=np.float64)


def _took(cases: Cases) -> NDArray[np.float64]:
    took, known = cases.since(MTTR.begin, MTTR.end)
    return np.where(known, took, -1.0)


def _in_step(part: Part, step: int, severity: int | None = None) -> Mask:
    inside = part.along.places(part.cases.created) == step
    wanted = range(len(SEVERITIES)) if severity is None else [severity]
    return np.asarray(inside & np.isin(part.cases.severity, wanted), dtype=np.bool_)


def _interrupted(pages: Pages, zones: Mapping[int, ZoneInfo], part: Part) -> Interruptions:
    mine = pages.at(np.isin(pages.number, part.cases.number))
    return interruptions(personal(mine), zones)


def _interrupting(view: Overview, felt: Care | None, what: str, one: object,
                  other: object = None) -> Numbers:  # fmt: skip
    """Numbers of incidents that interrupted somebody."""
    if felt is None:
        return np.empty(0, dtype=np.int64)
    found = felt.found
    kind = one if what == "kind" else other
    which = np.ones(len(found.at), dtype=np.bool_)
    if kind is not None:
        which &= found.kind == KINDS.index(Hours(str(kind)))
    if what == "person":
        which &= found.person == one
    numbers: Numbers = found.number[which]
    if what == "person" or other is None:
        return numbers
    cases = view.part.cases
    own: Numbers = cases.number[cases.service == int(str(other))]
    found_there: Numbers = numbers[np.isin(numbers, own)]
    return found_there


def _newest(cases: Cases, which: Mask) -> list[int]:
    order = np.argsort(-cases.created[which], kind="stable")
    return [int(each) for each in cases.number[which][order]]
