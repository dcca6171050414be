"""Buttons: plain, primary (one a page), quiet, danger and link; and icon buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.theme import fonts
from ui.theme.icons import icon
from ui.theme.space import XS
from ui.widgets.early import TAB, focus_by, show_hand
from ui.widgets.enter import ENTERS, is_submit
from ui.widgets.text import elided, set_flag

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

YIELDING = 5  # ems that a button keeps which gives way
TELLING = 4  # ems of words that are cut; of fewer its icon alone says more
_TINTS = {"primary": "on_accent", "danger": "alarm_text", "quiet": "muted", "link": "accent_text"}


class Button(QPushButton):
    """A push button of a kind: plain, primary, quiet, danger or link.

    Mouse clicks do not take the focus, so the focus ring is only seen by people who use keys.
    """

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        *,
        icon_name: str = "",
        on_click: Callable[[], object] | None = None,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        super().setText(text)  # handed to it above, it would load the enums of QIcon
        self._menu: QMenu | None = None
        self._yields = False
        self.setProperty("kind", kind)
        focus_by(self, TAB)
        self.setAutoDefault(False)
        self.setToolTip(tip)
        if icon_name:
            self.set_icon(icon_name)
        if on_click is not None:
            self.clicked.connect(lambda _=False: on_click())

    def set_icon(self, name: str) -> None:
        """A Lucide icon before the words, tinted for the kind."""
        tint = _TINTS.get(self.property("kind"), "text")
        self.setIcon(icon(name, tint))
        side = fonts.em()
        self.setIconSize(QSize(side + (XS if self.text() else 0), side))

    def setText(self, text: str) -> None:
        """With room between an icon and words that come later."""
        super().setText(text)
        side = self.iconSize().height()
        if not self.icon().isNull():
            self.setIconSize(QSize(side + (XS if text else 0), side))

    def set_kind(self, kind: str) -> None:
        """Change the kind, for a button whose act becomes the likely next step."""
        set_flag(self, "kind", kind)

    def set_menu(self, menu: "QMenu") -> None:
        """Drop `menu` down when pressed."""
        self._menu = menu
        set_flag(self, "menu", "true")
        self.setAccessibleDescription(self.tr("Opens a menu"))
        self.clicked.connect(self._drop)

    def give_way(self) -> "Button":
        """In a narrow place: words that do not fit end in an ellipsis, or make way for the icon
        alone, and the tooltip has them."""
        self._yields = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return self

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if self._yields:
            least.setWidth(min(least.width(), fonts.em() * YIELDING))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._yields and self.toolTip() in ("", self.text()):
            self.setToolTip(self.text() if self.shown != self.text() else "")

    @property
    def shown(self) -> str:
        """What there is room for."""
        taken = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = max(0, self.width() - taken)
        shown = elided(self.text(), self.fontMetrics(), room)
        told = room > fonts.em() * TELLING or self.icon().isNull()
        return shown if told or shown == self.text() else ""

    def _paint_short(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown
        if not option.text:  # without the room that parts it from words
            option.iconSize = QSize(option.iconSize.height(), option.iconSize.height())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it too; Qt knows only Space outside dialogs."""
        if is_submit(event):
            event.ignore()
        elif event.key() in ENTERS and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._yields and self.width() < self.sizeHint().width():
            self._paint_short()
        else:
            super().paintEvent(event)
        if self._menu is not None:
            tint = _TINTS.get(self.property("kind"), "muted")
            from ui.widgets.menu import paint_drop_mark

            paint_drop_mark(self, tint if self.isEnabled() else "faint")

    def _drop(self) -> None:
        if self._menu is not None:
            from ui.widgets.menu import drop

            drop(self, self._menu)


class IconButton(QToolButton):
    """A square button with an icon only; `name` is its tooltip and its accessible name."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        on_click: Callable[[], object] | None = None,
        checkable: bool = False,
        tint: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCheckable(checkable)
        focus_by(self, TAB)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.set_icon(icon_name)
        if on_click is not None:
            self.clicked.connect(lambda _=False: on_click())

    def set_icon(self, name: str) -> None:
        """Another Lucide icon."""
        self.setIcon(icon(name, self._tint))
        side = fonts.em()
        self.setIconSize(QSize(side, side))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)
