"""The hours of a week as a field of squares, the darker the more."""

from typing import Any

from app.charts.frame import axes_of, mark
from app.charts.palette import Palette
from app.charts.value import Heat, Mark

INSET, ROUND = 0.06, 0.12
LEAST = 0.08  # of the accent, where there is nothing


def draw(figure: Any, chart: Heat, palette: Palette) -> tuple[Mark, ...]:
    """Rows from the top; the hour of every sixth column below."""
    from matplotlib.colors import LinearSegmentedColormap

    axes = axes_of(figure, palette, 40, 8, 4, 24)
    axes.spines["bottom"].set_visible(False)
    columns = max((len(row) for row in chart.cells), default=24)
    axes.set_xlim(0, columns)
    axes.set_ylim(len(chart.cells), 0)
    axes.set_yticks([at + 0.5 for at in range(len(chart.rows))], chart.rows)
    axes.set_xticks([at + 0.5 for at in range(0, columns, 6)],
                    [f"{at:02}" for at in range(0, columns, 6)])  # fmt: skip
    most = max((max(row) for row in chart.cells), default=0) or 1
    shades = LinearSegmentedColormap.from_list("w", [palette.ground, palette.accent])
    _squares(axes, chart, most, shades)
    return tuple(_marks(figure, axes, chart))


def _squares(axes: Any, chart: Heat, most: int, shades: Any) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import FancyBboxPatch

    style = f"round,pad=0,rounding_size={ROUND}"
    side = 1 - 2 * INSET
    boxes, colours = [], []
    for row, cells in enumerate(chart.cells):
        for column, count in enumerate(cells):
            spot = (column + INSET, row + INSET)
            boxes.append(FancyBboxPatch(spot, side, side, boxstyle=style))
            colours.append(shades(LEAST + (0.92 - LEAST) * count / most))
    axes.add_collection(PatchCollection(boxes, facecolors=colours, linewidths=0))


def _marks(figure: Any, axes: Any, chart: Heat) -> list[Mark]:
    found = []
    for row, cells in enumerate(chart.cells):
        for column, count in enumerate(cells):
            told = (chart.rows[row], f"{column:02}", f"{count:,}")
            words = chart.words
            for at, each in enumerate(told, 1):
                words = words.replace(f"%{at}", each)
            key = chart.keys[row][column] if chart.keys and count else None
            found.append(mark(figure, axes, (column, row + 1, column + 1, row), words, key))
    return found
