"""How a figure is reckoned: its formula, what is counted and what is not, and who says so."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.language.sentence import worded
from ui.metrics.words import formula_text
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.popup import PopupCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.formula import Formula

WIDTH = 26  # ems


class HowPopup(PopupCard):
    """Opens below whatever was pressed; `more` is what can be said of these very figures."""

    def __init__(self, formula: "Formula", more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        from app.domain.formula import NEVER

        self.body.setSpacing(S)
        self.setAccessibleName(self.tr("How %1 is computed").replace("%1", worded(formula.title)))
        shown = (
            (worded(formula.title), "heading"),
            (formula_text(formula.formula), "strong"),
            (worded(formula.words), "body"),
            (more, "body"),
            (worded(NEVER), "small"),
            (self.tr("Source: %1").replace("%1", formula.source), "small"),
        )
        for words, look in shown:
            if words:
                self.body.addWidget(Text(words, look, wrap=True, selectable=True))

    def open_at(self, anchor: QWidget) -> None:
        """Under a button."""
        wide = fonts.em() * WIDTH
        self.closed.connect(self.deleteLater)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.body.totalHeightForWidth(wide), 60))
        self.open_below(anchor, wide - 2 * self._shadow)
