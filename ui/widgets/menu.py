"""Menus and drop-down boxes with round corners; use these instead of QMenu and QComboBox."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from ui.theme import fonts
from ui.theme.compositing import round_corners, see_through
from ui.theme.icons import icon, paint_icon
from ui.widgets.text import elided

if TYPE_CHECKING:
    from ui.widgets.choices import Choice
    from ui.widgets.picker import ChoicePopup


def soften(window: QWidget) -> None:
    """Let a pop-up window's corners be round: the window itself is see-through, without a frame."""
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, see_through())


class Menu(QMenu):
    """A menu; `add` is the short way to an action with an icon and a key."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        soften(self)
        self.setToolTipsVisible(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, 9)

    def add(
        self,
        text: str,
        on_choose: Callable[[], object],
        icon_name: str = "",
        keys: str = "",
        tint: str = "muted",
    ) -> QAction:
        """One entry. `keys` is only shown: the shell's registry owns the shortcuts."""
        made = QAction(f"{text}\t{keys}" if keys else text, self)
        if icon_name:
            made.setIcon(icon(icon_name, tint))
        made.triggered.connect(lambda _=False: on_choose())
        self.addAction(made)
        return made

    def add_choice(self, text: str, on: bool, on_toggle: Callable[[bool], object]) -> QAction:
        """One entry with a tick."""
        made = QAction(text, self)
        made.setCheckable(True)
        made.setChecked(on)
        made.toggled.connect(on_toggle)
        self.addAction(made)
        return made

    def leaves(self) -> Iterator[QAction]:
        """The entries that do something, those of inner menus too."""
        for each in self.actions():
            inner = each.menu()
            if isinstance(inner, Menu):
                yield from inner.leaves()
            elif not each.isSeparator():
                yield each

    def aims(self) -> list[tuple[str, QRect]]:
        """The entries for a test's mouse, in words; each in coordinates of this widget."""
        return [(each.text(), self.actionGeometry(each)) for each in self.actions() if each.text()]


def drop(button: QWidget, menu: QMenu) -> None:
    """Open `menu` under `button`, at its leading edge."""
    width = menu.sizeHint().width() if button.isRightToLeft() else button.width()
    menu.popup(button.mapToGlobal(QPoint(button.width() - width, button.height() + 3)))


def paint_drop_mark(button: QWidget, tint: str) -> None:
    """The small chevron that says a button opens a menu, at its trailing edge."""
    side = round(button.fontMetrics().height() * 0.8)
    at = 8 if button.isRightToLeft() else button.width() - side - 8
    spot = QRect(at, (button.height() - side) // 2, side, side)
    paint_icon(QPainter(button), spot, "chevron-down", tint)


LEAST = 10  # ems that a choice keeps


class DropDown(QComboBox):
    """A combo box for a handful of fixed words; the wheel never changes it by accident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._popup: ChoicePopup | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's style sheets cut through a letter."""
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part, control = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, part, self).width()
        option.currentText = elided(option.currentText, self.fontMetrics(), room)
        painter = QStylePainter(self)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def minimumSizeHint(self) -> QSize:
        """In a narrow place its words end in an ellipsis; it never pushes a page out of view."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), fonts.em() * LEAST), hint.height())

    def fill(self, choices: list[tuple[object, str]]) -> None:
        """Replace the choices by (value, text) pairs, keeping the chosen value if it is there."""
        kept = self.value()
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.set_value(kept)

    def value(self) -> object:
        """The chosen value."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose by value."""
        for at in range(self.count()):
            if self.itemData(at) == value:
                self.setCurrentIndex(at)

    def showPopup(self) -> None:
        """Our own list instead of the platform's."""
        if self._popup is None:
            from ui.widgets.picker import ChoicePopup

            self._popup = ChoicePopup(self)
            self._popup.picked.connect(self._take)
        from ui.widgets.choices import Choice

        found = [Choice(at, self.itemText(at)) for at in range(self.count())]
        self._popup.offer(self, found, self.currentIndex())

    def hidePopup(self) -> None:
        if self._popup is not None:
            self._popup.close()
        super().hidePopup()

    def _take(self, choice: "Choice") -> None:
        self.hidePopup()
        if isinstance(choice.key, int):
            self.setCurrentIndex(choice.key)
            self.activated.emit(choice.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
