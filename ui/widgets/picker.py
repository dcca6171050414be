"""Choose one thing of many by typing a few letters: a person, a service, a time zone."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.choices import Choice, ChoiceList
from ui.widgets.enter import ENTERS, is_submit
from ui.widgets.popup import PopupCard
from ui.widgets.search import SearchField
from ui.widgets.text import Text, edge_of, elided

EMS = 14  # of a popup over a field
WIDE = 36  # of a choice of incidents


class ChoicePopup(PopupCard):
    """A search field over a list of choices."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Type to filter"), delay_ms=0)
        self.list = ChoiceList()
        self._nothing = Text(self.tr("Nothing matches"), "muted")
        self.body.setSpacing(XS)
        for part in (self.search, self.list, self._nothing):
            self.body.addWidget(part)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.picked.connect(self.picked)
        self.setFocusProxy(self.search)

    def offer(
        self,
        anchor: QWidget,
        choices: Sequence[Choice],
        now: Hashable = None,
        ems: float = EMS,
    ) -> None:
        """Open under `anchor`, at least so wide, with `now` marked; few choices need no search
        field."""
        self.search.clear()
        self.search.setVisible(len(choices) > 7)
        self.list.table.show(choices)
        keys = [choice.key for choice in choices]
        if now in keys:
            self.list.setCurrentIndex(self.list.table.index(keys.index(now)))
        self._fit()
        self.open_below(anchor, round(fonts.em() * ems))
        target = self.search if self.search.isVisible() else self
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._steer(event):
            return
        if event.text().isalnum():
            self.seek(event.text())
        else:
            super().keyPressEvent(event)

    def seek(self, letters: str) -> None:
        """As if they had been typed into the search field, which comes for them."""
        self.search.show()
        self.search.setText(letters)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and (
            event.type() is QEvent.Type.KeyPress and self._steer(event)
        )

    def _steer(self, event: QKeyEvent) -> bool:
        """Keys that move in the list or choose, wherever the focus is."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if event.key() in steps:
            self.list.step(steps[Qt.Key(event.key())])
        elif event.key() in (*ENTERS, Qt.Key.Key_Tab):
            self.list.pick()
        else:
            return False
        return True

    def _filter(self, text: str) -> None:
        self.list.table.filter(text)
        self._fit()

    def _fit(self) -> None:
        some = self.list.table.rowCount() > 0
        self.list.setVisible(some)
        self._nothing.setVisible(not some)
        self.list.fit()
        self.adjustSize()


class Picker(QPushButton):
    """Looks like a drop-down box; opens a list that is filtered by typing."""

    chosen = Signal(object)

    def __init__(
        self, hint: str = "", *, clearable: bool = False, parent: QWidget | None = None
    ) -> None:
        """`hint` stands there while nothing is chosen; `clearable` offers `None` again."""
        super().__init__(parent)
        self._hint = hint or self.tr("Choose")
        self._clearable = clearable
        self._choices: tuple[Choice, ...] = ()
        self._value: Hashable = None
        self._popup: ChoicePopup | None = None
        self.setAutoDefault(False)
        self.clicked.connect(self.open)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; the value stays, even if it is not among them any more."""
        self._choices = tuple(choices)
        self._tell()

    def value(self) -> Hashable:
        """The key of what is chosen, or None."""
        return self._value

    def set_value(self, key: Hashable) -> None:
        """Choose without a signal."""
        self._value = key
        self._tell()

    def open(self) -> None:
        """Open the list, as a click or the Down key does."""
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.picked.connect(self._take)
        offered = list(self._choices)
        if self._clearable and self._value is not None:
            offered.insert(0, Choice(None, self.tr("None"), icon="x"))
        self._popup.offer(self, offered, self._value)

    def current(self) -> Choice | None:
        """What is chosen, as it was offered."""
        return next((choice for choice in self._choices if choice.key == self._value), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_submit(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, *ENTERS):
            self.open()
        elif event.text().isalnum() and self.isEnabled():
            self.open()
            if self._popup is not None:
                self._popup.seek(event.text())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 11, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 5, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_inside(painter, QRectF(self.rect()).adjusted(10, 0, -8, 0))

    def _paint_inside(self, painter: QPainter, box: QRectF) -> None:
        side, backwards = fonts.em() * 0.85, self.isRightToLeft()
        mark = QRectF(box.left() if backwards else box.right() - side, 0, side, side)
        mark.moveTop(box.center().y() - side / 2)
        paint_icon(painter, mark, "chevron-down", "muted" if self.isEnabled() else "faint")
        box.adjust(*((side + S, 0, 0, 0) if backwards else (0, 0, -side - S, 0)))
        choice = self.current()
        if choice is not None and (choice.face or choice.icon):
            self._paint_mark(painter, box, choice)
        ink = "text" if choice is not None else "muted"
        painter.setPen(colour(ink if self.isEnabled() else "faint"))
        shown = elided(self.text(), self.fontMetrics(), round(box.width()))
        painter.drawText(box, edge_of(backwards), shown)

    def _paint_mark(self, painter: QPainter, box: QRectF, choice: Choice) -> None:
        side = fonts.em() * (1.15 if choice.face else 0.95)
        at = box.right() - side if self.isRightToLeft() else box.left()
        mark = QRectF(at, box.center().y() - side / 2, side, side)
        if choice.face is not None:
            paint_avatar(painter, mark, choice.face)
        else:
            paint_icon(painter, mark, choice.icon, "muted")
        box.adjust(*((0, 0, -side - S, 0) if self.isRightToLeft() else (side + S, 0, 0, 0)))

    def _take(self, choice: Choice) -> None:
        if self._popup is not None:
            self._popup.close()
        self.set_value(choice.key)
        self.chosen.emit(choice.key)

    def _tell(self) -> None:
        choice = self.current()
        self.setText(choice.text if choice is not None else self._hint)
        self.setAccessibleDescription(self.text())
        self.update()


class PersonPicker(Picker):
    """Choose a person; the keys are whatever the caller's are, shown by their faces."""

    def set_people(self, people: Sequence[tuple[Hashable, Face]]) -> None:
        """Replace the people by (key, face) pairs."""
        self.set_choices(
            [Choice(key, face.title, hint=face.name, face=face) for key, face in people]
        )
