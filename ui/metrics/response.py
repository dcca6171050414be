"""How quickly pages are answered, by level and by person; the latter only for who may see it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.metrics.how import HowPopup
from ui.metrics.words import NOTHING, lasting_text
from ui.theme.space import M, S
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.rows import clear
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.response import Response
    from ui.metrics.reads import Felt


class ResponseCard(Card):
    """A small table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Response to pages"))
        self.setAccessibleName(self.tr("Response to pages"))
        self._how = IconButton("info", self.tr("How this is computed"), on_click=self.explain)
        self.add_action(self._how)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M * 2)
        self._grid.setVerticalSpacing(S)
        self.add(self._grid)
        self.hide()

    def show_felt(self, felt: "Felt") -> None:
        """Levels always, people only where they may be seen."""
        clear(self._grid)
        found = felt.responses
        head = (self.tr("Who"), self.tr("Paged"), self.tr("Answered"), self.tr("Median"),
                self.tr("p90"))  # fmt: skip
        for at, words in enumerate(head):
            self._grid.addWidget(Text(words, "caption"), 0, at)
        rows = [(self._level(level), each) for level, each in found.levels.items()]
        if not felt.private:
            rows += [(felt.names.get(who, "?"), each) for who, each in found.people.items()]
        for at, (name, each) in enumerate(rows, 1):
            self._line(at, name, each)
        self._grid.setColumnStretch(len(head), 1)
        kept = self.tr("people: for managers only") if felt.private else ""
        self.section.set_hint(kept)
        self.setVisible(bool(found.levels))

    def explain(self) -> None:
        """How it is computed."""
        from app.domain.formula import FORMULAE

        HowPopup(FORMULAE["response"], parent=self).open_at(self._how)

    def _level(self, level: int) -> str:
        return self.tr("Level %1").replace("%1", str(level)) if level else self.tr("Last resort")

    def _line(self, at: int, name: str, of: "Response") -> None:
        share = f"{of.answered:,} ({100 * of.answered / of.paged:.0f} %)" if of.paged else NOTHING
        cells = (name, f"{of.paged:,}", share, lasting_text(of.seconds.median),
                 lasting_text(of.seconds.p90))  # fmt: skip
        for column, words in enumerate(cells):
            self._grid.addWidget(Text(words, "strong" if not column else "body"), at, column)
