"""A figure along time: its median as a line, a band up to its p90, and the time before, dashed."""

import math
from typing import Any

from app.charts.frame import axes_of, fitting, labelled, lasting, mark, released, ruled
from app.charts.palette import Palette
from app.charts.value import Line, Mark, Value

NOTHING = math.nan


def draw(figure: Any, chart: Line, palette: Palette) -> tuple[Mark, ...]:
    """Where there is no value the line has a gap."""
    axes = axes_of(figure, palette, 46, 14, 12, 26)
    places = list(range(len(chart.labels)))
    known = [each for each in (*chart.values, *chart.upper, *chart.before) if each is not None]
    lasting(axes, max(known, default=0.0))
    axes.set_xlim(-0.5, max(len(places) - 0.5, 0.5))
    ruled(axes, palette)
    labelled(axes, chart.labels, fitting(figure, chart.labels, palette))
    marks = released(figure, axes, chart.releases, palette)
    values = _floats(chart.values)
    if chart.upper:
        axes.fill_between(places, values, _floats(chart.upper), color=palette.accent, alpha=0.16,
                          linewidth=0)  # fmt: skip
    if chart.before:
        axes.plot(range(len(chart.before)), _floats(chart.before), color=palette.muted,
                  linewidth=1.2, linestyle=(0, (4, 3)))  # fmt: skip
    axes.plot(places, values, color=palette.accent, linewidth=1.8, solid_joinstyle="round",
              solid_capstyle="round", marker="o", markersize=_dot(chart.values))  # fmt: skip
    return (*marks, *_marks(figure, axes, chart))


def _marks(figure: Any, axes: Any, chart: Line) -> list[Mark]:
    """A column of the whole height for each point."""
    low, high = axes.get_ylim()
    return [
        mark(figure, axes, (at - 0.5, low, at + 0.5, high), words,
             chart.keys[at] if chart.keys else None)
        for at, words in enumerate(chart.words)
    ]  # fmt: skip


def _dot(values: tuple[Value, ...]) -> float:
    """Points are seen where they are few, or stand alone."""
    known = sum(each is not None for each in values)
    return 4.0 if known <= 3 else 2.6 if known <= 40 else 0.0


def _floats(values: tuple[Value, ...]) -> list[float]:
    return [NOTHING if each is None else each for each in values]
