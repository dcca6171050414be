"""A field of a form: label, editor, a hint, and what is wrong with it said beside it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.language.glossary import meaning
from ui.theme import fonts
from ui.theme.icons import icon
from ui.theme.space import XS, L, S
from ui.widgets.rows import STRETCH, column
from ui.widgets.text import ElidedLabel, Text, begin_where_lines_do, elided, set_flag


class Field(QWidget):
    """Label above editor. `show_error` takes what Refused says; empty takes it away."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint, self._meant = hint, meaning(label)
        self._build(label, optional)
        editor.setAccessibleName(label)
        self.show_error("")

    def share(self) -> "Field":
        """Beside others: as wide as they are, whatever is in it."""
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        return self

    def _build(self, label: str, optional: bool) -> None:
        self._label = ElidedLabel(label, "strong")
        self._label.setBuddy(self.editor)
        self._below = Text(look="small", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(XS)
        head.addWidget(self._label)
        if optional:
            head.addWidget(ElidedLabel(self.tr("optional"), "small"))
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        layout.addWidget(self.editor)
        layout.addWidget(self._below)

    def show_hint(self, hint: str) -> None:
        """Another hint; what is wrong goes before it."""
        self._hint = hint
        self.show_error(self.error)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the field, or go back to the hint."""
        self.error = sentence
        self._below.setText(sentence or self._hint)
        self._below.set_look("error" if sentence else "small")
        self._below.setVisible(bool(sentence or self._hint))
        told = filter(None, (sentence or self._hint, self._meant))
        self.editor.setAccessibleDescription("\n".join(told))
        set_flag(self.editor, "wrong", "true" if sentence else "false")


class Form(QWidget):
    """Fields in a column, by key; errors go to their fields by key too. `entered` by Enter in a
    line of text: whoever keeps the form saves it then."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(L)

    def add(
        self, key: str, label: str, editor: QWidget, hint: str = "", *, optional: bool = False
    ) -> Field:
        """One field on a line of its own."""
        field = Field(label, editor, hint, optional=optional)
        self.fields[key] = field
        self.body.addWidget(field)
        if isinstance(editor, LineField):
            editor.returnPressed.connect(self.entered)
        return field

    def beside(self, *keys: str) -> None:
        """Put fields already added side by side."""
        line = QHBoxLayout()
        line.setSpacing(S + XS)
        at = self.body.indexOf(self.fields[keys[0]])
        for key in keys:
            field = self.fields[key]
            self.body.removeWidget(field)
            line.addLayout(column(field.share(), STRETCH), 1)
        self.body.insertLayout(at, line)

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Each sentence at its field; returns those whose key is no field here."""
        for key, field in self.fields.items():
            field.show_error(errors.get(key, ""))
        wrong = [field for field in self.fields.values() if field.error]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return [sentence for key, sentence in errors.items() if key not in self.fields]


class LineField(QLineEdit):
    """A line of text with an optional icon and placeholder."""

    def __init__(self, hint: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        begin_where_lines_do(self)
        if icon_name:
            self.setProperty("lead", "true")
            mark = self.addAction(
                icon(icon_name, "muted"), QLineEdit.ActionPosition.LeadingPosition
            )
            mark.setText(hint)  # which is how it is heard


class TextField(QPlainTextEdit):
    """Several lines; as high as its text, from `least` to `most` lines. Tab leaves the field."""

    def __init__(
        self, hint: str = "", least: int = 3, most: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._said, self._kept = (least, most), "", 0
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def setPlaceholderText(self, hint: str) -> None:
        """Where there is one line a longer hint ends in an ellipsis: no second one, cut in half."""
        self._said = hint
        self._show_hint()

    def reserve(self, pixels: int) -> None:
        """What the hint leaves free at the end of its line."""
        if pixels != self._kept:
            self._kept = pixels
            self._show_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        room = self.viewport().width() - 2 * self.document().documentMargin() - self._kept
        short = elided(self._said, self.fontMetrics(), max(0, round(room)))
        super().setPlaceholderText(short if self._lines[0] == 1 else self._said)

    def _fit(self) -> None:
        least, most = self._lines
        lines = max(least, min(most, round(self.document().size().height())))
        edge = 2 * (self.document().documentMargin() + 8)
        self.setFixedHeight(round(lines * fonts.em() + edge))
