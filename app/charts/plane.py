"""A box to draw data in, on a bare figure: matplotlib's axes with their ticks and spines cost more
than everything that is drawn in them. Places are logical pixels from the lower left corner."""

from collections.abc import Sequence
from typing import Any

from app.charts.palette import Palette
from app.charts.value import Mark

PIXELS = 100.0  # an inch
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, lower, right, upper


class Plane:
    """`left`, `right`, `top` and `bottom` are margins; `across` and `up` are what the data span,
    the first at the left (below), the second at the right (above)."""

    def __init__(
        self, figure: Any, palette: Palette, margins: tuple[float, float, float, float],
        across: Point, up: Point,
    ) -> None:  # fmt: skip
        from matplotlib.transforms import Affine2D

        self.figure, self.palette = figure, palette
        self.trans = Affine2D().scale(1 / PIXELS) + figure.dpi_scale_trans
        self.wide, self.high = (float(each) * PIXELS for each in figure.get_size_inches())
        left, right, top, bottom = margins
        self.left, self.lower = left, bottom
        self.right = max(self.wide - right, left + 10)
        self.upper = max(self.high - top, bottom + 10)
        self._across, self._up = across, up
        self._laid = 0

    def x(self, value: float) -> float:
        """Where it stands."""
        low, high = self._across
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where it stands."""
        low, high = self._up
        return self.lower + (value - low) / (high - low) * (self.upper - self.lower)

    def box(self, left: float, lower: float, right: float, upper: float) -> Box:
        """Of data."""
        return self.x(left), self.y(lower), self.x(right), self.y(upper)

    # what is drawn, in the order of the calls

    def put(self, artist: Any) -> Any:
        """Anything whose coordinates are pixels."""
        artist.set_transform(self.trans)
        return self.lay(artist)

    def lay(self, artist: Any) -> Any:
        """Over what was put before; words stand above everything."""
        self._laid += 1
        artist.set_zorder(self._laid / 1000)
        return self.figure.add_artist(artist)

    def boxes(self, boxes: Sequence[Box], colour: str, *, line: float = 0.6,
              hatch: str = "") -> None:  # fmt: skip
        """Filled, with a line of the ground around each, so that neighbours stand apart."""
        from matplotlib.collections import PolyCollection

        corners = [[(a, b), (a, d), (c, d), (c, b)] for a, b, c, d in boxes]
        look: dict[str, Any] = {"hatch": hatch} if hatch else {}
        self.put(PolyCollection(corners, facecolors=colour, edgecolors=self.palette.ground,
                                linewidths=line, **look))  # fmt: skip

    def area(self, outlines: Sequence[Sequence[Point]], colour: str, alpha: float = 1.0) -> None:
        """Filled, without a line."""
        from matplotlib.collections import PolyCollection

        self.put(PolyCollection(outlines, facecolors=colour, alpha=alpha, linewidths=0))

    def lines(self, lines: Sequence[tuple[Point, Point]], colour: str, wide: float,
              dashed: Point | None = None, alpha: float = 1.0) -> None:  # fmt: skip
        """From point to point."""
        from matplotlib.collections import LineCollection

        style: Any = (0, dashed) if dashed else "solid"
        self.put(LineCollection(lines, colors=colour, linewidths=wide, linestyles=style,
                                alpha=alpha))  # fmt: skip

    def path(self, points: Sequence[Point], colour: str, wide: float, *, dot: float = 0.0,
             dashed: Point | None = None) -> None:  # fmt: skip
        """One line with gaps where a place is not a number."""
        from matplotlib.lines import Line2D

        style: Any = (0, dashed) if dashed else "-"
        self.put(
            Line2D([x for x, _ in points], [y for _, y in points], color=colour, linewidth=wide,
                   linestyle=style, solid_joinstyle="round", solid_capstyle="round",
                   marker="o" if dot else None, markersize=dot or None)
        )  # fmt: skip

    def words(self, x: float, y: float, text: str, *, ha: str = "center", va: str = "center",
              colour: str = "", size: float = 0.0) -> Any:  # fmt: skip
        """One line of small text."""
        return self.figure.text(x, y, text, ha=ha, va=va, transform=self.trans,
                                color=colour or self.palette.muted,
                                fontsize=size or small(self.palette))  # fmt: skip

    def width(self, text: Any) -> float:
        """Of text that was put."""
        box = text.get_window_extent(self.figure.canvas.get_renderer())
        return float(box.width) * PIXELS / float(self.figure.dpi)

    def measured(self, text: str) -> float:
        """The width of small words that are not put."""
        made = self.words(0, 0, text)
        width = self.width(made)
        made.remove()
        return width

    # what is pointed at

    def mark(self, box: Box, words: str, key: Any = None) -> Mark:
        """A part that can be pointed at: from the top left, as shares of the picture."""
        left, lower, right, upper = box
        share = (left / self.wide, 1 - upper / self.high, (right - left) / self.wide,
                 (upper - lower) / self.high)  # fmt: skip
        return Mark(share, words, key)


def small(palette: Palette) -> float:
    """The size of small words: a figure has a hundred pixels an inch, a screen 96."""
    return palette.points * 0.88
