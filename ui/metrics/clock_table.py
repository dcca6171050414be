"""The four clocks with all that is known of each: mean, median, p90, sample and band."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.language.numbers import counted
from ui.metrics.table_card import Row, TableCard
from ui.metrics.words import ENOUGH, NOTHING, formula_text, lasting_text, p90_text

if TYPE_CHECKING:
    from app.domain.metrics import Figure
    from app.domain.survival import Survival
    from ui.metrics.reads import Shown


class ClockTable(TableCard):
    """A line a clock, and one with the open ones counted in."""

    spare = (6, 2, 5)  # what is missing, the mean, the band

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The clocks"), "to_resolve", parent)

    def foresee(self) -> None:
        """Its cells, which take their time, before anything is known."""
        self.show_rows(self._head(), [(words, *[NOTHING] * 6) for words in _said().values()], [])

    def show_figures(self, shown: "Shown") -> None:
        """Others; each says its formula."""
        from app.domain.formula import FORMULAE

        said = _said()
        rows = [self._line(words, shown.clocks[name]) for name, words in said.items()]
        lasting = shown.view.part.lasting
        if lasting.censored:
            open_ = self.tr("MTTR with %1 open ones (Kaplan-Meier)")
            rows.append(self._survival(open_.replace("%1", counted(lasting.censored)), lasting))
        self.show_rows(self._head(), rows, taken(shown))
        sources = (f"{words}: {FORMULAE[name].source}." for name, words in said.items())
        self.more = "\n".join((*sources, self.tr("p90 is told of ten or more.")))

    def _head(self) -> Row:
        return (self.tr("Clock"), self.tr("n"), self.tr("Mean"), self.tr("Median"), self.tr("p90"),
                self.tr("Median, 95 %"), self.tr("Missing"))  # fmt: skip

    def _line(self, name: str, of: "Figure") -> Row:
        seconds = of.seconds
        lengths = (lasting_text(seconds.mean), lasting_text(seconds.median), p90_text(seconds))
        missing = counted(of.missing + of.backward) if of.missing + of.backward else NOTHING
        return (name, counted(seconds.n), *lengths, band_text(seconds.band), missing)

    def _survival(self, name: str, of: "Survival") -> Row:
        count = counted(of.ended + of.censored)
        p90 = lasting_text(of.p90) if of.ended + of.censored >= ENOUGH else NOTHING
        lengths = (lasting_text(of.median), p90, band_text(of.band))
        return (name, count, NOTHING, *lengths, NOTHING)


def _said() -> dict[str, str]:
    """The formula of each clock by its name."""
    from app.domain.case import CLOCKS
    from app.domain.formula import FORMULAE

    return {clock.name: formula_text(FORMULAE[clock.name].formula) for clock in CLOCKS}


def taken(shown: "Shown") -> list[tuple[object, ...]]:
    """As numbers: the names are those of `watchbill metrics --csv`, lengths in seconds."""
    head = ("clock", "n", "mean_s", "median_s", "p90_s", "band_s.0", "band_s.1", "missing",
            "backward", "open")  # fmt: skip
    lines = [(name, of.seconds.n, of.seconds.mean, of.seconds.median, of.seconds.p90,
              *(of.seconds.band or (None, None)), of.missing, of.backward, None)
             for name, of in shown.clocks.items()]  # fmt: skip
    of = shown.view.part.lasting
    ends = (of.median, of.p90, *(of.band or (None, None)), None, None, of.censored)
    return [head, *(tuple("" if cell is None else cell for cell in line)
                    for line in (*lines, ("to_resolve", of.ended, None, *ends)))]  # fmt: skip


def band_text(band: tuple[float, float | None] | None) -> str:
    """From where to where the true median lies."""
    if band is None:
        return NOTHING
    return f"{lasting_text(band[0])} – {lasting_text(band[1]) if band[1] is not None else '∞'}"
