"""What editing a follow-up and a problem have in common: what is typed outlives any news, a fault
is said beside its field, and Ctrl+S saves."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.field import Form
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text

WIDTH = 22  # ems that the fields need
SAVE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_S)


class Editor(Panel):
    """`saved` carries the id. Below: `said` and `put` the fields, `show_row` fills them, `store`
    writes; `kind` names its drafts."""

    saved = Signal(int)
    kind = ""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self.row: Any = None
        self._clean: tuple[object, ...] = ()
        self.keeper = Keeper(bridge, self.kind, self.said, self.put, self)
        self.title = Text(look="heading", wrap=True)
        self.under = Text(look="small", wrap=True)
        self.news = QVBoxLayout()
        self.news.setContentsMargins(L, 0, L, 0)
        head = row(self.title, margins=(L, M, L, 0))
        self.body.addLayout(head)
        self.body.addLayout(row(self.under, margins=(L, 2, L, S)))
        self.body.addLayout(self.news)
        self.sheet = ScrollPage(gap=L, padding=L)
        self.sheet.body.setContentsMargins(L, S, L, L)
        self.form = Form()
        self.form.entered.connect(self.save)
        self.sheet.add(self.form)
        self.build()
        self.sheet.body.addStretch(1)
        self.body.addWidget(self.sheet, 1)
        self.setMinimumWidth(fonts.em() * WIDTH)
        self.add_line()
        self.foot = row(margins=(L, S, L, S))
        self.undo = Button(self.tr("Discard"), "quiet", on_click=self.discard)
        self.keep = Button(self.tr("Save"), "plain", on_click=self.save, tip="Ctrl+S")
        self.fill_foot()
        for part in (STRETCH, self.undo, self.keep):
            if isinstance(part, QWidget):
                self.foot.addWidget(part)
            else:
                self.foot.addStretch(1)
        self.body.addLayout(self.foot)

    # each says for itself

    def build(self) -> None:
        """The fields, and what stands below them."""

    def fill_foot(self) -> None:
        """What stands at the start of the foot."""

    def said(self) -> tuple[object, ...]:
        """What the fields hold."""
        raise NotImplementedError

    def put(self, said: tuple[object, ...]) -> None:
        """Fill the fields, as `said` told them."""
        raise NotImplementedError

    def stored(self, row: Any) -> tuple[object, ...]:
        """What the fields hold when nothing was typed."""
        raise NotImplementedError

    def store(self) -> "Callable[[Any], object] | None":
        """What saving does; None after an error was said."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Titles and buttons, after any change."""

    # the same for both

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.said() != self._clean

    def open(self, found: Any) -> None:
        """This row from now on, or (None) a new one."""
        self._take(found)
        kept = self.keeper.begin(found.id if found else None)
        if kept:
            self.tell(kept).add_action(self.tr("Discard"), self.discard)
        self.show_rest()

    def _take(self, found: Any) -> None:
        clear(self.news)
        self.keeper.end()
        self.row = found
        self.put(self.stored(found))
        self.form.show_errors({})
        self._clean = self.said()

    def hear(self, found: Any) -> None:
        """The same row, read again; None where it is gone."""
        if self.row is None:
            return
        if found is None:
            self.tell(self.tr("This is not there any more."))
            return
        typed, mine = self.said(), self.dirty
        if found.version == self.row.version:
            self.row = found
            self.show_rest()
            return
        self._take(found)
        if mine and typed != self._clean:
            self.put(typed)
            bar = self.tell(self.tr("Somebody changed this; what you typed is not saved yet."))
            bar.add_action(self.tr("Show theirs"), self.discard)
        self.keeper.rebase(found.id, self._clean)
        self.show_rest()

    def show_rest(self) -> None:
        """What is not typed."""
        dirty = self.dirty
        self.undo.setVisible(dirty)
        self.keep.setEnabled(dirty)
        self.keep.set_kind("primary" if dirty else "plain")
        self.keeper.note()
        self.refresh()

    def save(self) -> None:
        """As Ctrl+S does."""
        self.form.show_errors({})
        act = self.store()
        if act is not None:
            self._bridge.write(act, self.done, self.fail)

    def discard(self) -> None:
        """Back to what is stored."""
        clear(self.news)
        self.put(self._clean)
        self.form.show_errors({})
        self.show_rest()

    def done(self, ident: object) -> None:
        """It is stored."""
        clear(self.news)
        self._clean = self.said()
        self.keeper.forget()
        self.show_rest()
        if isinstance(ident, int) and not isinstance(ident, bool):
            self.saved.emit(ident)

    def fail(self, fault: Exception) -> None:
        """Beside the field, or as a bar."""
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused):
            for sentence in self.form.show_errors({fault.field or "": fault_words(fault)}):
                self.tell(sentence)
        elif isinstance(fault, Conflict):
            self.tell(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def tell(self, words: str) -> Bar:
        """News above the fields."""
        clear(self.news)
        bar = Bar("", words, "warn")
        self.news.addWidget(bar)
        return bar

    def typed(self, *_: object) -> None:
        """A field was changed by hand."""
        self.show_rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() == SAVE:
            self.save()
        else:
            super().keyPressEvent(event)
