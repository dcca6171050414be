"""A figure along time: its median as a line, a band up to its p90, and the time before, dashed."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from app.charts.frame import fitting, labelled, lasting, released, ruled
from app.charts.palette import Palette
from app.charts.plane import Plane, Point
from app.charts.value import Line, Mark, Value

NOTHING = math.nan


def draw(figure: Any, chart: Line, palette: Palette) -> tuple[Mark, ...]:
    """Where there is no value the line has a gap."""
    known = [each for each in (*chart.values, *chart.upper, *chart.before) if each is not None]
    scale, count = lasting(max(known, default=0.0)), len(chart.labels)
    across = (-0.5, max(count - 0.5, 0.5))
    plane = Plane(figure, palette, (46, 14, 12, 26), across, (0, scale.high))
    ruled(plane, scale)
    labelled(plane, chart.labels, fitting(plane, chart.labels, palette))
    marks = released(plane, chart.releases)
    if chart.upper:
        plane.area(list(_bands(plane, chart)), palette.accent, alpha=0.16)
    if chart.before:
        plane.path(_points(plane, chart.before), palette.muted, 1.2, dashed=(4, 3))
    plane.path(_points(plane, chart.values), palette.accent, 1.8, dot=_dot(chart.values))
    return (*marks, *_marks(plane, chart))


def _bands(plane: Plane, chart: Line) -> Iterator[list[Point]]:
    """An outline for each run of points that have both ends."""
    lower: list[Point] = []
    upper: list[Point] = []
    for at, (low, high) in enumerate(zip((*chart.values, None), (*chart.upper, None), strict=True)):
        if low is not None and high is not None:
            lower.append((plane.x(at), plane.y(low)))
            upper.append((plane.x(at), plane.y(high)))
        elif lower:
            yield [*lower, *reversed(upper)]
            lower, upper = [], []


def _points(plane: Plane, values: Sequence[Value]) -> list[Point]:
    return [(plane.x(at), NOTHING if each is None else plane.y(each))
            for at, each in enumerate(values)]  # fmt: skip


def _marks(plane: Plane, chart: Line) -> list[Mark]:
    """A column of the whole height for each point."""
    return [
        plane.mark((plane.x(at - 0.5), plane.lower, plane.x(at + 0.5), plane.upper), words,
                   chart.keys[at] if chart.keys else None)
        for at, words in enumerate(chart.words)
    ]  # fmt: skip


def _dot(values: tuple[Value, ...]) -> float:
    """Points are seen where they are few, or stand alone."""
    known = sum(each is not None for each in values)
    return 4.0 if known <= 3 else 2.6 if known <= 40 else 0.0
