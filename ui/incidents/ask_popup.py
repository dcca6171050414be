"""A small floating question under the thing it is about: one field, one button, what is wrong,
and what somebody else made of it meanwhile."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.field import LineField, TextField
from ui.widgets.moment import DateTimeField
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

WIDTH = 24  # ems


class AskPopup(PopupCard):
    """`answered` carries what the field holds. It stays open until the owner closes it, so that a
    refusal can be said beside what was typed. `late`: somebody was faster, and that was said."""

    answered = Signal(object)

    def __init__(self, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=12)
        self.late = False
        self.error = Text(look="error", wrap=True)
        self.moved = Text(look="warn", wrap=True)
        self.theirs = Button(self.tr("Use theirs"), "link", on_click=self._use_theirs)
        self._act, self._act_words = Button(act, "primary", on_click=self.answer), act
        self._filled, self._their = "", None  # type: str, object
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close)
        self.body.setSpacing(S)
        self.body.addWidget(Text(title, "strong"))
        self.body.addWidget(self.moved)
        self.body.addLayout(row(self.theirs, STRETCH))
        self.body.addWidget(self.error)
        self.body.addLayout(row(STRETCH, cancel, self._act))
        self.setAccessibleName(title)
        self.moved.hide()
        self.theirs.hide()
        self.complain("")

    def put(self, editor: QWidget) -> None:
        """The field, between title and buttons."""
        self.editor = editor
        self.body.insertWidget(1, editor)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)

    def value(self) -> object:
        """What the field holds."""
        raise NotImplementedError

    def words(self) -> str:
        """The same as it stands there."""
        raise NotImplementedError

    def fill(self, value: object) -> None:
        """What the field begins with."""
        self._put(value)
        self._filled = self.words()

    def follow(self, value: object, said: Callable[[str], str]) -> None:
        """Somebody else changed it meanwhile to `value`, which is `said` of its words. A field in
        which nobody typed goes with it; what was typed stays, to be kept or given up."""
        mine, typed = self.words(), self.words() != self._filled
        self.fill(value)
        self.moved.setText(said(self._filled))
        self.moved.show()
        self._their = value
        if typed and mine != self._filled:
            self._type(mine)
        self.theirs.setVisible(typed and mine != self._filled)
        self.complain("", self.tr("Keep mine") if typed else "")

    def _use_theirs(self) -> None:
        self.fill(self._their)
        self.theirs.hide()
        self.complain("", self._act_words)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, value: object) -> None:
        """Into the field."""
        self._type("" if value is None else str(value))

    def _type(self, words: str) -> None:
        """As somebody does."""
        raise NotImplementedError

    def ask(self, anchor: QWidget, done: Callable[[object], None]) -> None:
        """Open under `anchor`; the answer goes to `done`."""
        self._done = done
        self.complain("")
        self.open_below(anchor, fonts.em() * WIDTH)
        self.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    def answer(self) -> None:
        """As the button does."""
        self._done(self.value())
        self.answered.emit(self.value())

    def complain(self, sentence: str, act: str = "") -> None:
        """Say why not; `act` renames the button, such as "Save anyway"."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if act:
            self._act.setText(act)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if entered and (control or not isinstance(self.editor, TextField)):
                self.answer()
                return True
        return super().eventFilter(watched, event)


class TextPopup(AskPopup):
    """Asks for a few lines; Ctrl+Enter answers."""

    def __init__(self, title: str, act: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, act, parent)
        self.field = TextField(hint, least=3, most=10)
        self.field.setAccessibleName(title)
        self.put(self.field)

    def value(self) -> str:
        return self.field.text()

    def words(self) -> str:
        return self.field.text()

    def _type(self, words: str) -> None:
        self.field.setPlainText(words)


class LinePopup(AskPopup):
    """Asks for one line; Enter answers."""

    def __init__(self, title: str, act: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, act, parent)
        self.field = LineField(hint)
        self.field.setAccessibleName(title)
        self.put(self.field)

    def value(self) -> str:
        return self.field.text().strip()

    def words(self) -> str:
        return self.value()

    def _type(self, words: str) -> None:
        self.field.setText(words)


class MomentPopup(AskPopup):
    """Asks for a moment, in this machine's zone; Enter answers."""

    def __init__(self, title: str, act: str, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(title, act, parent)
        zone = now.astimezone().tzinfo
        self.field = DateTimeField(zone) if zone else DateTimeField()
        self.field.setAccessibleName(title)
        self.put(self.field)

    def value(self) -> datetime | None:
        return self.field.value()

    def words(self) -> str:
        return self.field.text().strip()

    def _put(self, value: object) -> None:
        self.field.set_value(value if isinstance(value, datetime) else None)

    def _type(self, words: str) -> None:
        self.field.setText(words)

    def answer(self) -> None:
        """What is typed counts, also before the field was left."""
        self.field.editingFinished.emit()
        if self.field.valid():
            super().answer()
        else:
            self.complain(self.tr("Say it like 14:02, yesterday 9:00 or 20 min ago."))
