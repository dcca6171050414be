"""A playbook as people will see it: numbered steps with their kind, owner and time."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.language.sentence import worded
from ui.playbooks.words import kind_words, whose
from ui.theme import fonts
from ui.theme.space import L, S
from ui.widgets.card import Panel
from ui.widgets.note import NoteView
from ui.widgets.page import ScrollPage
from ui.widgets.rows import clear
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.playbook import PlaybookSpec, PlayStepSpec


class Preview(Panel):
    """`show_book` at every pause in the typing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Preview"))
        self._shown: PlaybookSpec | None = None
        self._scroll = ScrollPage(gap=S, padding=L)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self._scroll.add(self._lines)
        self._scroll.body.addStretch(1)
        self.body.addWidget(self._scroll, 1)

    def show_book(self, book: "PlaybookSpec") -> None:
        """What was understood of the text."""
        if book == self._shown:
            return
        self._shown = book
        clear(self._lines)
        self._lines.addWidget(Text(book.name, "heading", wrap=True))
        meant = [*map(worded, book.categories), *book.severities, *book.services]
        words = ", ".join(meant) or self.tr("any incident")
        self._lines.addWidget(Text(self.tr("For %1").replace("%1", words), "caption", wrap=True))
        self._note(book.about)
        for number, step in enumerate(book.steps, 1):
            self._add(number, step)

    def _add(self, number: int, step: "PlayStepSpec") -> None:
        from app.domain.moment import spoken

        self._lines.addSpacing(S)
        self._lines.addWidget(Text(f"{number}. {step.title}", "strong", wrap=True))
        said = [kind_words(step.kind.value), whose(step.owner), ", ".join(map(whose, step.to))]
        if step.within:
            said.append(spoken(step.within))
        self._lines.addWidget(Text(" · ".join(each for each in said if each), "caption", wrap=True))
        self._note(step.text)
        for each in step.options:
            self._lines.addWidget(Text(f"{each.words}  →  {each.leads_to}", wrap=True))
        if step.code:
            code = QPlainTextEdit(step.code, readOnly=True)
            code.setFont(fonts.mono())
            code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # its height counts on that
            code.setAccessibleName(step.title)
            code.setFixedHeight(round(fonts.em() * (2.2 + 1.4 * min(6, step.code.count("\n") + 1))))
            self._lines.addWidget(code)
        if step.then:
            words = self.tr("then: %1").replace("%1", step.then)
            self._lines.addWidget(Text(words, "caption", wrap=True))

    def _note(self, markdown: str) -> None:
        if markdown:
            view = NoteView()
            view.show_note(markdown)
            self._lines.addWidget(view)
