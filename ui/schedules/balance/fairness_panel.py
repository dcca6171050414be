"""How evenly a span is shared: one score, and for each measure who carries how much of their
part."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.kinds import Measure
from ui.language.numbers import percent
from ui.language.sentence import inside
from ui.schedules.balance.score import Score
from ui.schedules.balance.share_line import ShareLine, Shown
from ui.schedules.balance.words import (
    PAGES,
    figure,
    figure_words,
    formula_words,
    measure_words,
    signed_words,
)
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.chip import ChipBar
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.domain.fairness import Share

BEHIND, BEFORE, BOTH, VIEW = "behind", "ahead", "both", "view"


class FairnessPanel(QWidget):
    """`spanned` when another span is asked for: `span()` says which. `lines` from top to bottom."""

    spanned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self._faces: Mapping[int, Face] = {}
        self.lines: list[ShareLine] = []
        self._build()

    def _build(self) -> None:
        self.spans = ChipBar(exclusive=True)
        self.spans.add(BEHIND, self.tr("Last 90 days"))
        self.spans.add(BEFORE, self.tr("Next 90 days"), on=True)
        self.spans.add(BOTH, self.tr("Both"))
        self.spans.add(VIEW, self.tr("In view"))
        self.spans.changed.connect(self.spanned)
        self.score = Score(self.tr("Fairness score"))
        self.why = Text("", "small", wrap=True)
        self.measures = ChipBar(exclusive=True)
        for key in (*Measure, PAGES):
            self.measures.add(str(key), measure_words(key), on=key is Measure.HOURS)
        self.measures.changed.connect(self._fill)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.legend = Text("", "small", wrap=True)
        self.how = Button(self.tr("How it is computed"), "link", on_click=self._explain)
        self.copy = Button(self.tr("Copy figures"), "link", on_click=self.copy_figures)
        self.copy.setToolTip(self.tr("All measures as a table, for a spreadsheet"))
        self.formula = Text(formula_words(), "small", wrap=True)
        self.formula.hide()
        self.setLayout(
            column(
                self.spans, self.score, self.why, Line(), self.measures, self._lines, self.legend,
                row(self.how.give_way(), STRETCH, self.copy.give_way()), self.formula, STRETCH,
                gap=M, margins=(L, M, L, L),
            )
        )  # fmt: skip

    def span(self) -> str:
        """The past quarter, the next, both, or what the grid shows."""
        return str(self.spans.on()[0])

    def measure(self) -> str:
        """By what the people are compared."""
        return str(self.measures.on()[0])

    def show_shares(self, shares: "Sequence[Share]", faces: "Mapping[int, Face]") -> None:
        """Of the span."""
        from app.domain.fairness import score

        if (tuple(shares), faces) == (self._shares, self._faces):
            return
        self._shares, self._faces = tuple(shares), faces
        self.score.tell(score(self._shares))
        self.why.setText(self._reasons())
        self.why.setVisible(bool(self.why.text()))
        self._fill()

    def _reasons(self) -> str:
        """What would have to change hands, measure by measure."""
        from app.domain.fairness import unfairness

        told = []
        for measure in Measure:
            part = unfairness(self._shares, measure)
            if part is not None and part >= 0.005:
                told.append(f"{inside(measure_words(measure))} {percent(part)}")
        return self.tr("To change hands: %1").replace("%1", " · ".join(told)) if told else ""

    def _fill(self) -> None:
        clear(self._lines)
        key = self.measure()
        shown = [each for each in self._shares if each.part or figure(each, key)]
        shown.sort(key=lambda each: (-figure(each, key), each.person))
        total = sum(figure(each, key) for each in shown if each.part)
        most = max([*(max(figure(e, key), e.part * total) for e in shown), 0.0])
        self.lines = []
        for each in shown if most else ():
            self.lines.append(
                ShareLine(self._faces[each.person], self._shown(each, key, total, most))
            )
            self._lines.addWidget(self.lines[-1])
        if not shown or not most:
            self._lines.addWidget(Text(self.tr("Nothing of this in the span."), "muted", wrap=True))
        scored = key != PAGES
        fair = self.tr("The mark is a fair part, by the time somebody was there.")
        self.legend.setText(fair if scored else self.tr("Pages are not scored: they are luck."))
        self.legend.setVisible(bool(shown and most))
        self._lines.setSpacing(M - S // 2)

    def _shown(self, share: "Share", key: str, total: float, most: float) -> Shown:
        value, due = figure(share, key), share.part * total
        words = figure_words(value, key)
        if not share.part:
            spoken = self.tr("%1, helped out").replace("%1", words)
            return Shown(words, self.tr("helped out"), value / most, None, spoken)
        if key == PAGES:
            return Shown(words, "", value / most, None, words)
        more = signed_words(value - due, key)
        spoken = self.tr("%1, fair would be %2").replace("%1", words)
        spoken = spoken.replace("%2", figure_words(due, key))
        return Shown(words, more, value / most, due / most, spoken)

    def copy_figures(self) -> None:
        """Everybody with every measure, tabs between, to the clipboard."""
        keys = (*(str(each) for each in Measure), PAGES)
        lines = [[self.tr("Person"), *map(measure_words, keys), self.tr("Fair part")]]
        for each in self._shares:
            figures = [f"{figure(each, key):.6g}" for key in keys]
            lines.append([self._faces[each.person].name, *figures, f"{each.part:.4f}"])
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _explain(self) -> None:
        self.formula.setVisible(self.formula.isHidden())
        if not self.formula.isHidden():
            QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        """Down to the formula, once it has its place."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.formula)
