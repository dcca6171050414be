"""A card of things with a line each: what they are for, the lines, and the form that adds one."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.theme.space import M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Form
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text


class ListedCard(Card):
    """Further pages, groups, subscribers."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, gap=M)
        self.add(Text(about, "muted", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.add(self._lines)

    def offer(self, words: str, begin: Callable[[], object], form: Form, *ends: Button) -> None:
        """The button that adds one, and the form it opens with `ends` at its foot."""
        self.form = form
        self.adding = Button(words, icon_name="plus", on_click=begin)
        self.add(row(self.adding, STRETCH))
        form.body.addLayout(row(STRETCH, *ends))
        form.hide()
        self.add(form)

    def open_form(self) -> None:
        """Instead of the button."""
        self.form.show()
        self.adding.hide()

    def close_form(self) -> None:
        """Back to the list."""
        self.form.hide()
        self.adding.show()

    def show_lines(self, lines: Iterable[QLayout], nothing: str = "") -> None:
        """As they are stored; `nothing` is said where there are none."""
        clear(self._lines)
        for each in lines:
            self._lines.addLayout(each)
        if nothing and not self._lines.count():
            self._lines.addWidget(Text(nothing, "muted"))


def line(name: str, facts: str, *buttons: QWidget, look: str = "small") -> QLayout:
    """What it is called, what is to be known of it, and what can be done with it."""
    return row(column(Text(name, "strong"), Text(facts, look), gap=0), STRETCH, *buttons)
