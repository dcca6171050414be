"""A playbook is written at the left; at the right it stands as people will see it, as it is typed.
Nobody needs to know Markdown: a button puts each kind of step in, ready to be overwritten."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.language.sentence import fault_words, worded
from ui.playbooks import writes
from ui.playbooks.preview import Preview
from ui.playbooks.samples import begun, samples
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Panel
from ui.widgets.menu import Menu
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.split import Split
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.domain.playbook_text import Fault
    from app.queries.playbook import PlaybookRow

PAUSE = 120  # ms after a key
WRITTEN, SEEN = 18, 12  # ems that the text and its preview need


class PlaybookEditor(QWidget):
    """`saved` and `removed` carry the name."""

    saved = Signal(str)
    removed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.book: PlaybookRow | None = None
        self.fresh = False  # a new one is being written
        self._clean = ""
        self._drafts, self._key = Drafts(bridge, self), ""
        self._seen: int | None = None  # the version on which what is typed was begun
        self._build()

    def _build(self) -> None:
        self.title = ElidedLabel("", "heading")
        self.about = Text(look="caption", wrap=True)
        self.add = Button(self.tr("Add a step"), icon_name="plus")
        menu = Menu()
        for words, sample in samples():
            menu.add(words, partial(self.insert, sample))
        self.add.set_menu(menu)
        self.news = QVBoxLayout()
        self.news.setContentsMargins(M, 0, M, 0)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("The playbook, as it is written"))
        self.field.setFont(fonts.mono())
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._typed)
        self.wrong = Text(look="error", wrap=True)
        panel = Panel()
        self.eye = IconButton("eye", self.tr("Preview"), checkable=True)
        self.eye.toggled.connect(self._look)
        self.eye.hide()
        head = row(self.title, self.eye, self.add, margins=(L, M, M, S))
        head.setStretch(0, 1)
        panel.body.addLayout(head)
        panel.body.addLayout(row(self.about, margins=(L, 0, M, S)))
        panel.add_line()
        panel.body.addLayout(self.news)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.field)
        panel.body.addWidget(self._faces, 1)
        panel.body.addLayout(row(self.wrong, margins=(L, S, M, S)))
        panel.add_line()
        self.drop = Button(
            self.tr("Remove"), "quiet", icon_name="trash-2", on_click=self._ask
        ).give_way()
        self.undo = Button(self.tr("Discard"), "quiet", on_click=self.discard).give_way()
        self.keep = Button(self.tr("Save"), "primary", on_click=self.save, tip="Ctrl+S").give_way()
        panel.body.addLayout(row(self.drop, STRETCH, self.undo, self.keep, margins=(M, S, M, S)))
        panel.setMinimumWidth(fonts.em() * WRITTEN)
        self.setMinimumWidth(fonts.em() * WRITTEN)  # for there the preview folds away
        self.preview = Preview()
        self.preview.setMinimumWidth(fonts.em() * SEEN)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._refresh)
        self._split = Split("playbook", [panel, self.preview], [480, 400])
        self._sizes = self._split.saveState()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the preview takes the place of the text when asked."""
        super().resizeEvent(event)
        least = fonts.em() * (WRITTEN + SEEN) + self._split.handleWidth()
        if (self.width() < least) != self.folded:
            self._fold(not self.folded)

    @property
    def folded(self) -> bool:
        """Whether the preview waits behind the text."""
        return self._faces.indexOf(self.preview) >= 0

    def _fold(self, folded: bool) -> None:
        self.eye.setChecked(False)
        self.eye.setVisible(folded)
        if folded:
            self._sizes = self._split.saveState()
            self._faces.addWidget(self.preview)
        else:
            self._split.addWidget(self.preview)
            self.preview.show()
            self._split.restoreState(self._sizes)

    def _look(self, on: bool) -> None:
        self._faces.setCurrentWidget(self.preview if on and self.folded else self.field)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.field.toPlainText() != self._clean

    def open(self, book: "PlaybookRow | None") -> None:
        """One that is there, or a new one."""
        self.book, self.fresh = book, book is None
        clear(self.news)
        self._clean = book.text if book else ""
        key, self._key = f"playbook-{(book.id or book.stem) if book else 'new'}", ""
        kept = self._drafts.said(key)
        text = str(kept.get("text") or "")
        self.field.setPlainText(text or (book.text if book else begun()))  # nobody types this
        self._key, self._seen = key, kept.get("seen") if text else book.version if book else None
        if book is None:
            self.eye.setChecked(False)
            self.field.setFocus()
        if text and book is not None and self._seen != book.version:
            self._tell_changed(book)
        elif text and self.dirty:
            bar = self._tell(self.tr("This is your draft. It is not saved yet."))
            bar.add_action(self.tr("Discard"), self.discard)
        self._refresh()

    def hear(self, books: "Mapping[str, PlaybookRow]") -> None:
        """They were read again."""
        new = books.get(self.book.name) if self.book else None
        if self.book is None or new is None or new.version == self.book.version:
            return
        if not self.dirty or self.field.toPlainText() == new.text:
            self.open(new)
            return
        self._tell_changed(new)
        self.book, self._clean = new, new.text

    def _tell_changed(self, new: "PlaybookRow") -> None:
        bar = self._tell(self.tr("%1 changed this playbook.").replace("%1", new.changed_by))
        bar.add_action(self.tr("Show theirs"), partial(self._leave, partial(self.open, new)))

    def _leave(self, go: Callable[[], object]) -> None:
        """What is typed is thrown away, and the draft of it."""
        self._drafts.forget(self._key)
        go()

    def insert(self, sample: str) -> None:
        """A step after the one the cursor is in."""
        self.eye.setChecked(False)
        lines = self.field.toPlainText().splitlines()
        at = self.field.textCursor().blockNumber() + 1
        while at < len(lines) and not lines[at].startswith("## "):
            at += 1
        cursor = self.field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        cursor.movePosition(
            QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.MoveAnchor, at
        )
        if at >= len(lines):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            sample = "\n\n" + sample
        cursor.insertText(sample + "\n\n" if at < len(lines) else sample)
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def save(self) -> None:
        """As Ctrl+S does; a fault is said with its line."""
        stored = self.book if self.book is not None and self.book.id is not None else None
        act = partial(
            writes.save,
            text=self.field.toPlainText(),
            by=self._bridge.actor(),
            ident=stored.id if stored else None,
            seen=stored.version if stored else None,
        )
        self._bridge.write(act, self._saved, self._fail)

    def discard(self) -> None:
        """Back to what is stored."""
        self.field.setPlainText(self._clean or begun())
        self._drafts.forget(self._key)
        self._seen = self.book.version if self.book else None
        clear(self.news)
        self._refresh()

    def ask_about(self, go: Callable[[], object]) -> None:
        """What is typed would be lost."""
        bar = self._tell(self.tr("This playbook has changes that are not saved."))
        bar.add_action(self.tr("Discard them"), partial(self._leave, go))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._timer.start()
        text = self.field.toPlainText()
        if not self._key:
            return
        typed = text not in (self._clean, begun())
        self._drafts.keep_said(self._key, {"text": text, "seen": self._seen} if typed else {})

    def _refresh(self) -> None:
        from app.domain.playbook_text import read

        spec, faults = read(self.field.toPlainText())
        self.title.setText(spec.name or self.tr("New playbook"))
        self.wrong.setText("\n".join(map(self._placed, faults[:3])))
        self.wrong.setVisible(bool(faults))
        self.preview.show_book(spec)
        self.about.setText(self._edition())
        self.drop.setVisible(self.book is not None and self.book.id is not None)
        self.undo.setVisible(self.dirty)
        self.keep.setEnabled(self.dirty and not faults)

    def _placed(self, fault: "Fault") -> str:
        words = self.tr("Line %1: %2").replace("%1", str(fault.line))
        return words.replace("%2", worded(fault.sentence))

    def _edition(self) -> str:
        if self.book is None:
            return self.tr("Change the example; at the right you see what people will see.")
        if not self.book.number:
            return self.tr("Comes with Watchbill. Save it, and it is yours.")
        words = self.tr("Edition %1, by %2. Incidents keep the edition they started.")
        return words.replace("%1", str(self.book.number)).replace("%2", self.book.changed_by)

    def _saved(self, _ident: object) -> None:
        from app.domain.playbook_text import read

        self._clean = self.field.toPlainText()
        self._drafts.forget(self._key)
        name = read(self._clean)[0].name
        self.fresh, self.book = False, None
        self._refresh()
        self.saved.emit(name)

    def _ask(self) -> None:
        lead = self.tr("Remove this playbook? Incidents that started it keep it.")
        self._tell(lead).add_action(self.tr("Remove"), self._remove, "danger")

    def _remove(self) -> None:
        book = self.book
        if book is not None and book.id is not None:
            act = partial(writes.remove, ident=book.id, by=self._bridge.actor(), seen=book.version)
            self._bridge.write(act, partial(self._gone, book.name), self._fail)

    def _gone(self, name: str, _: object) -> None:
        self.book, self._clean = None, ""
        self.field.clear()
        self._drafts.forget(self._key)
        self.removed.emit(name)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self._tell(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, words: str) -> Bar:
        clear(self.news)
        bar = Bar("", words, "warn")
        self.news.addWidget(bar)
        return bar
