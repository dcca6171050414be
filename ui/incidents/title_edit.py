"""The title, edited where it stands: click, F2 or Enter; Enter saves, Escape leaves it be."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.tables.cells import wrapped
from ui.theme import fonts
from ui.theme.current import colour
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text, elided

LINES = 3
OPENERS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TitleEdit(QWidget):
    """`wanted` carries a new title. What is typed stays until the owner calls `show_title` with
    it, or `complain`s beside it."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._label = Text(look="title")
        self._edit = QLineEdit()
        self._error = Text(look="error", wrap=True)
        self._moved = Text(look="warn", wrap=True)
        self._theirs = Button(self.tr("Use theirs"), "link", on_click=self.close_editor)
        self._build()
        self.close_editor()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setToolTip(self.tr("Click to edit the title"))
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._edit.setFont(fonts.strong("heading"))
        self._edit.setAccessibleName(self.tr("Title"))
        self._edit.setMaxLength(1024)
        self._edit.installEventFilter(self)
        self._edit.returnPressed.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(2)
        for part in (self._label, self._edit, self._moved, self._error):
            layout.addWidget(part)
        layout.addLayout(row(self._theirs, STRETCH))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def editing(self) -> bool:
        """Whether somebody types here now."""
        return self._edit.isVisibleTo(self)

    def show_title(self, title: str, said: str = "") -> None:
        """The title as it is, and who changed it meanwhile; while somebody types, theirs stays
        unless it is the same now."""
        before, self._title = self._title, title
        self._wrap()
        self.setAccessibleName(self.tr("Title: %1").replace("%1", title))
        if self.editing and self._edit.text().strip() == title:
            self.close_editor()
        elif self.editing and title != before:
            self._follow(before, said)

    def _follow(self, before: str, said: str) -> None:
        """What nobody typed goes along; what was typed can be saved all the same, or given up."""
        typed = self._edit.text().strip() != before
        if not typed:
            self._edit.setText(self._title)
            self._edit.selectAll()
        self._moved.setText(said)
        self._moved.setVisible(bool(said))
        self._theirs.setVisible(typed and bool(said))

    def complain(self, sentence: str) -> None:
        """Say beside the field why it was not saved; what was typed stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def edit(self) -> None:
        """Begin to type."""
        if not self.editing:
            self._edit.setText(self._title)
            self._label.hide()
            self._edit.show()
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._edit.selectAll()

    def close_editor(self) -> None:
        """Leave what is typed."""
        focused = self._edit.hasFocus()
        self._edit.hide()
        self._label.show()
        self._moved.hide()
        self._theirs.hide()
        self.complain("")
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_editor()
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus() and self._untouched():
            self.close_editor()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENERS:
            self.edit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Three lines at most; the tooltip and the editor have the whole."""
        width = max(self.width() - 4, fonts.em() * 6)
        font = fonts.strong("title")
        lines = wrapped(self._title, font, width, LINES)
        last = elided(lines[-1], QFontMetrics(font), width)
        self._label.setText("\n".join([*lines[:-1], last]))
        told = self.tr("Click to edit the title")
        whole = " ".join(self._label.text().split()) == " ".join(self._title.split())
        self.setToolTip(told if whole else f"{self._title}\n{told}")

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.editing or not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("hover"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 7, super().minimumSizeHint().height())

    def _untouched(self) -> bool:
        return self._edit.text().strip() == self._title and not self._error.text()

    def _save(self) -> None:
        title = " ".join(self._edit.text().split())
        if title == self._title:
            self.close_editor()
        else:
            self.complain("")
            self.wanted.emit(title)
