"""Labels below bars: none runs into its neighbour, however narrow the chart is."""

from itertools import combinations
from typing import Any

import pytest

from app.charts.canvas import _made
from app.charts.palette import PAPER
from app.charts.value import Series, Stack
from app.domain.spread import NAMES

HIGH = 220


def boxes(wide: int) -> list[Any]:
    """Of the words that say how long it took, in pixels."""
    counts = tuple(float(at) for at in range(len(NAMES)))
    chart = Stack(NAMES, (Series("incidents", counts, ("series", 0)),), thin=False)
    figure, _ = _made(chart, PAPER, wide, HIGH, 100)
    draws = figure.canvas.get_renderer()
    return [each.get_window_extent(draws) for each in figure.texts if each.get_text() in NAMES]


@pytest.mark.parametrize("wide", [260, 330, 520, 900])
def test_no_label_runs_into_another(wide: int) -> None:
    found = boxes(wide)
    assert len(found) == len(NAMES)
    assert not [pair for pair in combinations(found, 2) if pair[0].overlaps(pair[1])]
    assert min(each.y0 for each in found) >= 0


def test_in_a_wide_chart_they_stand_in_one_row() -> None:
    assert len({round(each.y1) for each in boxes(900)}) == 1
