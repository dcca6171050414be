"""Counts as bars: standing along time or steps, lying by name."""

from collections.abc import Sequence
from typing import Any

from app.charts.frame import counted, dropped, fitting, labelled, released, ruled
from app.charts.palette import Palette
from app.charts.plane import Plane, small
from app.charts.value import Across, Fill, Mark, Series, Stack

WIDE = 0.66  # of the place of a bar
HATCHES = {Fill.PLAIN: "", Fill.STRIPES: "////", Fill.DOTS: "...", Fill.BACK: "\\\\\\\\"}


def draw(figure: Any, chart: Stack, palette: Palette) -> tuple[Mark, ...]:
    """Standing, the first series below."""
    totals = [sum(each.values[at] for each in chart.series) for at in range(len(chart.labels))]
    scale = counted(max([*totals, *chart.before], default=0), palette)
    margins = (34, 10, 12 if len(chart.series) < 2 else 30, 26)
    across = (-0.6, max(len(totals) - 0.4, 0.6))
    plane = Plane(figure, palette, margins, across, (0, scale.high))
    drop = 0.0 if chart.thin else dropped(plane, chart.labels)
    ruled(plane, scale)
    most = fitting(plane, chart.labels, palette) if chart.thin else len(chart.labels)
    labelled(plane, chart.labels, most, drop)
    marks = released(plane, chart.releases)
    below = [0.0] * len(totals)
    for each in chart.series:
        _stand(plane, each, below)
        marks += _marks(plane, chart, each, below)
        below = [a + b for a, b in zip(below, each.values, strict=True)]
    if chart.before:
        _outline(plane, chart.before)
    _legend(plane, chart.series)
    return tuple(marks)


def draw_across(figure: Any, chart: Across, palette: Palette) -> tuple[Mark, ...]:
    """Lying, the first name on top."""
    longest = max((len(each) for each in chart.names), default=4)
    left = min(longest * palette.points * 0.72 + 14, figure.get_size_inches()[0] * 40)
    totals = [sum(each.values[at] for each in chart.series) for at in range(len(chart.names))]
    margins = (left, 40, 30 if len(chart.series) > 1 else 6, 6)
    up = (max(len(totals), 4) - 0.4, -0.6)
    plane = Plane(figure, palette, margins, (0, max([*totals, 1]) * 1.02), up)
    marks: list[Mark] = []
    begin = [0.0] * len(totals)
    for each in chart.series:
        _lie(plane, each, begin)
        marks += _lying(plane, chart, each, begin)
        begin = [a + b for a, b in zip(begin, each.values, strict=True)]
    for at, total in enumerate(totals):
        plane.words(plane.left - 5, plane.y(at), _short(chart.names[at]), ha="right",
                    colour=palette.text)  # fmt: skip
        plane.words(
            plane.x(total) + 6, plane.y(at), f"{palette.counted(total)}{chart.unit}", ha="left"
        )
    _legend(plane, chart.series)
    return tuple(marks)


def inked(palette: Palette, ink: tuple[str, int]) -> str:
    """A colour by its name in the palette."""
    found = getattr(palette, ink[0])
    return found if isinstance(found, str) else found[ink[1] % len(found)]


def _stand(plane: Plane, each: Series, below: Sequence[float]) -> None:
    boxes = [
        plane.box(at - WIDE / 2, below[at], at + WIDE / 2, below[at] + value)
        for at, value in enumerate(each.values)
        if value
    ]
    line = 0.6 if len(each.values) < 60 else 0.0
    plane.boxes(boxes, inked(plane.palette, each.ink), line=line,
                hatch=HATCHES[each.fill])  # fmt: skip


def _lie(plane: Plane, each: Series, begin: Sequence[float]) -> None:
    half = WIDE * 0.4
    boxes = [
        plane.box(begin[at], at + half, begin[at] + value, at - half)
        for at, value in enumerate(each.values)
        if value
    ]
    plane.boxes(boxes, inked(plane.palette, each.ink), hatch=HATCHES[each.fill])


def _outline(plane: Plane, before: Sequence[float]) -> None:
    """How high it was in the time before."""
    lines = [
        ((plane.x(at - WIDE / 2), plane.y(high)), (plane.x(at + WIDE / 2), plane.y(high)))
        for at, high in enumerate(before)
    ]
    plane.lines(lines, plane.palette.text, 1.3, alpha=0.75)


def _marks(plane: Plane, chart: Stack, each: Series, below: Sequence[float]) -> list[Mark]:
    found = []
    for at, value in enumerate(each.values):
        if value:
            where = chart.words[at] if chart.words else chart.labels[at]
            words = f"{where}: {plane.palette.counted(value)} {each.name}".rstrip()
            box = plane.box(at - WIDE / 2, below[at], at + WIDE / 2, below[at] + value)
            found.append(plane.mark(box, words, each.keys[at] if each.keys else None))
    return found


def _lying(plane: Plane, chart: Across, each: Series, begin: Sequence[float]) -> list[Mark]:
    found = []
    for at, value in enumerate(each.values):
        if value:
            told = f"{plane.palette.counted(value)}{chart.unit}"
            words = f"{chart.names[at]}: {told} {each.name}".rstrip()
            box = plane.box(begin[at], at + WIDE / 2, begin[at] + value, at - WIDE / 2)
            found.append(plane.mark(box, words, each.keys[at] if each.keys else None))
    return found


def _legend(plane: Plane, series: Sequence[Series]) -> None:
    """Words beside the colours, above the chart at its left."""
    if len(series) < 2:
        return
    side = small(plane.palette) * 0.95
    x, y = 4.0, plane.high - 4.0 - side
    for each in series:
        plane.boxes([(x, y, x + side, y + side)], inked(plane.palette, each.ink), line=0.0,
                    hatch=HATCHES[each.fill])  # fmt: skip
        words = plane.words(x + side * 1.5, y + side / 2, each.name, ha="left",
                            va="center_baseline")  # fmt: skip
        x += side * 3.0 + plane.width(words)


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
