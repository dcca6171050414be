"""Choose several things: chosen ones stand as chips, a plus opens the list."""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.choices import Choice
from ui.widgets.enter import ENTERS, is_submit
from ui.widgets.flow import FlowLayout
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import clear
from ui.widgets.text import ElidedLabel, edge_of, elided, set_flag

LEAST = 6  # ems of small print that a chip keeps


class ChosenChip(QAbstractButton):
    """One chosen thing with a cross; clicking or Delete takes it out."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setText(choice.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Remove %s").replace("%s", choice.text))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """In a narrow place its words end in an ellipsis."""
        whole = self.sizeHint()
        return QSize(min(round(fonts.em("small") * LEAST), whole.width()), whole.height())

    def sizeHint(self) -> QSize:
        line = fonts.em("small")
        words = self.fontMetrics().horizontalAdvance(self.text())
        face = round(line * 1.25) if self.choice.face else 0
        return QSize(words + face + round(line * 2.2), round(line * 1.46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("focus" if self.hasFocus() else "sunken"))
        painter.setBrush(colour("pressed" if self.underMouse() else "sunken"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._paint_inside(painter, box)

    def _paint_inside(self, painter: QPainter, box: QRectF) -> None:
        line, backwards = fonts.em("small"), self.isRightToLeft()
        ends = [
            QRectF(box.left() + 4, 0, line, line),
            QRectF(box.right() - line - 5, 0, line, line),
        ]
        for end in ends:
            end.moveTop(box.center().y() - line / 2)
        lead, trail = reversed(ends) if backwards else ends
        start = line * 0.6
        if self.choice.face is not None:
            paint_avatar(painter, lead.adjusted(-1, -1, 1, 1), self.choice.face)
            start = 4 + line + XS + 2
        rest = line * 1.4
        words = box.adjusted(rest if backwards else start, 0, -start if backwards else -rest, 0)
        paint_icon(painter, trail.adjusted(2, 2, -2, -2), "x", "muted")
        painter.setPen(colour("text"))
        shown = elided(self.text(), self.fontMetrics(), math.ceil(words.width()))
        painter.drawText(words, edge_of(backwards), shown)


class Chips(QFrame):
    """The frame of a MultiPicker, styled as an editor."""


class MultiPicker(Chips):
    """Several of many. `changed` carries the tuple of keys."""

    changed = Signal(tuple)
    heard_as = "ComboBox"

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint or self.tr("Add")
        self._choices: dict[Hashable, Choice] = {}
        self._keys: tuple[Hashable, ...] = ()
        self._popup: ChoicePopup | None = None
        self._flow = FlowLayout(self, XS)
        self._flow.setContentsMargins(6, 4, 6, 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fill()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace what can be chosen."""
        self._choices = {choice.key: choice for choice in choices}
        self._fill()

    def set_people(self, people: Sequence[tuple[Hashable, Face]]) -> None:
        """Replace what can be chosen by people, as (key, face) pairs."""
        self.set_choices([Choice(key, face.title, face.name, face) for key, face in people])

    def value(self) -> tuple[Hashable, ...]:
        """The chosen keys in the order they were chosen."""
        return self._keys

    def set_value(self, keys: Iterable[Hashable]) -> None:
        """Choose without a signal."""
        self._keys = tuple(keys)
        self._fill()

    def open(self) -> None:
        """Open the list; it stays open while several are chosen."""
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.picked.connect(self._flip)
            self._popup.closed.connect(self._leave)
        set_flag(self, "lit", "true")
        self._popup.offer(self, self._offered())

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_submit(event):
            event.ignore()
        elif event.key() in (*ENTERS, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.open()
        elif event.text().isalnum() and self.isEnabled():
            self.open()
            if self._popup is not None:
                self._popup.seek(event.text())
        elif event.key() == Qt.Key.Key_Backspace and self._keys:
            self._choose(self._keys[:-1])
        else:
            super().keyPressEvent(event)

    def _offered(self) -> list[Choice]:
        return [replace(c, ticked=c.key in self._keys) for c in self._choices.values()]

    def _flip(self, choice: Choice) -> None:
        without = tuple(key for key in self._keys if key != choice.key)
        self._choose(without if len(without) < len(self._keys) else (*self._keys, choice.key))
        if self._popup is not None:
            row = self._popup.list.currentIndex().row()
            self._popup.list.table.show(self._offered())
            self._popup.list.setCurrentIndex(self._popup.list.table.index(row))

    def _choose(self, keys: tuple[Hashable, ...]) -> None:
        self.set_value(keys)
        self.changed.emit(keys)

    def _drop(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChosenChip):
            self._choose(tuple(key for key in self._keys if key != chip.choice.key))

    def _fill(self) -> None:
        clear(self._flow)
        chosen = [self._choices[key] for key in self._keys if key in self._choices]
        for choice in chosen:
            chip = ChosenChip(choice)
            chip.clicked.connect(self._drop)
            self._flow.addWidget(chip)
        hint = ElidedLabel("+" if chosen else self._hint, "muted")
        hint.setContentsMargins(4, 2, 4, 2)
        self._flow.addWidget(hint)
        self.setAccessibleDescription(
            ", ".join(c.text for c in chosen) or self.tr("Nothing chosen")
        )
        self.updateGeometry()

    def _leave(self) -> None:
        set_flag(self, "lit", "false")
