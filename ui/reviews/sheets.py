"""Questions before something leaves or is replaced: what a language model would read, and the
earlier editions."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.bridge import Bridge
from ui.language.masks import masks_words
from ui.language.sentence import fault_words
from ui.reviews import reads, writes
from ui.reviews.words import Words, own_zone
from ui.tables.cells import Brief
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.theme import fonts
from ui.widgets.button import Button
from ui.widgets.note import NoteView
from ui.widgets.page import ScrollPage
from ui.widgets.sheet import Sheet
from ui.widgets.split import Split
from ui.widgets.text import Text
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.operations.assistant import Prepared
    from app.queries.review import EditionRow


class AskSheet(Sheet):
    """Word for word what would be sent, before it is; `answered` carries the section's key and
    what the model wrote."""

    answered = Signal(str, str)

    def __init__(self, over: QWidget, bridge: Bridge, number: int, section: str) -> None:
        super().__init__(over, self.tr("Ask a language model"), 46, tall=True)
        self._bridge, self._section = bridge, section
        self.found: Prepared | None = None
        self.lead = Text(wrap=True)
        self.masked = Text(look="small", wrap=True)
        self.shown = QPlainTextEdit(readOnly=True)
        self.shown.setFont(fonts.mono())
        self.shown.setAccessibleName(self.tr("Exactly this will be sent"))
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        for part in (self.lead, self.masked):
            self.body.addWidget(part)
        self.body.addWidget(self.shown, 1)
        self.body.addWidget(self.error)
        self.yes = Button(self.tr("Send this"), "primary", on_click=self.send)
        self.yes.setEnabled(False)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Cancel"), "quiet", on_click=self.leave))
        self.foot.addWidget(self.yes)
        self.first = self.shown
        ask = partial(reads.prepared, number=number, section=section, zone=own_zone())
        bridge.read(ask, self._show, self._fail, key=(id(self), "prepared"))

    def send(self) -> None:
        """On a reader's thread: a model is slow, and must not hold up what people write."""
        if self.found is not None:
            self.yes.setEnabled(False)
            self.yes.setText(self.tr("Waiting for the answer…"))
            self.error.hide()
            ask = partial(writes.ask_model, question=self.found.question, by=self._bridge.actor())
            self._bridge.read(ask, self._answer, self._fail, key=(id(self), "asked"))

    def _show(self, found: "Prepared") -> None:
        self.found = found
        words = self.tr("This leaves for %1, and nothing else does. Its answer is put into the "
                        "section for you to read; nothing is saved by it.")  # fmt: skip
        self.lead.setText(words.replace("%1", found.place))
        masked = masks_words(found.masked) or self.tr("nothing")
        self.masked.setText(self.tr("Masked: %1").replace("%1", masked))
        self.shown.setPlainText(found.question.text)
        self.yes.setEnabled(True)

    def _answer(self, text: str) -> None:
        self.answered.emit(self._section, text)
        self.leave()

    def _fail(self, fault: Exception) -> None:
        self.error.setText(fault_words(fault))
        self.error.show()
        self.yes.setText(self.tr("Send this"))
        self.yes.setEnabled(self.found is not None)


class EditionsSheet(Sheet):
    """Every version as it was; `wanted` carries the number of one to bring back."""

    wanted = Signal(int)

    def __init__(self, over: QWidget, bridge: Bridge, number: int, now: "datetime") -> None:
        super().__init__(over, self.tr("Earlier editions"), 54, tall=True)
        self._now, self._words = now, Words()
        self._chosen: EditionRow | None = None
        column = Column("number", self.tr("Edition"), lambda row: str(row.number), stretch=True)
        self.table = RowTable([column], ident=lambda row: row.number, parent=self)
        self.list = ListView(self.table, brief=self._brief)
        self.list.setAccessibleName(self.tr("Earlier editions"))
        self.list.chosen.connect(self._choose)
        self.view = NoteView()
        scroll = ScrollPage()
        scroll.add(self.view)
        scroll.body.addStretch(1)
        self.body.addWidget(Split("editions", [self.list, scroll], [220, 520]), 1)
        self.back = Button(self.tr("Bring this one back"), on_click=self._bring)
        self.back.setEnabled(False)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Close"), "quiet", on_click=self.leave))
        self.foot.addWidget(self.back)
        self.first = self.list
        bridge.read(partial(reads.editions, number=number), self._show, key=(id(self), "editions"))

    def _brief(self, row: "EditionRow") -> Brief:
        words = self.tr("Edition %1").replace("%1", str(row.number))
        told = (row.by, moment_text(row.at, self._now), self._words.state(row.state))
        return Brief(words, " · ".join(told))

    def _show(self, rows: "Sequence[EditionRow]") -> None:
        self.table.show(rows)
        self.list.choose_first()

    def _choose(self, rows: "list[EditionRow]") -> None:
        if rows:
            self._chosen = rows[0]
            parts = [f"### {each.title}\n\n{each.text or '–'}" for each in rows[0].sections]
            self.view.show_note("\n\n".join(parts))
            self.back.setEnabled(self.table.place(rows[0].number) > 0)

    def _bring(self) -> None:
        if self._chosen is not None:
            self.wanted.emit(self._chosen.number)
            self.leave()
