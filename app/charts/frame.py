"""What all charts have in common: quiet axes, a few labels, flags where something was changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.charts.palette import Palette
from app.charts.plane import Plane, small
from app.charts.value import Mark, Release

STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 7200, 14400)
GAP = 5.0  # between an axis and its words
FLAG = 3.5
ROW = 1.7  # of the size of small words, from row to row


@dataclass(frozen=True, slots=True)
class Scale:
    """An upright axis from nothing up to `high`, with what is written at some heights."""

    high: float
    ticks: tuple[tuple[float, str], ...]


def lasting(most: float) -> Scale:
    """Of seconds, with ticks at lengths that people say."""
    minutes = max(most / 60, 1.0)
    step = next((each for each in STEPS if minutes / each <= 4), STEPS[-1])
    high = max(minutes * 1.08, step) * 60
    ticks = (step * number * 60 for number in range(int(minutes / step) + 2))
    return Scale(high, tuple((at, length(at)) for at in ticks if at <= high))


def counted(most: float, palette: Palette) -> Scale:
    """Of whole numbers."""
    step = 1
    while most / step > 4:
        step = (
            {1: 2, 2: 5, 5: 10}[step] if step < 10 else step * 10 if most / step > 40 else step * 2
        )
    high = max(most * 1.08, 1)
    ticks = (step * number for number in range(int(high / step) + 1))
    return Scale(high, tuple((at, palette.counted(at)) for at in ticks))


def ruled(plane: Plane, scale: Scale) -> None:
    """Hair lines at the ticks, the lowest one the ground on which the chart stands."""
    heights = [plane.y(at) for at, _ in scale.ticks]
    lines = [((plane.left, y), (plane.right, y)) for y in heights]
    plane.lines(lines, plane.palette.line, 0.7)
    for y, (_, words) in zip(heights, scale.ticks, strict=True):
        plane.words(plane.left - GAP, y, words, ha="right", va="center")


def labelled(plane: Plane, labels: Sequence[str], most: int, drop: float = 0.0) -> None:
    """No more labels than fit, evenly; the last never runs out of the picture. Every second one
    stands `drop` pixels lower."""
    every = max(1, -(-len(labels) // max(most, 1)))
    for at in range(0, len(labels), every):
        low = drop if at % 2 else 0.0
        plane.words(plane.x(at), plane.lower - GAP - low, labels[at], va="top")


def dropped(plane: Plane, labels: Sequence[str]) -> float:
    """How much lower every second label stands, in pixels, so that none touches its neighbour;
    the chart gives that room."""
    room = plane.x(1) - plane.x(0)
    if all(plane.measured(each) + GAP / 2 <= room for each in labels):
        return 0.0
    drop = small(plane.palette) * ROW
    plane.lower += drop
    return drop


def fitting(plane: Plane, labels: Sequence[str], palette: Palette) -> int:
    """How many labels stand side by side without touching."""
    longest = max((len(each) for each in labels), default=1)
    return max(2, int(plane.wide / ((longest + 3) * palette.points * 0.72)))


def released(plane: Plane, releases: Sequence[Release]) -> list[Mark]:
    """Thin upright lines with a flag, behind everything else."""
    if not releases:
        return []
    spots = [plane.x(each.at) for each in releases]
    upright = [((x, plane.lower), (x, plane.upper)) for x in spots]
    plane.lines(upright, plane.palette.accent, 0.9, dashed=(2, 2))
    flags = [
        [(x - FLAG, plane.upper + FLAG), (x + FLAG, plane.upper + FLAG), (x, plane.upper - FLAG)]
        for x in spots
    ]
    plane.area(flags, plane.palette.accent)
    return [
        plane.mark((x - FLAG, plane.upper - FLAG, x + FLAG, plane.upper + FLAG), each.words)
        for x, each in zip(spots, releases, strict=True)
    ]


def length(seconds: float) -> str:
    """0, 25m, 2h, 2h 30m, 3d."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes}m" if minutes else "0"
    if minutes < 2880:
        hours, rest = divmod(minutes, 60)
        return f"{hours}h {rest}m" if rest else f"{hours}h"
    return f"{round(minutes / 1440)}d"
