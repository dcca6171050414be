"""The hours of a week as a field of squares, the darker the more."""

from typing import Any

from app.charts.palette import Palette
from app.charts.plane import PIXELS, Plane
from app.charts.value import Heat, Mark

INSET, ROUND = 0.06, 0.12
LEAST, MOST = 0.08, 0.92  # of the accent, where there is nothing, and where there is most


def draw(figure: Any, chart: Heat, palette: Palette) -> tuple[Mark, ...]:
    """Rows from the top; the hour of every sixth column below."""
    columns = max((len(row) for row in chart.cells), default=24)
    plane = Plane(figure, palette, (40, 8, 4, 24), (0, columns), (len(chart.cells), 0))
    for at, name in enumerate(chart.rows):
        plane.words(plane.left - 5, plane.y(at + 0.5), name, ha="right")
    for at in range(0, columns, 6):
        plane.words(plane.x(at + 0.5), plane.lower - 5, f"{at:02}", va="top")
    _squares(plane, chart, palette)
    return tuple(_marks(plane, chart))


def _squares(plane: Plane, chart: Heat, palette: Palette) -> None:
    """All of one shape, at many places."""
    from matplotlib.collections import PathCollection

    most = max((max(row) for row in chart.cells), default=0) or 1
    places, colours = [], []
    for row, cells in enumerate(chart.cells):
        for column, count in enumerate(cells):
            places.append((plane.x(column + 0.5), plane.y(row + 0.5)))
            colours.append(_shade(palette, LEAST + (MOST - LEAST) * count / most))
    wide, high = plane.x(1) - plane.x(0), plane.y(0) - plane.y(1)
    shape = _rounded(wide * (1 - 2 * INSET), high * (1 - 2 * INSET), min(wide, high) * ROUND)
    plane.lay(PathCollection(
        [shape], offsets=places, offset_transform=plane.trans, facecolors=colours, linewidths=0,
        transform=plane.figure.dpi_scale_trans,
    ))  # fmt: skip


def _rounded(wide: float, high: float, radius: float) -> Any:
    """Around the middle, in inches."""
    from matplotlib.path import Path

    x, y, r = wide / 2 / PIXELS, high / 2 / PIXELS, radius / PIXELS
    corners = [(x, y), (-x, y), (-x, -y), (x, -y)]
    after = [(x - r, y), (-x, y - r), (-x + r, -y), (x, -y + r)]
    before = [(x, y - r), (-x + r, y), (-x, -y + r), (x - r, -y)]
    points, codes = [before[0]], [Path.MOVETO]
    for start, corner, end in zip(before, corners, after, strict=True):
        points += [start, corner, end]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*points, points[0]], [*codes, Path.CLOSEPOLY])


def _shade(palette: Palette, share: float) -> tuple[float, ...]:
    """Of the accent over the ground."""
    pairs = zip(_parts(palette.ground), _parts(palette.accent), strict=True)
    return tuple(a + (b - a) * share for a, b in pairs)


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _marks(plane: Plane, chart: Heat) -> list[Mark]:
    found = []
    for row, cells in enumerate(chart.cells):
        for column, count in enumerate(cells):
            told = (chart.rows[row], f"{column:02}", plane.palette.counted(count))
            words = chart.words
            for at, each in enumerate(told, 1):
                words = words.replace(f"%{at}", each)
            key = chart.keys[row][column] if chart.keys and count else None
            found.append(plane.mark(plane.box(column, row + 1, column + 1, row), words, key))
    return found
