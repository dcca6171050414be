"""One section of a review: read, written with a preview as it is typed, and talked about."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.field import LineField, TextField
from ui.widgets.note import NoteView
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.review import Section
    from app.queries.review import CommentRow

PAUSE = 150  # ms after a key


class SectionCard(Card):
    """`written` carries key, text and the text it was opened on, and so does `typed` while it is
    written (without text: nothing to keep); `commented` key and text; `helped` asks a language
    model for this section."""

    typed = Signal(str, str, str)
    written = Signal(str, str, str)
    commented = Signal(str, str)
    helped = Signal(str)

    def __init__(self, section: "Section", parent: QWidget | None = None) -> None:
        super().__init__(gap=S, parent=parent)
        self.told = section
        self.editing = False
        self._was = section.text
        self._said: tuple[CommentRow, ...] | None = None
        self.section.set_title(section.title)
        self.setAccessibleName(section.title)
        self._build()
        self.show_section(section)

    def _build(self) -> None:
        self.pencil = IconButton("pencil", self.tr("Write “%1”").replace("%1", self.told.title),
                                 on_click=self.begin)  # fmt: skip
        self.talk = IconButton("message-square",
                               self.tr("Comment on “%1”").replace("%1", self.told.title),
                               on_click=self._talk)  # fmt: skip
        self.add_action(self.talk)
        self.add_action(self.pencil)
        self.guide = Text(look="muted", wrap=True)
        self.view = NoteView()
        self.field = TextField("", 5, 24)
        self.field.setAccessibleName(self.told.title)
        self.field.textChanged.connect(self._typed)
        self.lead = Text(self.tr("Preview"), "caption")
        self.preview = NoteView()
        self.draft = Text(self.tr("This is your draft. It is not saved yet."), "warn", wrap=True)
        self.error = Text(look="error", wrap=True)
        self.keep = Button(self.tr("Save"), "primary", on_click=self.save, tip="Ctrl+S")
        self.leave = Button(self.tr("Cancel"), "quiet", on_click=self.discard)
        self.help = Button(self.tr("Suggest…"), icon_name="sparkles",
                           on_click=partial(self.helped.emit, self.told.key))  # fmt: skip
        self.desk = QWidget()
        foot = row(self.help, STRETCH, self.leave, self.keep)
        body = column(self.draft, self.field, self.error, foot, self.lead, self.preview)
        body.setContentsMargins(0, 0, 0, 0)
        self.desk.setLayout(body)
        self.comments = QVBoxLayout()
        self.comments.setSpacing(S)
        self.answer = LineField(self.tr("Say something about this section"), "message-square")
        self.answer.setAccessibleName(self.talk.toolTip())
        self.answer.setProperty("look", "sunken")
        self.answer.returnPressed.connect(self._say)
        self.extra = QVBoxLayout()
        for part in (self.guide, self.view, self.desk, self.extra, self.comments, self.answer):
            self.add(part)
        self.answer.hide()
        self.error.hide()
        self.draft.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._refresh)
        self._turn(False)

    def show_section(self, section: "Section", helped: bool = False) -> None:
        """As it is stored; what is being typed stays."""
        self.told = section
        self.help.setVisible(helped)
        self.guide.setText(section.guide)
        self.view.show_note(section.text)
        if self.editing and section.text != self._was:
            self.complain(self.tr("Somebody changed this section meanwhile; Cancel shows theirs."))
        self._turn(self.editing)

    def show_comments(self, said: "tuple[CommentRow, ...]", now: "datetime") -> None:
        """What people said of it."""
        if said == self._said:
            return
        self._said = said
        clear(self.comments)
        for each in said:
            head = Text(f"{each.by} · {ago_text(each.at, now)}", "caption")
            view = NoteView()
            view.show_note(each.text)
            self.comments.addLayout(column(head, view, gap=2, margins=(M, 0, 0, 0)))

    def begin(self) -> None:
        """Write it."""
        self._was = self.told.text
        self.field.setPlainText(self.told.text)
        self.complain("")
        self._turn(True)
        self._refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def recall(self, text: str, was: str) -> None:
        """What was typed here before, and on what; it is still a draft."""
        self._was = was
        self.field.setPlainText(text)
        self._turn(True)
        self._refresh()
        self.draft.show()

    def propose(self, text: str) -> None:
        """What a model wrote, to be read and changed; nothing is saved by it."""
        if not self.editing:
            self.begin()
        before = self.field.text()
        self.field.setPlainText(f"{before}\n\n{text}".strip())

    def save(self) -> None:
        """As Ctrl+S does."""
        self.written.emit(self.told.key, self.field.text(), self._was)

    def saved(self) -> None:
        """It is stored."""
        self._forget()
        self._turn(False)

    def discard(self) -> None:
        """Back to what is stored."""
        self._forget()
        self._turn(False)
        self.view.show_note(self.told.text)

    def complain(self, sentence: str) -> None:
        """Below the field."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _turn(self, editing: bool) -> None:
        self.editing = editing
        self.desk.setVisible(editing)
        self.pencil.setVisible(not editing)
        self.view.setVisible(not editing and bool(self.told.text))
        self.guide.setVisible(bool(self.told.guide) and (editing or not self.told.text))

    def _typed(self) -> None:
        self._timer.start()
        if self.editing:
            text = self.field.text()
            self.typed.emit(self.told.key, text if text != self._was.strip() else "", self._was)

    def _forget(self) -> None:
        self.draft.hide()
        self.typed.emit(self.told.key, "", "")

    def _refresh(self) -> None:
        text = self.field.text()
        self.preview.show_note(text)
        for part in (self.lead, self.preview):
            part.setVisible(bool(text))
        self.keep.setEnabled(text != self._was)

    def _talk(self) -> None:
        self.answer.setVisible(not self.answer.isVisible())
        if self.answer.isVisible():
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        if self.answer.text().strip():
            self.commented.emit(self.told.key, self.answer.text())
            self.answer.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editing and event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif self.editing and event.matches(QKeySequence.StandardKey.Cancel):
            self.discard()
        else:
            super().keyPressEvent(event)
