"""Counts as bars: standing along time or steps, lying by name."""

from collections.abc import Sequence
from typing import Any

from app.charts.frame import (
    axes_of,
    counted,
    fitting,
    labelled,
    mark,
    points,
    released,
    ruled,
    size,
)
from app.charts.palette import Palette
from app.charts.value import Across, Mark, Series, Stack

WIDE = 0.66  # of the place of a bar
STRIPES = "////"


def draw(figure: Any, chart: Stack, palette: Palette) -> tuple[Mark, ...]:
    """Standing, the first series below."""
    axes = axes_of(figure, palette, 34, 10, 12 if len(chart.series) < 2 else 30, 26)
    totals = [sum(each.values[at] for each in chart.series) for at in range(len(chart.labels))]
    counted(axes, max([*totals, *chart.before], default=0))
    axes.set_xlim(-0.6, max(len(totals) - 0.4, 0.6))
    ruled(axes, palette)
    _label(figure, axes, chart, palette)
    marks = released(figure, axes, chart.releases, palette)
    below = [0.0] * len(totals)
    for each in chart.series:
        _stand(axes, each, below, palette)
        marks += _marks(figure, axes, chart, each, below)
        below = [a + b for a, b in zip(below, each.values, strict=True)]
    if chart.before:
        _outline(axes, chart.before, palette)
    _legend(figure, chart.series, palette)
    return tuple(marks)


def draw_across(figure: Any, chart: Across, palette: Palette) -> tuple[Mark, ...]:
    """Lying, the first name on top."""
    longest = max((len(each) for each in chart.names), default=4)
    left = min(longest * palette.points * 0.72 + 14, size(figure)[0] * 0.4)
    axes = axes_of(figure, palette, left, 40, 30 if len(chart.series) > 1 else 6, 6)
    totals = [sum(each.values[at] for each in chart.series) for at in range(len(chart.names))]
    axes.set_xlim(0, max([*totals, 1]) * 1.02)
    axes.set_ylim(max(len(totals), 4) - 0.4, -0.6)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(range(len(totals)), [_short(each) for each in chart.names])
    axes.tick_params(axis="y", labelcolor=palette.text)
    marks: list[Mark] = []
    begin = [0.0] * len(totals)
    for each in chart.series:
        look = {"color": inked(palette, each.ink), "edgecolor": palette.ground, "linewidth": 0.6}
        axes.barh(range(len(totals)), each.values, WIDE * 0.8, left=begin, **look)
        marks += _lying(figure, axes, chart, each, begin)
        begin = [a + b for a, b in zip(begin, each.values, strict=True)]
    for at, total in enumerate(totals):
        axes.annotate(f"{total:,.0f}{chart.unit}", (total, at), (5, 0), va="center",
                      textcoords="offset points", color=palette.muted, fontsize=points(palette),
                      annotation_clip=False)  # fmt: skip
    _legend(figure, chart.series, palette)
    return tuple(marks)


def inked(palette: Palette, ink: tuple[str, int]) -> str:
    """A colour by its name in the palette."""
    found = getattr(palette, ink[0])
    return found if isinstance(found, str) else found[ink[1] % len(found)]


def _stand(axes: Any, each: Series, below: Sequence[float], palette: Palette) -> None:
    places = range(len(each.values))
    look = {
        "color": inked(palette, each.ink),
        "edgecolor": palette.ground,
        "linewidth": 0.6 if len(each.values) < 60 else 0,
        "hatch": STRIPES if each.striped else "",
    }
    axes.bar(places, each.values, WIDE, bottom=below, **look)


def _outline(axes: Any, before: Sequence[float], palette: Palette) -> None:
    """How high it was in the time before."""
    for at, high in enumerate(before):
        axes.plot([at - WIDE / 2, at + WIDE / 2], [high, high], color=palette.text, linewidth=1.3,
                  alpha=0.75)  # fmt: skip


def _marks(
    figure: Any, axes: Any, chart: Stack, each: Series, below: Sequence[float]
) -> list[Mark]:
    found = []
    for at, value in enumerate(each.values):
        if value:
            where = chart.words[at] if chart.words else chart.labels[at]
            words = f"{where}: {value:,.0f} {each.name}".rstrip()
            box = (at - WIDE / 2, below[at], at + WIDE / 2, below[at] + value)
            found.append(mark(figure, axes, box, words, each.keys[at] if each.keys else None))
    return found


def _lying(figure: Any, axes: Any, chart: Across, each: Series, begin: Sequence[float]
           ) -> list[Mark]:  # fmt: skip
    found = []
    for at, value in enumerate(each.values):
        if value:
            words = f"{chart.names[at]}: {value:,.0f}{chart.unit} {each.name}".rstrip()
            box = (begin[at], at + WIDE / 2, begin[at] + value, at - WIDE / 2)
            found.append(mark(figure, axes, box, words, each.keys[at] if each.keys else None))
    return found


def _label(figure: Any, axes: Any, chart: Stack, palette: Palette) -> None:
    most = fitting(figure, chart.labels, palette) if chart.thin else len(chart.labels)
    labelled(axes, chart.labels, most)


def _legend(figure: Any, series: Sequence[Series], palette: Palette) -> None:
    """Words beside the colours, above the chart at its left."""
    if len(series) < 2:
        return
    from matplotlib.patches import Patch

    patches = [
        Patch(facecolor=inked(palette, each.ink), edgecolor=palette.ground, linewidth=0,
              hatch=STRIPES if each.striped else "", label=each.name)
        for each in series
    ]  # fmt: skip
    figure.legend(
        handles=patches, loc="upper left", ncols=len(patches), frameon=False,
        fontsize=points(palette), labelcolor=palette.muted, handlelength=0.9, handleheight=0.8,
        handletextpad=0.5, columnspacing=1.3, borderaxespad=0.1, borderpad=0.2,
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
