"""A chart on a card: what it shows over what, how it is computed, and ways to take it away."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.metrics import reads
from ui.metrics.away import AwayCard
from ui.metrics.chart_view import ChartView
from ui.metrics.easel import Easel
from ui.theme.plots import palette

if TYPE_CHECKING:
    from app.charts.value import Chart


class ChartCard(AwayCard):
    """`picked` carries the key of the part that was pressed."""

    picked = Signal(object)
    kinds = ("png", "svg", "csv")

    def __init__(
        self, bridge: Bridge, easel: Easel, title: str, formula: str, high: float = 13,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, formula, parent)
        self._bridge = bridge
        self.view = ChartView(easel, high)
        self.view.setAccessibleName(title)
        self.view.picked.connect(self.picked)
        self.add(self.view)

    def show_chart(self, chart: "Chart", hint: str = "", more: str = "") -> None:
        """Another chart; `hint` says over what, `more` what the explanation adds."""
        self.section.set_hint(hint)
        self.more = more
        self.view.show_chart(chart)

    def numbers(self) -> str:
        """As CSV; empty while there is nothing."""
        from app.charts.table import text

        return text(self.view.chart) if self.view.chart is not None else ""

    def copy(self) -> None:
        """A picture to the clipboard, drawn anew with its title."""
        if self.view.chart is not None:
            work = partial(reads.pictured, chart=self.view.chart, palette=palette(),
                           title=self._told())  # fmt: skip
            self._bridge.read(work, self._copied, self.not_saved)

    def save_to(self, path: Path) -> None:
        """PNG, SVG or CSV by the ending."""
        if self.view.chart is not None:
            work = partial(reads.exported, chart=self.view.chart, palette=palette(),
                           title=self._told(), path=path)  # fmt: skip
            self._bridge.read(work, self.saved, self.not_saved)

    def _copied(self, png: bytes) -> None:
        self.copied(QImage.fromData(png))

    def _told(self) -> str:
        hint = self.section.hint.text()
        return f"{self.section.title.text()} · {hint}" if hint else self.section.title.text()
