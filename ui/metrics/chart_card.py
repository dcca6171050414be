"""A chart on a card: what it shows over what, how it is computed, and ways to take it away."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.bridge import Bridge
from ui.metrics import reads
from ui.metrics.chart_view import ChartView
from ui.metrics.how import HowPopup
from ui.theme.plots import palette
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from app.charts.value import Chart

KINDS = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "csv": "CSV (*.csv)"}


class ChartCard(Card):
    """`told` carries a sentence for whoever exported something; `formula` is a key of
    `app.domain.formula.FORMULAE`."""

    picked = Signal(object)
    told = Signal(str)

    def __init__(
        self, bridge: Bridge, title: str, formula: str, high: float = 13,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, parent=parent)
        self._bridge, self._formula, self.more = bridge, formula, ""
        self.view = ChartView(bridge, high)
        self.view.setAccessibleName(title)
        self.view.picked.connect(self.picked)
        how = IconButton("info", self.tr("How this is computed"), on_click=self.explain)
        how.setAccessibleName(self.tr("How %1 is computed").replace("%1", title))
        self.away = IconButton("download", self.tr("Take it away"))
        self.away.setAccessibleName(self.tr("Take %1 away").replace("%1", title))
        self.away.setMenu(self._menu())
        self._how = how
        self.add_action(how)
        self.add_action(self.away)
        self.add(self.view)

    def show_chart(self, chart: "Chart", hint: str = "", more: str = "") -> None:
        """Another chart; `hint` says over what, `more` what the explanation adds."""
        self.section.set_hint(hint)
        self.more = more
        self.view.show_chart(chart)

    def explain(self) -> None:
        """How it is computed."""
        from app.domain.formula import FORMULAE

        HowPopup(FORMULAE[self._formula], self.more, self).open_at(self._how)

    def copy(self) -> None:
        """A picture to the clipboard."""
        if self.view.chart is not None:
            work = partial(reads.pictured, chart=self.view.chart, palette=palette(),
                           title=self._told())  # fmt: skip
            self._bridge.read(work, self._copied)

    def copy_numbers(self) -> None:
        """As CSV to the clipboard."""
        from app.charts.table import text

        if self.view.chart is not None:
            QGuiApplication.clipboard().setText(text(self.view.chart))
            self.told.emit(self.tr("The numbers are on the clipboard"))

    def save(self, kind: str) -> None:
        """Asks where."""
        name = f"{self.section.title.text().lower().replace(' ', '-')}.{kind}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), name, KINDS[kind])
        if path:
            self.save_to(Path(path if Path(path).suffix else f"{path}.{kind}"))

    def save_to(self, path: Path) -> None:
        """PNG, SVG or CSV by the ending."""
        if self.view.chart is not None:
            work = partial(reads.exported, chart=self.view.chart, palette=palette(),
                           title=self._told(), path=path)  # fmt: skip
            self._bridge.read(work, self._saved, self._not_saved)

    def _told(self) -> str:
        hint = self.section.hint.text()
        return f"{self.section.title.text()} · {hint}" if hint else self.section.title.text()

    def _copied(self, png: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(png))
        self.told.emit(self.tr("The picture is on the clipboard"))

    def _saved(self, path: Path) -> None:
        self.told.emit(self.tr("Saved %1").replace("%1", path.name))

    def _not_saved(self, fault: Exception) -> None:
        self.told.emit(self.tr("Not saved: %1").replace("%1", str(fault)))

    def _menu(self) -> Menu:
        menu = Menu(parent=self)
        menu.add(self.tr("Copy picture"), self.copy, "copy")
        menu.add(self.tr("Copy numbers"), self.copy_numbers, "clipboard")
        menu.addSeparator()
        words = {"png": self.tr("Save PNG…"), "svg": self.tr("Save SVG…"),
                 "csv": self.tr("Save CSV…")}  # fmt: skip
        for kind, said in words.items():
            menu.add(said, partial(self.save, kind), "download")
        return menu
