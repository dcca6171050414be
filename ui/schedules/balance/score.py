"""The fairness score as a large figure, alone or beside another."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.schedules.balance.words import score_words, verdict_ink, verdict_words
from ui.theme.space import XS, L, M
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

LOOKS = {"good_text": "good", "warn_text": "warn", "alarm_text": "alarm"}


class Score(QWidget):
    """A caption, the figure, and what it means."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption, self.figure = Text(caption, "caption"), Text("", "display")
        self.words = Text("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for each in (self.caption, self.figure, self.words):
            layout.addWidget(each)

    def tell(self, score: float, words: str = "") -> None:
        """`words` in place of the usual verdict."""
        self.figure.setText(score_words(score))
        self.words.setText(words or verdict_words(score))
        self.words.set_look(LOOKS[verdict_ink(score)])
        said = f"{self.caption.text()}: {self.figure.text()}, {self.words.text()}"
        self.setAccessibleName(said)


class Comparison(QWidget):
    """Today's score, an arrow, the proposal's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = Score(self.tr("Today")), Score(self.tr("Proposal"))
        arrow = Picture("arrow-right", "muted", 1.3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, XS, 0, XS)
        layout.setSpacing(L)
        layout.addLayout(row(self.before, arrow, self.after, STRETCH, gap=L))

    def tell(self, before: float, after: float) -> None:
        """The two scores; less is better."""
        self.before.tell(before)
        self.after.tell(after)


class Stat(QWidget):
    """A figure with its words below, small enough to stand beside another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure, self.words = Text("", "heading"), Text("", "small", wrap=True)
        self.setLayout(column(self.figure, self.words, gap=0, margins=(0, 0, M, 0)))

    def tell(self, figure: str, words: str, look: str = "small") -> None:
        """`look` of the words."""
        self.figure.setText(figure)
        self.words.setText(words)
        self.words.set_look(look)
        self.setAccessibleName(f"{figure} {words}")
