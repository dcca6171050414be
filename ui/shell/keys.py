"""F1: every key, by group."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.shell.actions import Act, Actions
from ui.shell.overlay import Overlay
from ui.theme.space import XL, L, M, S
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import KeyHint, Text


class KeyMap(Overlay):
    """Two columns of groups; closes on Escape, F1 or a click."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window, ems=44)
        self._actions = actions
        self._page = ScrollPage(padding=0, gap=M)
        head = row(Text(self.tr("Keys"), "title"), STRETCH, KeyHint("Esc"))
        self.body.setContentsMargins(XL, L, XL, XL)
        self.body.setSpacing(M)
        self.body.addLayout(head)
        self.body.addWidget(self._page)

    def open(self) -> None:
        """Show the keys as they are now."""
        clear(self._page.body)
        groups = [(group, acts) for group, acts in self._groups() if acts]
        columns = row(gap=XL + S)
        left, right = QVBoxLayout(), QVBoxLayout()
        cut = _middle([len(acts) + 2 for _, acts in groups])
        for at, (group, acts) in enumerate(groups):
            (left if at < cut else right).addLayout(self._group(group, acts))
        for column in (left, right):
            column.setSpacing(L)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._page.body.addLayout(columns)
        height = self._page.body.sizeHint().height()
        self._page.setMinimumHeight(min(height + 4, round(self.window().height() * 0.6)))
        super().open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _groups(self) -> list[tuple[str, list[Act]]]:
        found = self._actions.groups().items()
        groups = [(group, [act for act in acts if act.keys]) for group, acts in found]
        return [
            *groups,
            (self.tr("In lists"), self._lists()),
            (self.tr("In sheets"), self._sheets()),
        ]

    def _lists(self) -> list[Act]:
        """What every list does."""
        return [
            Act("", self.tr("Choose a row"), "Down"),
            Act("", self.tr("Open it"), "Return"),
            Act("", self.tr("Its menu"), "Shift+F10"),
            Act("", self.tr("Copy rows as text"), "Ctrl+C"),
            Act("", self.tr("Clear the filter"), "Esc"),
        ]

    def _sheets(self) -> list[Act]:
        """What every form over the window does."""
        return [
            Act("", self.tr("Send, or save"), "Ctrl+Return"),
            Act("", self.tr("Leave; what was typed is kept"), "Esc"),
        ]

    def _group(self, group: str, acts: list[Act]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(S)
        grid.addWidget(Text(group or self.tr("Everywhere"), "caption"), 0, 0)
        for at, act in enumerate(acts, 1):
            grid.addWidget(Text(act.text), at, 0)
            grid.addWidget(KeyHint(act.told_keys), at, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def _middle(heights: list[int]) -> int:
    """Where to break a list of heights into two columns so that the higher one is lowest."""
    cuts = range(1, len(heights) + 1)
    return min(cuts, key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])), default=0)
