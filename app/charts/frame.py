"""What all charts have in common: quiet axes, a few labels, places of things as shares."""

from collections.abc import Sequence
from typing import Any

from app.charts.palette import Palette
from app.charts.value import Mark, Release

PIXELS = 100.0  # an inch
STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 7200, 14400)


def axes_of(figure: Any, palette: Palette, left: float, right: float, top: float,
            bottom: float) -> Any:  # fmt: skip
    """Margins in logical pixels."""
    wide, high = size(figure)
    box = (left / wide, bottom / high, max(wide - left - right, 10) / wide,
           max(high - top - bottom, 10) / high)  # fmt: skip
    axes = figure.add_axes(box, facecolor=palette.ground)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.line)
    axes.tick_params(length=0, pad=5, labelsize=points(palette), labelcolor=palette.muted)
    axes.set_axisbelow(True)
    return axes


def points(palette: Palette) -> float:
    """The size of small words: a figure has a hundred pixels an inch, a screen 96."""
    return palette.points * 0.88


def size(figure: Any) -> tuple[float, float]:
    """In logical pixels."""
    wide, high = figure.get_size_inches()
    return wide * PIXELS, high * PIXELS


def ruled(axes: Any, palette: Palette) -> None:
    """Hair lines at the ticks of the upright axis."""
    axes.grid(axis="y", color=palette.line, linewidth=0.7)


def labelled(axes: Any, labels: Sequence[str], most: int) -> None:
    """No more labels than fit, evenly; the last never runs out of the picture."""
    every = max(1, -(-len(labels) // max(most, 1)))
    places = list(range(0, len(labels), every))
    axes.set_xticks(places, [labels[at] for at in places])


def fitting(figure: Any, labels: Sequence[str], palette: Palette) -> int:
    """How many labels stand side by side without touching."""
    longest = max((len(each) for each in labels), default=1)
    return max(2, int(size(figure)[0] / ((longest + 3) * palette.points * 0.72)))


def lasting(axes: Any, most: float) -> None:
    """An upright axis of seconds, with ticks at lengths that people say."""
    minutes = max(most / 60, 1.0)
    step = next((each for each in STEPS if minutes / each <= 4), STEPS[-1])
    ticks = [step * number for number in range(int(minutes / step) + 2)]
    axes.set_ylim(0, max(minutes * 1.08, step) * 60)
    shown = [at for at in ticks if at * 60 <= axes.get_ylim()[1]]
    axes.set_yticks([at * 60 for at in shown], [length(at * 60) for at in shown])


def counted(axes: Any, most: float) -> None:
    """An upright axis of whole numbers."""
    step = 1
    while most / step > 4:
        step = (
            {1: 2, 2: 5, 5: 10}[step] if step < 10 else step * 10 if most / step > 40 else step * 2
        )
    high = max(most * 1.08, 1)
    ticks = [step * number for number in range(int(high / step) + 1)]
    axes.set_ylim(0, high)
    axes.set_yticks(ticks, [f"{at:,}" for at in ticks])


def length(seconds: float) -> str:
    """0, 25m, 2h, 2h 30m, 3d."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes}m" if minutes else "0"
    if minutes < 2880:
        hours, rest = divmod(minutes, 60)
        return f"{hours}h {rest}m" if rest else f"{hours}h"
    return f"{round(minutes / 1440)}d"


def placed(figure: Any, axes: Any, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """A box of data (left, bottom, right, top) as left, top, width, height in shares of the
    picture."""
    wide, high = figure.bbox.width, figure.bbox.height
    corners = axes.transData.transform([(box[0], box[1]), (box[2], box[3])])
    (x0, y0), (x1, y1) = corners
    return x0 / wide, 1 - y1 / high, (x1 - x0) / wide, (y1 - y0) / high


def mark(figure: Any, axes: Any, box: tuple[float, float, float, float], words: str,
         key: Any = None) -> Mark:  # fmt: skip
    """A part that can be pointed at."""
    left, top, wide, high = (float(each) for each in placed(figure, axes, box))
    return Mark((left, top, wide, high), words, key)


def released(figure: Any, axes: Any, releases: Sequence[Release], palette: Palette) -> list[Mark]:
    """Thin upright lines with a flag, behind everything else."""
    top = axes.get_ylim()[1]
    found = []
    for each in releases:
        axes.axvline(
            each.at, color=palette.accent, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0.5
        )
        axes.plot([each.at], [top], marker="v", color=palette.accent, markersize=5, clip_on=False)
        wide = max(axes.get_xlim()[1] - axes.get_xlim()[0], 1) * 0.006
        found.append(mark(figure, axes, (each.at - wide, top * 0.94, each.at + wide, top * 1.04),
                          each.words))  # fmt: skip
    return found
