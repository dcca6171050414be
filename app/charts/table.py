"""A chart's numbers as rows, to be taken away as CSV."""

from app.charts.value import Across, Chart, Heat, Line, Stack, Value
from app.domain.sheet import sheet

Row = tuple[object, ...]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def rows(chart: Chart) -> list[Row]:
    """The head first; what is not known is empty. Times are in seconds, days are ISO 8601. Names do
    not depend on the language of whoever took it away."""
    match chart:
        case Line():
            return _line(chart)
        case Heat():
            head: Row = ("day", *(f"{hour:02}" for hour in range(24)))
            return [head, *((day, *cells) for day, cells in zip(DAYS, chart.cells,
                                                                strict=True))]  # fmt: skip
        case Stack():
            return _before(_named(chart.along, chart.at or chart.labels, chart), chart.before)
        case Across():
            return _named(chart.along, chart.known or chart.names, chart)


def text(chart: Chart) -> str:
    """As CSV, for spreadsheets."""
    return sheet(rows(chart))


def _line(chart: Line) -> list[Row]:
    columns = [chart.at or chart.labels, _column(chart.values), _column(chart.upper)]
    head: Row = ("when", "median_s", "p90_s")
    if chart.before:
        columns.append(_column(chart.before))
        head = (*head, "before_s")
    most = len(chart.labels)
    padded = [(*each, *[""] * (most - len(each))) for each in columns]
    return [head, *zip(*padded, strict=True)]


def _named(first: str, names: tuple[str, ...], chart: Stack | Across) -> list[Row]:
    head: Row = (first, *(each.column or each.name for each in chart.series))
    lines = zip(names, *(map(_whole, each.values) for each in chart.series), strict=True)
    return [head, *lines]


def _before(lines: list[Row], totals: tuple[float, ...]) -> list[Row]:
    """With the totals of the time before, where it is compared; it may have been shorter."""
    if not totals:
        return lines
    column = ("before", *map(_whole, totals), *[""] * len(lines))
    return [(*row, cell) for row, cell in zip(lines, column, strict=False)]


def _whole(value: float) -> float:
    """A count is written as one."""
    return int(value) if value == int(value) else value


def _column(values: tuple[Value, ...]) -> tuple[object, ...]:
    return tuple("" if each is None else each for each in values)
