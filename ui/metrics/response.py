"""How quickly pages are answered, by level and by person; the latter only for who may see it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.language.numbers import counted, percent
from ui.metrics.table_card import Row, TableCard
from ui.metrics.words import NOTHING, lasting_text, p90_text

if TYPE_CHECKING:
    from app.domain.response import Response
    from ui.metrics.reads import Borne


class ResponseCard(TableCard):
    """Levels always, people only where they may be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Response to pages"), "response", parent)
        self.hide()

    def show_borne(self, borne: "Borne") -> None:
        """Others."""
        found, names = borne.responses, borne.felt.names
        head = (self.tr("Who"), self.tr("Paged"), self.tr("Answered"), self.tr("Median"),
                self.tr("p90"))  # fmt: skip
        rows = [self._line(self._level(level), each) for level, each in found.levels.items()]
        if not borne.private:
            rows += [self._line(names.get(who, "?"), each) for who, each in found.people.items()]
        kept = self.tr("people: for managers only") if borne.private else ""
        self.show_rows(head, rows, _taken(borne), kept)
        self.more = self.tr("p90 is told of ten or more.")
        self.setVisible(bool(found.levels))

    def _level(self, level: int) -> str:
        return self.tr("Level %1").replace("%1", str(level)) if level else self.tr("Last resort")

    def _line(self, name: str, of: "Response") -> Row:
        share = self._answered(of) if of.paged else NOTHING
        return (name, counted(of.paged), share, lasting_text(of.seconds.median),
                p90_text(of.seconds))  # fmt: skip

    def _answered(self, of: "Response") -> str:
        return f"{counted(of.answered)} ({percent(of.answered / of.paged)})"


def _taken(borne: "Borne") -> list[tuple[object, ...]]:
    """As numbers: the names are those of `watchbill metrics --csv`, lengths in seconds."""
    found, known = borne.responses, borne.felt.handles
    named = {f"by_level.{level}": each for level, each in found.levels.items()}
    if not borne.private:
        named |= {f"by_person.{known.get(who, who)}": each for who, each in found.people.items()}
    lines = [(who, of.paged, of.answered, of.seconds.median, of.seconds.p90)
             for who, of in named.items()]  # fmt: skip
    head = ("response", "paged", "answered", "median_s", "p90_s")
    return [head, *(tuple("" if cell is None else cell for cell in line) for line in lines)]
