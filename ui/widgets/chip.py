"""Filters as chips: on or off, one of several, or with a drop-down of choices."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.icons import icon
from ui.theme.space import S
from ui.widgets.flow import FlowLayout
from ui.widgets.menu import Menu, drop, paint_drop_mark
from ui.widgets.text import set_flag


class Chip(QPushButton):
    """A round toggle; the words say what is shown, such as `Open 4`."""

    def __init__(
        self, text: str, icon_name: str = "", checkable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon_name:
            side = fonts.em("small")
            self.setIcon(icon(icon_name, "muted"))
            self.setIconSize(QSize(side, side))

    def sizeHint(self) -> QSize:
        """Room for the bolder words of a chip that is on; so nothing moves when one is pressed."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text())
        more -= self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)


class MenuChip(Chip):
    """A chip with choices: `Severity` when anything goes, `SEV1, SEV2` (lit) when it filters."""

    changed = Signal()

    def __init__(self, title: str, many: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(title, checkable=False, parent=parent)
        self._title, self._many = title, many
        self._choices: dict[Hashable, str] = {}
        self._on: tuple[Hashable, ...] = ()
        self._menu: Menu | None = None
        self.setProperty("menu", "true")
        self.setAccessibleDescription(self.tr("Opens a menu"))
        self.clicked.connect(self.open)

    def set_choices(self, choices: Iterable[tuple[Hashable, str]]) -> None:
        """Replace the choices; what is chosen stays if it is still there."""
        self._choices = dict(choices)
        self.set_value(tuple(key for key in self._on if key in self._choices))

    def offers(self, key: Any) -> bool:
        """Whether it can be chosen; where the choices come later, any number of a row."""
        known = isinstance(key, Hashable) and key in self._choices
        return known if self._choices else isinstance(key, int)

    def open(self) -> None:
        """Open the choices, as a click does."""
        if self._menu is None:
            self._menu = Menu(parent=self)
        self._fill(self._menu)
        drop(self, self._menu)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_drop_mark(self, "accent_text" if self._on else "muted")

    def value(self) -> tuple[Hashable, ...]:
        """The chosen keys; empty means no filter."""
        return self._on

    def set_value(self, keys: Iterable[Hashable]) -> None:
        """Choose without a signal."""
        self._on = tuple(keys)
        words = [self._choices.get(key, str(key)) for key in self._on]
        told = words[0] + f" +{len(words) - 1}" if len(words) > 2 else ", ".join(words)
        self.setText(told or self._title)
        self.setAccessibleName(f"{self._title}: {', '.join(words) or self.tr('any')}")
        set_flag(self, "lit", "true" if words else "false")
        self.updateGeometry()

    def _fill(self, menu: Menu) -> None:
        menu.clear()
        for key, text in self._choices.items():
            menu.add_choice(text, key in self._on, _Flip(self, key))
        if self._on:
            menu.addSeparator()
            menu.add(self.tr("Any"), self._forget, "x")

    def _forget(self) -> None:
        self.set_value(())
        self.changed.emit()

    def flip(self, key: Hashable, on: bool) -> None:
        """Add a key to what is chosen, or take it away, as the menu does."""
        if self._many:
            kept = [k for k in self._choices if (k in self._on and k != key) or (k == key and on)]
        else:
            kept = [key] if on else []
        self.set_value(kept)
        self.changed.emit()


class _Flip:
    """One menu entry's slot."""

    def __init__(self, chip: MenuChip, key: Hashable) -> None:
        self._chip, self._key = chip, key

    def __call__(self, on: bool) -> None:
        self._chip.flip(self._key, on)


class ChipBar(QWidget):
    """Chips in a row that wraps. `exclusive` makes it a view switch: exactly one is on."""

    changed = Signal()

    def __init__(
        self, exclusive: bool = False, parent: QWidget | None = None, *, gap: int = S
    ) -> None:
        super().__init__(parent)
        self._chips: dict[Hashable, Chip] = {}
        self._flow = FlowLayout(self, gap, centred=True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, key: Hashable, text: str, on: bool = False, icon_name: str = "") -> Chip:
        """An on/off chip."""
        chip = Chip(text, icon_name)
        chip.setChecked(on)
        self._group.addButton(chip)
        chip.clicked.connect(self._tell)
        return self._keep(key, chip)

    def add_menu(
        self,
        key: Hashable,
        title: str,
        choices: Sequence[tuple[Hashable, str]] = (),
        many: bool = True,
    ) -> MenuChip:
        """A chip with a drop-down; its value is a tuple of keys."""
        chip = MenuChip(title, many)
        chip.set_choices(choices)
        chip.changed.connect(self._tell)
        self._keep(key, chip)
        return chip

    def chip(self, key: Hashable) -> Chip:
        """A chip, to change its words: `bar.chip("open").setText("Open 4")`."""
        return self._chips[key]

    def value(self, key: Hashable) -> bool | tuple[Hashable, ...]:
        """Whether an on/off chip is on, or what a menu chip has chosen."""
        chip = self._chips[key]
        return chip.value() if isinstance(chip, MenuChip) else chip.isChecked()

    def on(self) -> tuple[Hashable, ...]:
        """The keys of the on/off chips that are on, in order."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def turn(self, key: Hashable, on: bool = True) -> None:
        """Switch an on/off chip without a signal."""
        self._chips[key].setChecked(on)

    def _keep(self, key: Hashable, chip: Chip) -> Chip:
        self._chips[key] = chip
        self._flow.addWidget(chip)
        return chip

    def _tell(self, _on: bool = False) -> None:
        self.changed.emit()
