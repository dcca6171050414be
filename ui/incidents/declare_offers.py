"""The fields of the declare form that wait to be asked for: one chip for each that is not there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout


class DeclareOffers(QWidget):
    """`taken` carries the key of a field that somebody asks for."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self._chips: dict[str, Chip] = {}
        for key, words in self._words().items():
            chip = self._chips[key] = Chip(words, "plus", checkable=False)
            chip.clicked.connect(partial(self._take, key))
            flow.addWidget(chip)

    @property
    def known(self) -> tuple[str, ...]:
        """What is ever offered, by key."""
        return tuple(self._chips)

    def offer(self, key: str, on: bool) -> None:
        """Whether it is still to be had; what is never offered is let be."""
        if key in self._chips:
            self._chips[key].setVisible(on)

    def _words(self) -> dict[str, str]:
        return {
            "category": self.tr("Category"),
            "impact": self.tr("Impact"),
            "customers": self.tr("Customers hit"),
            "regions": self.tr("Regions"),
            "tags": self.tr("Tags"),
            "began": self.tr("It began earlier"),
            "affected": self.tr("More services"),
            "description": self.tr("Description"),
            "drill": self.tr("It is a drill"),
            "private": self.tr("Keep it private"),
        }

    def _take(self, key: str, _on: bool = False) -> None:
        self.taken.emit(key)
