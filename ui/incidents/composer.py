"""Where notes and commands are typed: Ctrl+Enter sends, Escape leaves, / offers commands."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.drafts import Drafts
from ui.incidents.ask_popup import MomentPopup
from ui.incidents.command import Command, Unclear, is_command, note_of, offered, parse
from ui.incidents.completion import Completion
from ui.incidents.given import Given, PastingField
from ui.incidents.seat import Seat
from ui.incidents.side import Extra
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.button import IconButton
from ui.widgets.choices import Choice
from ui.widgets.enter import ENTERS
from ui.widgets.rows import row
from ui.widgets.text import KeyHint, Text

ROOMY = 21  # ems of a field that has room for the hint


class Composer(QWidget):
    """`noted` and `commanded` carry what was typed; the owner calls `sent` once it is stored, and
    `complain` where it was refused. Until then the text stays."""

    noted = Signal(str)
    commanded = Signal(object)
    left = Signal()

    def __init__(self, seat: Seat, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat, self._drafts = seat, drafts
        self.key = ""
        self.extras: list[Extra] = []
        self._sending = ""
        self._head = ""
        self._build()

    def _build(self) -> None:
        self.field = PastingField(self.tr("Write a note, or / for a command…"), least=1, most=8)
        self.given = Given(self._seat)
        self.field.given.connect(self.given.take)
        self.given.changed.connect(self._measure)
        self.given.refused.connect(self.complain)
        self.field.setAccessibleName(self.tr("Note or command"))
        self.field.setProperty("look", "sunken")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._type)
        self._hint = KeyHint(self.tr("Ctrl+⏎"))
        self._send = IconButton("send", self.tr("Send (Ctrl+Enter)"), on_click=self.send)
        clip = IconButton("paperclip", self.tr("Give a file or a picture"), on_click=self.choose)
        self.earlier = IconButton("clock", self.tr("It happened earlier"), on_click=self.ask_when)
        self._error = Text(look="error", wrap=True)
        self._error.hide()
        self._completion = Completion(self)
        self._completion.picked.connect(self._complete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S + 2, M, S + 2)
        layout.setSpacing(S)
        layout.addWidget(self._error)
        layout.addWidget(self.given)
        layout.addLayout(row(self.field, clip, self.earlier, self._send, gap=XS))
        self._hint.setParent(self.field)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_draft(self, key: str) -> None:
        """Another incident: its draft comes, the other one's stays where it was."""
        if key != self.key:
            self.key = ""
            self._sending = ""
            self.field.setPlainText(self._drafts.get(key))
            self.given.turn(key)
            self.key = key
            self.complain("")
            self._completion.hide()
            self._measure()

    def write(self, begun: str = "") -> None:
        """Come here to type; `begun` is offered where nothing is typed yet."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if begun and not self.field.toPlainText().strip():
            self._put(begun)

    def choose(self) -> None:
        """Files from the disk."""
        key = self.key
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Give files to the incident"))
        self.given.take_files([Path(name) for name in names], key)

    def ask_when(self) -> None:
        """For what is written down later than it happened."""
        popup = MomentPopup(self.tr("When did it happen?"), self.tr("Use"), self._seat.now(), self)
        popup.field.set_value(self.given.at or self._seat.now())
        popup.closed.connect(popup.deleteLater)
        popup.ask(self.earlier, partial(self._happened, self.key, popup))

    def _happened(self, key: str, popup: MomentPopup, at: object) -> None:
        if isinstance(at, datetime) and at > self._seat.now():
            popup.complain(self.tr("It cannot have happened in the future."))
            return
        popup.close()
        self.given.happened(at if isinstance(at, datetime) else None, key)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """What is typed, unless it is on its way already; files may go without words."""
        text = self.field.toPlainText()
        if not text.strip() and self.given.files and not self._sending:
            self._sending = " "
            self.noted.emit("")
            return
        if not text.strip() or text == self._sending:
            return
        self.complain("")
        if not is_command(text):
            self._sending = text
            self.noted.emit(note_of(text))
            return
        try:
            command: Command = parse(text, self._seat.faces.people, self.extras)
        except Unclear as unclear:
            self.complain(str(unclear))
            return
        self._sending = text
        self.commanded.emit(command)

    def sent(self, key: str) -> None:
        """It is stored: the field is free again, unless more was typed meanwhile."""
        if key == self.key:
            self.given.clear()
            text = self.field.toPlainText()
            if self._sending and text.startswith(self._sending):
                self._put(text[len(self._sending) :].lstrip())
            self._sending = ""
        else:
            self._drafts.keep(key, "")
            self.given.forget(key)

    def complain(self, sentence: str) -> None:
        """Beside the field; what was typed stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if sentence:
            self._sending = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if self._completion.steer(event.key()) or self._act(event):
                return True
        elif event.type() is QEvent.Type.FocusOut:
            self._completion.hide()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place_hint()
        return super().eventFilter(watched, event)

    def _act(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTERS and (control or is_command(self.field.toPlainText())):
            self.send()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _type(self) -> None:
        text = self.field.toPlainText()
        self._measure()
        if self.key:
            self._drafts.keep(self.key, text)
            self.complain("")
        if self.field.hasFocus() and is_command(text):
            self._head, choices = offered(text, self._seat.faces.people, self.extras)
            whole = any(f"{self._head}{choice.key}" == text for choice in choices)
            self._completion.offer(self.field, [] if whole else choices)
        else:
            self._completion.hide()

    def _complete(self, choice: Choice) -> None:
        self._put(f"{self._head}{choice.key}")

    def _put(self, text: str) -> None:
        """This text, with the cursor at its end."""
        self.field.setPlainText(text)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def _measure(self) -> None:
        """The hint and the button are for those who type."""
        some = bool(self.field.toPlainText().strip())
        self._send.setEnabled(some or bool(self.given.files))
        self._hint.setVisible(not some and self.field.width() > fonts.em() * ROOMY)

    def _place_hint(self) -> None:
        """At the end of the field, while nothing is typed and there is room."""
        self._measure()
        size = self._hint.sizeHint()
        left = S if self.isRightToLeft() else self.field.width() - size.width() - S - 2
        self._hint.setGeometry(
            left, (self.field.height() - size.height()) // 2, size.width(), size.height()
        )
        self.field.reserve(size.width() + S if self._hint.isVisibleTo(self.field) else 0)
