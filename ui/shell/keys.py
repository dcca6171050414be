"""Every key, by group: what F1 shows beside the guide."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.shell.actions import Act, Actions
from ui.theme.space import L, S
from ui.widgets.page import ScrollPage
from ui.widgets.rows import clear
from ui.widgets.text import KeyHint, Text


class KeyList(ScrollPage):
    """One column of groups."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=L)
        self._actions = actions
        self.setAccessibleName(self.tr("Keys"))

    def tell(self) -> None:
        """Show the keys as they are now."""
        clear(self.body)
        for group, acts in self._groups():
            if acts:
                self.body.addLayout(self._group(group, acts))
        self.body.addStretch(1)

    def _groups(self) -> list[tuple[str, list[Act]]]:
        found = self._actions.groups().items()
        groups = [(group, [act for act in acts if act.keys and not _of_any_list(act)])
                  for group, acts in found]  # fmt: skip
        return [
            *groups,
            (self.tr("In lists"), self._lists()),
            (self.tr("In sheets"), self._sheets()),
            (self.tr("In forms"), self._forms()),
            (self.tr("Follow-ups"), [Act("", self.tr("Done, or open again"), "Space")]),
            (self.tr("Picture of the timeline"), self._lanes()),
        ]

    def _lists(self) -> list[Act]:
        """What every list does."""
        return [
            Act("", self.tr("Choose a row"), "Down"),
            Act("", self.tr("Open it"), "Return"),
            Act("", self.tr("Its menu"), "Shift+F10"),
            Act("", self.tr("Filter them"), "Ctrl+F"),
            Act("", self.tr("Copy rows as text"), "Ctrl+C"),
            Act("", self.tr("Clear the filter"), "Esc"),
        ]

    def _sheets(self) -> list[Act]:
        """What every form over the window does."""
        return [
            Act("", self.tr("Send, or save"), "Ctrl+Return"),
            Act("", self.tr("Leave; what was typed is kept"), "Esc"),
        ]

    def _forms(self) -> list[Act]:
        """What every form of a page does."""
        return [
            Act("", self.tr("Save"), "Ctrl+S"),
            Act("", self.tr("Leave the field, or the form"), "Esc"),
        ]

    def _lanes(self) -> list[Act]:
        """Of what happened at the same time."""
        return [
            Act("", self.tr("The moment before, or after"), "Left, Right"),
            Act("", self.tr("Closer"), "+"),
            Act("", self.tr("Farther"), "-"),
            Act("", self.tr("All of it"), "0, Home"),
        ]

    def _group(self, group: str, acts: list[Act]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(S)
        grid.addWidget(Text(group or self.tr("Everywhere"), "caption"), 0, 0, 1, 2)
        for at, act in enumerate(acts, 1):
            grid.addWidget(Text(act.text, wrap=True), at, 0)
            grid.addWidget(KeyHint(act.told_keys), at, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def _of_any_list(act: Act) -> bool:
    """What "In lists" tells once for all of them."""
    return act.told and act.keys in ("Ctrl+F", "Space")
