"""What the metrics page shows first, of incidents that were read: six figures with the time before,
and what its charts are drawn from. Everything is reckoned from columns; nothing is read here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from app.domain.case import MTTA, MTTR, Clock, Excluded
from app.domain.cases import SEVERITIES, Cases, Mask, Numbers
from app.domain.interruption import KINDS, Hours, Interruptions, interruptions
from app.domain.metrics import counting, hours_of_week, parted, to_resolve
from app.domain.recurrence import WITHIN, Recurrence, recurrence, recurring
from app.domain.spread import EDGES, places
from app.domain.statistic import Summary, summary
from app.domain.survival import Survival
from app.domain.trend import Step, Steps, readable, stacked, steps, summaries
from app.domain.uptime import Level, merged
from app.domain.window import Window
from app.queries.asked import Asked
from app.queries.attention import Attention
from app.queries.ledger import Ledger, micros
from app.queries.metrics import behind, personal

SIGMAS = 1.96  # 95 % of a normal distribution
FELT = 0.0001  # a change of availability of which somebody may speak
Value = float | None
Key = tuple[object, ...]  # what stands behind a part of a chart; see `numbers_behind`


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the six: seconds, a share (0 to 1) or a count. `n` is the sample; `spark` is the
    figure along the span. `sure`: the change is more than chance, as far as bands can tell; None
    where nobody knows."""

    name: str
    value: Value
    before: Value
    n: int
    spark: tuple[Value, ...]
    sure: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The incidents of one window that count, with their figures."""

    asked: Asked
    cases: Cases
    excluded: Excluded
    along: Steps
    acknowledge: Summary
    resolve: Summary
    trend: tuple[Summary, ...]
    volume: Numbers  # a row a severity, a column a step
    levels: tuple[Level, ...]
    recurrence: Recurrence
    again: Mask

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
    survival: Survival
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Care:
    """Whom it cost what: interruptions of the span and of the one before; `services` has a row for
    each of `KINDS`, a column a service of the catalogue and a last one for none."""

    found: Interruptions
    before: Interruptions
    services: Numbers
    tile: Tile


def span_read(asked: Asked, earlier: Window) -> Window:
    """What must be read for a span and the one it is compared with."""
    return behind(Window(min(earlier.start, asked.window.start), asked.window.end), WITHIN[0])


def overview(books: Ledger, asked: Asked, earlier: Window, now: datetime) -> Overview:
    """Of what was read; at 100,000 incidents in some 100 ms."""
    inside = books.within(asked.window) & books.fitting(asked)
    step = readable(asked.window, int(np.count_nonzero(inside)))
    part = _part(books, asked, now, step)
    before = _part(books, replace(asked, window=earlier), now, step)
    tiles = (
        _timed("mtta", MTTA, part, part.acknowledge, before.acknowledge),
        _timed("mttr", MTTR, part, part.resolve, before.resolve),
        _counted(part, before),
        _available(books, part, before, now),
        _recurring(part, before),
    )
    return Overview(now, part, before, to_resolve(part.cases, micros(now)), tiles)


def care(felt: Attention, view: Overview) -> Care:
    """Once pages were read, too."""
    found, before = (_interrupted(felt, each) for each in (view.part, view.before))
    cases, along = view.part.cases, view.part.along
    rows = found.by_incident(cases.service, cases.number, len(cases.services))
    asleep = found.at[found.kind == KINDS.index(Hours.SLEEP)]
    nights = stacked(along, asleep, np.zeros(len(asleep), dtype=np.int64), 1)[0]
    spark = tuple(float(each) for each in nights)
    count, was = len(asleep), before.counts()[Hours.SLEEP]
    tile = Tile("sleep", float(count), float(was), len(found.at), spark, _more(count, was))
    return Care(found, before, rows, tile)


def numbers_behind(view: Overview, key: Key, felt: Care | None = None) -> list[int]:
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
        "again": lambda: part.again,
        "acknowledged": lambda: cases.since(MTTA.begin, MTTA.end)[1],
        "resolved": lambda: cases.since(MTTR.begin, MTTR.end)[1],
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


def _part(books: Ledger, asked: Asked, now: datetime, step: Step) -> Part:
    chosen, fit = books.chosen(asked), books.fitting(asked)
    cases, excluded = parted(chosen)
    along = steps(asked.window, asked.where, step)
    took, known = cases.since(MTTR.begin, MTTR.end)
    fine = known & (took >= 0)
    counts = counting(books.cases)
    every, inside = books.cases.at(counts), (books.within(asked.window) & fit)[counts]
    again = recurring(every, WITHIN[0])[inside]
    return Part(
        asked=asked,
        cases=cases,
        excluded=excluded,
        along=along,
        acknowledge=_clocked(cases, MTTA),
        resolve=summary(took[fine]),
        trend=summaries(along, cases.created[fine], took[fine]),
        volume=stacked(along, cases.created, cases.severity, len(SEVERITIES)),
        levels=books.levels(asked, micros(now)),
        recurrence=recurrence(every, WITHIN[0], inside),
        again=again,
    )


def _clocked(cases: Cases, clock: Clock) -> Summary:
    took, known = cases.since(clock.begin, clock.end)
    return summary(took[known & (took >= 0)])


def _timed(name: str, clock: Clock, part: Part, found: Summary, was: Summary) -> Tile:
    cases = part.cases
    took, known = cases.since(clock.begin, clock.end)
    fine = known & (took >= 0)
    along = summaries(part.along, cases.created[fine], took[fine])
    spark = tuple(each.median for each in along)
    return Tile(name, found.median, was.median, found.n, spark, _apart(found, was))


def _apart(found: Summary, was: Summary) -> bool | None:
    if found.band is None or was.band is None:
        return None
    return found.band[1] < was.band[0] or was.band[1] < found.band[0]


def _counted(part: Part, before: Part) -> Tile:
    spark = tuple(float(each) for each in part.volume.sum(axis=0))
    count, was = len(part.cases), len(before.cases)
    return Tile("incidents", float(count), float(was), count, spark, _more(count, was))


def _more(count: int, was: int) -> bool:
    """Whether two counts differ by more than chance (Poisson, 95 %)."""
    return abs(count - was) > SIGMAS * sqrt(count + was)


def _other(one: Recurrence, was: Recurrence) -> bool | None:
    """Whether two shares differ by more than chance (pooled, 95 %)."""
    if not one.known or not was.known:
        return None
    pooled = (one.again + was.again) / (one.known + was.known)
    spread = sqrt(pooled * (1 - pooled) * (1 / one.known + 1 / was.known))
    return abs((one.share or 0.0) - (was.share or 0.0)) > SIGMAS * spread


def _recurring(part: Part, before: Part) -> Tile:
    found, was = part.recurrence, before.recurrence
    totals = part.volume.sum(axis=0)
    ones = np.zeros(int(part.again.sum()), dtype=np.int64)
    again = stacked(part.along, part.cases.created[part.again], ones, 1)[0]
    spark = tuple(float(a / n) if n else None for a, n in zip(again, totals, strict=True))
    return Tile("recurrence", found.share, was.share, found.known, spark, _other(found, was))


def _available(books: Ledger, part: Part, before: Part, now: datetime) -> Tile:
    spark = _up(books, part, now)
    count = sum(each.uptime is not None for each in part.levels)
    now_, was = part.availability, before.availability
    clear = None if now_ is None or was is None else abs(now_ - was) >= FELT
    return Tile("availability", now_, was, count, spark, clear)


def _up(books: Ledger, part: Part, now: datetime) -> tuple[Value, ...]:
    """Along the span, the mean of the services."""
    outages = books.outages(part.asked, micros(now))
    edges = np.minimum(part.along.edges, micros(now))
    passed = np.diff(edges)
    down = np.zeros(len(passed))
    for spans in outages.values():
        stretches = merged(spans)
        if len(stretches):
            down += _within(stretches, edges)
    whole = passed * max(len(outages), 1)
    return tuple(
        float(1 - lost / all_) if all_ else None for lost, all_ in zip(down, whole, strict=True)
    )


def _within(spans: Numbers, edges: Numbers) -> NDArray[np.float64]:
    """How much of sorted, separate spans lies in each stretch between edges."""
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


def _interrupted(felt: Attention, part: Part) -> Interruptions:
    pages = personal(felt.pages)
    return interruptions(pages.at(np.isin(pages.number, part.cases.number)), felt.zones())


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
