"""For those who come late: what it is, since when, who is on it, what was tried, what is next."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.incidents import reads
from ui.incidents.happened import entry_words
from ui.incidents.seat import Seat
from ui.language.sentence import worded
from ui.theme.space import XS, L, M
from ui.widgets.button import Button
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, column
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.catch_up import Chapter, Line

MOST = 0.66  # of the window's height that it takes before it scrolls


def heading(key: str) -> str:
    """The question a chapter answers."""
    return {
        "what": _tr("What is it?"),
        "since": _tr("Since when?"),
        "who": _tr("Who is on it?"),
        "tried": _tr("What was tried?"),
        "next": _tr("What comes next?"),
    }[key]


class CatchUpSheet(Sheet):
    """Made from the timeline, on this machine, when it is opened."""

    def __init__(self, seat: Seat, number: int, over: QWidget) -> None:
        super().__init__(over, QCoreApplication.translate("CatchUpSheet", "Catch up"), 34)
        self.title.setText(self.tr("Catch up on #%1").replace("%1", str(number)))
        self.hint.setText(self.tr("made from the timeline, nothing leaves this machine"))
        self._chapters: tuple[Chapter, ...] = ()
        self._page = ScrollPage(gap=L)
        self.body.addWidget(self._page)
        self._copy = Button(self.tr("Copy"), icon_name="copy", on_click=self.copy)
        close = Button(self.tr("Got it"), "primary", on_click=self.leave)
        self.first = close
        for part in (self._copy, STRETCH, close):
            if isinstance(part, QWidget):
                self.foot.addWidget(part)
            else:
                self.foot.addStretch(1)
        self.closed.connect(self.deleteLater)
        question = partial(reads.catch_up, number=number)
        seat.bridge.read(question, self.show_chapters, key=(id(self), "catch up"))

    def show_chapters(self, chapters: "tuple[Chapter, ...]") -> None:
        """What was found."""
        self._chapters = chapters
        clear(self._page.body)
        for each in chapters:
            lines = [Text(said(line), wrap=True, selectable=True) for line in each.told]
            self._page.body.addLayout(column(Text(heading(each.key), "heading"), *lines, gap=XS))
        self._page.body.addStretch(1)
        QTimer.singleShot(0, self, self._fit)  # what is new counts once it is shown

    def _fit(self) -> None:
        """As high as what it says, up to most of the window."""
        content = self._page.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()
            inside = layout.totalHeightForWidth(self._page.viewport().width())
            self._page.setMinimumHeight(min(inside + M, round(self.height() * MOST)))
        self.refit()

    def copy(self) -> None:
        """As text, for a chat."""
        QGuiApplication.clipboard().setText(self.told())

    def told(self) -> str:
        """All of it as plain text."""
        parts = [
            "\n".join([heading(each.key), *(f"- {said(line)}" for line in each.told)])
            for each in self._chapters
        ]
        return "\n\n".join(parts)


def said(line: "Line") -> str:
    """In the language of the window; what a person wrote stays."""
    from app.domain.catch_up import PINNED

    more = (worded(each) for each in line.tail.split(", "))
    tail = _tr("pinned") if line.tail == PINNED else ", ".join(more)
    words = f"{line.lead}{_what(line)}"
    return f"{words} ({tail})" if tail else words


def _what(line: "Line") -> str:
    if line.own:
        return line.text
    if line.kind is not None:
        return entry_words(line.kind, line.text, machine=line.machine)
    return worded(line.text)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
