"""What a chart shows, as values; nothing here needs matplotlib. `keys` say what stands behind each
part, for whoever asks; they mean something to the page only. What is taken away as numbers has the
names of `watchbill metrics`, whatever the language that it is shown in: `at`, `known` and `column`
are these, where they differ from what is read."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum

Value = float | None
Key = Hashable


@dataclass(frozen=True, slots=True)
class Release:
    """A change that was made at a place along a chart (0 is the left edge, 1 the next label)."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure along time in seconds: a line, and a band up to `upper`; `before` is the same of
    the time before. `words` are what is told of each point, `at` the days on which they begin."""

    labels: tuple[str, ...]
    values: tuple[Value, ...]
    upper: tuple[Value, ...] = ()
    before: tuple[Value, ...] = ()
    releases: tuple[Release, ...] = ()
    words: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    at: tuple[str, ...] = ()


class Fill(Enum):
    """How a part of a stack is filled, for those who would not tell it from its neighbour by
    colour."""

    PLAIN = 0
    STRIPES = 1
    DOTS = 2
    BACK = 3  # stripes that lean the other way


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a stack: `ink` is the name of a colour in the palette, `series` and a number,
    or `severities` and a number."""

    name: str
    values: tuple[float, ...]
    ink: tuple[str, int]
    keys: tuple[Key, ...] = ()
    fill: Fill = Fill.PLAIN
    column: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """Counts on top of each other, along `labels`; `before` are the totals of the time before."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    before: tuple[float, ...] = ()
    releases: tuple[Release, ...] = ()
    words: tuple[str, ...] = ()
    thin: bool = True  # only some labels are written
    along: str = "when"
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Across:
    """Lying bars, one a name, longest first; `unit` stands after their numbers."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    along: str = "name"
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """Counts by weekday (rows) and hour; `keys` like `cells`."""

    rows: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    words: str = "%1 %2:00: %3"
    keys: tuple[tuple[Key, ...], ...] = field(default=())


Chart = Line | Stack | Across | Heat


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a drawn chart that can be pointed at: left, top, width and height as shares of the
    picture."""

    box: tuple[float, float, float, float]
    words: str
    key: Key = None
