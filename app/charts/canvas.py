"""Draws charts by matplotlib, without a window and on any thread: pixels for a screen, PNG and SVG
for taking away. Only figures of our own are touched, never pyplot's."""

import threading
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from app.charts import fonts
from app.charts.palette import Palette
from app.charts.plane import PIXELS
from app.charts.value import Across, Chart, Heat, Line, Mark, Stack

INCH = PIXELS  # logical ones
ROOM = 30.0  # of a title
_DRAWING = threading.Lock()  # the font cache is not made for two at once


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pixels as RGBA, row by row, and what can be pointed at."""

    pixels: bytes
    wide: int
    high: int
    marks: tuple[Mark, ...]


def drawn(chart: Chart, palette: Palette, wide: float, high: float, ratio: float = 1.0) -> Drawn:
    """In logical pixels; `ratio` physical ones to each. Takes some 20 ms."""
    with _DRAWING:
        figure, marks = _made(chart, palette, wide, high, INCH * ratio)
        canvas = figure.canvas
        canvas.draw()
        across, down = canvas.get_width_height()
        return Drawn(bytes(canvas.buffer_rgba()), across, down, marks)


def saved(
    chart: Chart, palette: Palette, wide: float, high: float, kind: str, title: str = ""
) -> bytes:
    """As a file: `png` (at twice the size) or `svg`. The same chart gives the same bytes."""
    with _DRAWING:
        figure, _ = _made(chart, palette, wide, high, INCH * 2 if kind == "png" else INCH)
        if title:
            _entitle(figure, title, palette, high)
        out = BytesIO()
        nothing = {"Software": None} if kind == "png" else {"Date": None, "Creator": "Watchbill"}
        figure.savefig(out, format=kind, metadata=nothing, facecolor=palette.ground)
        return out.getvalue()


@cache
def warm() -> None:
    """Loads what the first chart would wait for (0.4 s)."""
    fonts.manager()
    import matplotlib as mpl
    import matplotlib.figure
    from matplotlib.backends import backend_agg  # noqa: F401 - loaded by this

    mpl.rcParams["svg.fonttype"] = "path"
    mpl.rcParams["svg.hashsalt"] = "watchbill"
    mpl.rcParams["path.simplify"] = True
    mpl.rcParams["hatch.linewidth"] = 1.1
    for name in ("Inter-Regular", "Inter-SemiBold"):
        fonts.shipped(name)


@cache
def family(wanted: str) -> str:
    """The font that is asked for, or the one that is shipped."""
    known = {each.name for each in fonts.manager().ttflist}
    return wanted if wanted in known else "Inter"


def _made(
    chart: Chart, palette: Palette, wide: float, high: float, dpi: float
) -> tuple[Any, tuple[Mark, ...]]:
    warm()
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from app.charts import bars, heat, line

    mpl.rcParams["font.family"] = family(palette.font)
    figure = Figure((wide / INCH, high / INCH), dpi=dpi, facecolor=palette.ground)
    FigureCanvasAgg(figure)
    match chart:
        case Line():
            marks = line.draw(figure, chart, palette)
        case Stack():
            marks = bars.draw(figure, chart, palette)
        case Across():
            marks = bars.draw_across(figure, chart, palette)
        case Heat():
            marks = heat.draw(figure, chart, palette)
    return figure, marks


def _entitle(figure: Any, title: str, palette: Palette, high: float) -> None:
    """Above the chart, which keeps its place: the picture grows."""
    whole = high + ROOM
    figure.set_size_inches(figure.get_size_inches()[0], whole / INCH)
    figure.text(
        0.012, 1 - 8 / whole, title, color=palette.text, va="top", fontsize=palette.points * 1.05,
        fontweight=600,
    )  # fmt: skip
