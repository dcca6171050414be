"""Figures along time: days, weeks or months of a wall clock, and what fell into each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.domain.cases import Numbers
from app.domain.moment import at_wall
from app.domain.statistic import Summary, summary
from app.domain.window import Window

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
MICRO = timedelta(microseconds=1)
FEW = 4.0  # values a point, on the average: a median of fewer jumps about
DAYS, WEEKS = timedelta(days=45), timedelta(days=400)  # up to so long, in days or weeks


class Step(StrEnum):
    """What one point of a chart stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


LEAST = {Step.WEEK: timedelta(days=20), Step.MONTH: timedelta(days=85)}


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Consecutive stretches of a window: `edges` are microseconds since 1970, one more than there
    are stretches, the first and last cut at the window."""

    step: Step
    edges: Numbers

    def __len__(self) -> int:
        return len(self.edges) - 1

    def places(self, at: Numbers) -> Numbers:
        """In which stretch each instant lies; -1 before the first, the number of them after."""
        return np.searchsorted(self.edges, at, side="right") - 1

    def starts(self) -> list[datetime]:
        """When each begins."""
        return [EPOCH + int(at) * MICRO for at in self.edges[:-1]]


def fitting(window: Window) -> Step:
    """So fine that a chart has some dozens of points."""
    if window.length <= DAYS:
        return Step.DAY
    return Step.WEEK if window.length <= WEEKS else Step.MONTH


def readable(window: Window, count: int) -> Step:
    """The same, coarser where so few values would make each point a matter of luck."""
    chosen = fitting(window)
    for finer, coarser, days in ((Step.DAY, Step.WEEK, 1), (Step.WEEK, Step.MONTH, 7)):
        points = max(window.length / timedelta(days=days), 1)
        if chosen is finer and window.length > LEAST[coarser] and count / points < FEW:
            chosen = coarser
    return chosen


def steps(window: Window, where: ZoneInfo, step: Step | None = None) -> Steps:
    """Days from midnight, weeks from Monday, months from the first, by the wall clock. An empty
    window has one empty stretch."""
    chosen = step or fitting(window)
    inner = [at for at in _beginnings(window, where, chosen) if window.start < at < window.end]
    edges = [window.start, *inner, max(window.end, window.start)]
    return Steps(chosen, np.array([(at - EPOCH) // MICRO for at in edges], dtype=np.int64))


def summaries(along: Steps, at: Numbers, values: NDArray[np.float64]) -> tuple[Summary, ...]:
    """One for each stretch, of the values whose instant lies in it."""
    places = along.places(at)
    order = np.argsort(places, kind="stable")
    cuts = np.searchsorted(places[order], np.arange(len(along) + 1))
    parts = (values[order[low:high]] for low, high in pairwise(cuts))
    return tuple(map(summary, parts))


def stacked(along: Steps, at: Numbers, kinds: Numbers, count: int) -> NDArray[np.int64]:
    """How many of each kind (0 to count - 1) fell into each stretch: a row a kind."""
    places = along.places(at)
    fit = (places >= 0) & (places < len(along)) & (kinds >= 0)
    cells = kinds[fit] * len(along) + places[fit]
    return np.bincount(cells, minlength=count * len(along)).reshape(count, len(along))


def _beginnings(window: Window, where: ZoneInfo, step: Step) -> Iterator[datetime]:
    day = window.start.astimezone(where).date()
    if step is Step.WEEK:
        day -= timedelta(days=day.weekday())
    elif step is Step.MONTH:
        day = day.replace(day=1)
    while (at := at_wall(datetime.combine(day, time()), where)) < window.end:
        yield at
        day = _after(day, step)


def _after(day: date, step: Step) -> date:
    if step is Step.MONTH:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if step is Step.WEEK else 1)
